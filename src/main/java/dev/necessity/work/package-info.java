/**
 * How much work may be done, whose turn it is, and work that nobody waits for. Start with {@link
 * dev.necessity.work.Budget}, which bounds what somebody else's file can ask for, and {@link
 * dev.necessity.work.Turns}. Knows no other room: it cannot tell a case from a policy.
 */
package dev.necessity.work;
