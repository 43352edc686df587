/**
 * A decision file, and two versions of one, as a page to read and to print; the same page for a
 * command's file and for the workbench. Start with {@link dev.necessity.policy.page.DecisionPage}.
 * Knows no server: a page here loads nothing and asks nothing.
 */
package dev.necessity.policy.page;
