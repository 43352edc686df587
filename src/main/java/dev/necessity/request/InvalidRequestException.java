package dev.necessity.request;

import java.util.List;

/** The body is no JSON, or not what the schema allows. */
public final class InvalidRequestException extends RequestProblem {

  public InvalidRequestException(List<Violation> violations) {
    super("The body is not valid", violations);
  }
}
