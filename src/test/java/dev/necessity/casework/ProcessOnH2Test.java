package dev.necessity.casework;

class ProcessOnH2Test extends ProcessTest {}
