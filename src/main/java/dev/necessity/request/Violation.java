package dev.necessity.request;

/**
 * One thing that is wrong with a body.
 *
 * @param pointer RFC 6901 pointer into the body, to the field that is wrong, missing or too much;
 *     empty for the body itself
 * @param message what is wrong and what to do; never the value that was sent
 */
public record Violation(String pointer, String message) {}
