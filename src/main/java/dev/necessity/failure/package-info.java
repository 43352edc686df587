/**
 * A failure as it may be logged and kept: classes, places and our own words, and nothing of a case.
 * Start with {@link dev.necessity.failure.CaseFreeFailure}. Knows no other room, so that a failure
 * of each can be told by it.
 */
package dev.necessity.failure;
