/**
 * Finding cases by what happened in them. Start with {@link dev.necessity.audit.search.CaseIndex}.
 * A case is known here from its seal on.
 */
package dev.necessity.audit.search;
