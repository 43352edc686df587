package dev.necessity.fact;

/** What a report says of one finding; NOT_MENTIONED is not ABSENT. */
enum Finding { PRESENT, ABSENT, NOT_MENTIONED }
