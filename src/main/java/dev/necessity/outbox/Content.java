package dev.necessity.outbox;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What one delivery carries.
 *
 * @param json UTF-8: {@code id}, {@code event}, {@code caseNumber}, and the notice or the extension
 * @param pdfs by language tag; made when a channel asks for them
 */
public record Content(byte[] json, Supplier<Map<String, byte[]>> pdfs) {}
