/**
 * One sealed case as a file that explains and proves itself. Start with {@link
 * dev.necessity.audit.bundle.Bundle}; {@link dev.necessity.audit.bundle.BundleCheck} checks one
 * with nothing but the file. Its page is given by {@link dev.necessity.audit.bundle.PrintedCase}:
 * no page is known here.
 */
package dev.necessity.audit.bundle;
