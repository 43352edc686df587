package dev.necessity.assessment;

/** Whether missing documentation may still arrive. */
public enum DocumentationPeriod {
  OPEN,
  CLOSED
}
