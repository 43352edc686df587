/**
 * One case as it happened, told from the engine's history and the models of that time. Start with
 * {@link dev.necessity.audit.trace.CaseTracer}. Nothing is deserialised, and today's code decides
 * nothing of what was stored.
 */
package dev.necessity.audit.trace;
