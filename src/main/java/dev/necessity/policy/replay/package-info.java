/**
 * How a candidate would have judged past requests, by the hundred thousand. Start with {@link
 * dev.necessity.policy.replay.ReplayRun}; one request is judged by {@link
 * dev.necessity.policy.replay.Replay}. Where past cases come from is not known here: {@link
 * dev.necessity.policy.replay.PastCases} is given.
 */
package dev.necessity.policy.replay;
