package dev.necessity.audit.retention;

class RetentionOnH2Test extends RetentionTest {}
