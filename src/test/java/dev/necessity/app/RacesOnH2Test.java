package dev.necessity.app;

class RacesOnH2Test extends RacesTest {}
