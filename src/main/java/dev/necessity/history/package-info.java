/**
 * What is kept of what happened, once: each evaluation whole in one record, and nothing that
 * follows from the rest (decision 8). Start with {@link dev.necessity.history.LeanHistory} for
 * writing, with {@link dev.necessity.history.StoredAssessments} for reading. It uses the engine's
 * internals, since it stands in the place of one of them. Knows the case, and nothing that is done
 * with it.
 */
package dev.necessity.history;
