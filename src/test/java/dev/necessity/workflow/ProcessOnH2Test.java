package dev.necessity.workflow;

class ProcessOnH2Test extends ProcessTest {}
