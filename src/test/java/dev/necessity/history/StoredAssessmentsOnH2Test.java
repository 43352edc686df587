package dev.necessity.history;

class StoredAssessmentsOnH2Test extends StoredAssessmentsTest {}
