/**
 * The complete set of files that a policy begins with. Start with {@link
 * dev.necessity.policy.begin.NewPolicyFiles}; the files themselves are templates under {@code
 * new-policy/}. What only people can say stands in them as TODO.
 */
package dev.necessity.policy.begin;
