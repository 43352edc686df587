package dev.necessity.determination;

/** The policy a request is judged under, and its version: both pinned when the request is received. */
public record PolicyRef(String id, String version) {}
