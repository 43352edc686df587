package dev.necessity.audit;

class RetentionOnH2Test extends RetentionTest {}
