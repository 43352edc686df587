/**
 * How long cases are kept, legal holds, and what was removed. Start with {@link
 * dev.necessity.audit.retention.Retention}. The times are a table ({@code caseRetention}).
 */
package dev.necessity.audit.retention;
