/**
 * The determination is issued, and the letters about it. Start with {@link
 * dev.necessity.casework.issue.IssueDetermination}, which believes no variable; the letters of a
 * case are written anew by {@link dev.necessity.casework.issue.CaseNotices}.
 */
package dev.necessity.casework.issue;
