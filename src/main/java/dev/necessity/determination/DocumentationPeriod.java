package dev.necessity.determination;

/** Whether missing documentation may still arrive. */
public enum DocumentationPeriod {
  OPEN,
  CLOSED
}
