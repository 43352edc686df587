package dev.necessity.command;

class ReplayOfCasesOnH2Test extends ReplayOfCasesTest {}
