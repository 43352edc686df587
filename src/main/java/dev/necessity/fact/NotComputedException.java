package dev.necessity.fact;

/** An expression field of a form that failed for a record. The message says what to do, and nothing of what the record says. */
public final class NotComputedException extends RuntimeException {

  NotComputedException(String form, String field, String why, Throwable cause) {
    super("The expression of the field '" + field + "' of the form '" + form + "' cannot be computed for a record: " + why
        + ". Correct the expression, deploy the form, and try again.", cause);
  }
}
