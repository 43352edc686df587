/**
 * Slips that could be made in a decision file, and whether its examples notice. Start with {@link
 * dev.necessity.policy.mutate.MutationRun}. A slip that no example needs to notice is listed with
 * its reason by the analyst, not here.
 */
package dev.necessity.policy.mutate;
