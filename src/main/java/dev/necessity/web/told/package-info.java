/**
 * How a case is told on whatever page: values in words, criteria, notices. Start with {@link
 * dev.necessity.web.told.Words}. It knows no page.
 */
package dev.necessity.web.told;
