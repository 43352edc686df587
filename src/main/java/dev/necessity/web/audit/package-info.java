/**
 * The auditors' pages and calls. Start with {@link dev.necessity.web.audit.AuditPages}; a case is
 * drawn by {@link dev.necessity.web.audit.CasePage}. They show what {@code audit} tells and find
 * out nothing themselves.
 */
package dev.necessity.web.audit;
