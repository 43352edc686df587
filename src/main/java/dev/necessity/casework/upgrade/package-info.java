/**
 * What open cases of an earlier version need once, after a start. Start with {@link
 * dev.necessity.casework.upgrade.OpenedReviews}. Nobody knows this package: it goes when no such
 * case is open any more.
 */
package dev.necessity.casework.upgrade;
