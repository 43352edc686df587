/**
 * Stored facts judged again with the versions that the case is pinned to. All of it is {@link
 * dev.necessity.audit.recheck.Recheck}; whatever differs is a finding.
 */
package dev.necessity.audit.recheck;
