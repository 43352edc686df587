package dev.necessity.request;

import java.util.List;

/** The body is valid but makes no sense, as a laboratory draw in the future. */
public final class ImplausibleRequestException extends RequestProblem {

  public ImplausibleRequestException(List<Violation> violations) {
    super("The body makes no sense", violations);
  }
}
