package dev.necessity.workflow.outbox;

import java.util.Map;

/**
 * What one delivery carries.
 *
 * @param json UTF-8: {@code id}, {@code event}, {@code caseNumber}, and the notice or the extension
 * @param pdfs by language tag
 */
record Content(byte[] json, Map<String, byte[]> pdfs) {}
