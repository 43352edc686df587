/**
 * What would change an answer, found by asking the policy's own tables. Start with {@link
 * dev.necessity.explain.Explainer}. It knows no rule itself, and no case.
 */
package dev.necessity.explain;
