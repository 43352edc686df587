package dev.necessity.workflow;

class StoredAssessmentsOnH2Test extends StoredAssessmentsTest {}
