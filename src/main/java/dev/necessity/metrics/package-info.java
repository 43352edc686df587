/**
 * The yearly figures that a payer must publish, counted by the database. Start with {@link
 * dev.necessity.metrics.PriorAuthorizationMetrics}. Figures for operators are elsewhere: those are
 * of the server, these are of the cases.
 */
package dev.necessity.metrics;
