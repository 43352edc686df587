/**
 * A policy as it is evaluated: decision diagrams, their tables and keys, the catalogue that says
 * which is live, and a policy with its final tables. Start with {@link
 * dev.necessity.policy.model.Policy} and {@link dev.necessity.policy.model.DecisionDiagram}. A file
 * is data: what it says is not known here. Knows no process, no database and no Spring.
 */
package dev.necessity.policy.model;
