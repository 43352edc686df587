package dev.necessity.cases;

/** Where a case stands (docs/api.md, "A case"). */
public enum CaseState {
  /**
   * With a person, outside of any policy: no policy covers the request, or a step failed before one
   * was chosen.
   */
  ROUTED,
  WAITING_FOR_DOCUMENTATION,
  /** The policy would certify, and a person is asked whether a doubt stands against it. */
  IN_CONFIRMATION,
  IN_REVIEW,
  DECIDED,
  WITHDRAWN;

  /** Whether the case has come to its end. */
  public boolean ended() {
    return this == DECIDED || this == WITHDRAWN;
  }
}
