/**
 * Who opened which case, kept before it is shown. Start with {@link
 * dev.necessity.audit.reads.CaseReads}. Only ever added to.
 */
package dev.necessity.audit.reads;
