package dev.necessity.cases;

/** There is no such case (HTTP 404). */
public class CaseNotFoundException extends RuntimeException {

  public CaseNotFoundException(String caseNumber) {
    super("There is no case " + caseNumber + ".");
  }
}
