/**
 * Evidence that arrives for a case, and its facts measured anew. Start with {@link
 * dev.necessity.casework.evidence.MeasureEvidence}; that a case is judged by what people sent and
 * by nothing else, {@link dev.necessity.casework.evidence.KnownRequests} sees to.
 */
package dev.necessity.casework.evidence;
