package dev.necessity.request;

/** What a report says of one finding; NOT_MENTIONED is not ABSENT. */
public enum Finding { PRESENT, ABSENT, NOT_MENTIONED }
