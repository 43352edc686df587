package dev.necessity.workflow;

/** There is no such case (HTTP 404). */
public class CaseNotFoundException extends RuntimeException {

  public CaseNotFoundException(String caseNumber) {
    super("There is no case " + caseNumber + ".");
  }
}
