package dev.necessity.database;

/**
 * The application cannot start, and its operator can do something about it: the message says what
 * is wrong and what to do, in one line.
 */
public class CannotStartException extends IllegalStateException {

  public CannotStartException(String message) {
    super(message);
  }

  public CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
