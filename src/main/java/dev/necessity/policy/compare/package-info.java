/**
 * What changed between two versions of a decision file, row beside row. Start with {@link
 * dev.necessity.policy.compare.PolicyComparison}. How the diagram is laid out is no change.
 */
package dev.necessity.policy.compare;
