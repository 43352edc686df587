package dev.necessity.cases;

/** What was asked does not fit the state of the case (HTTP 409). */
public class CaseConflictException extends RuntimeException {

  public CaseConflictException(String message) {
    super(message);
  }
}
