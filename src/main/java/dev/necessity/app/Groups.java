package dev.necessity.app;

import dev.necessity.assessment.WhoMayDeny;

/** The groups of people who use Necessity. */
final class Groups {

  static final String ANALYSTS = "analysts";
  static final String INTAKE = "intake";
  static final String REVIEWERS = "reviewers";
  static final String MEDICAL_DIRECTORS = WhoMayDeny.GROUP;
  static final String AUDITORS = "auditors";

  /** The engine's own group of administrators. */
  static final String ADMIN = org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

  private Groups() {}
}
