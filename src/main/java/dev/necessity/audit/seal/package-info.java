/**
 * The chain of seals over ended cases, and what was changed after one. Start with {@link
 * dev.necessity.audit.seal.Sealer} and {@link dev.necessity.audit.seal.Verification}. A seal is
 * over records as they are stored ({@link dev.necessity.audit.seal.CaseRecords}), which no name of
 * a class is part of.
 */
package dev.necessity.audit.seal;
