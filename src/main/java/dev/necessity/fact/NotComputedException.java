package dev.necessity.fact;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An expression field of a form that failed for a record. The message says what to do, and nothing
 * of what the record says.
 */
public final class NotComputedException extends RuntimeException {

  NotComputedException(String form, String field, String why, Throwable cause) {
    super(
        "The expression of the field '"
            + field
            + "' of the form '"
            + form
            + "' cannot be computed for a record: "
            + why
            + ". Correct the expression, deploy the form, and try again.",
        cause);
  }

  /**
   * What a failure comes from, however it was wrapped: facts are measured when a table reads them.
   */
  public static Optional<NotComputedException> among(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(NotComputedException.class::isInstance)
        .map(NotComputedException.class::cast)
        .findFirst();
  }
}
