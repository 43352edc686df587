/**
 * How templates of pages are filled and CSV is written, so that nothing that a person typed becomes
 * markup or a formula of a spreadsheet, and how a name is broken into lines. Start with {@link
 * dev.necessity.text.HtmlTemplate}. Knows no other room and no page: what a page shows is said
 * where the page is.
 */
package dev.necessity.text;
