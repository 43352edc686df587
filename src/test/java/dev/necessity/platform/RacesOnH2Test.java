package dev.necessity.platform;

class RacesOnH2Test extends RacesTest {}
