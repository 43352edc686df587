/**
 * What leaves the house about a determination: letters in two languages for two readers, as HTML,
 * PDF and JSON. Start with {@link dev.necessity.notice.NoticeWriter}; the words and templates are
 * files under {@code notices/}. Knows no case and no way out: whoever has a determination can ask
 * for its letter.
 */
package dev.necessity.notice;
