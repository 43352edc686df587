package dev.necessity.request;

import java.util.List;
import java.util.stream.Collectors;

/** A body that cannot be accepted, with everything that is wrong with it. */
public abstract class RequestProblem extends RuntimeException {

  private final transient List<Violation> violations;

  RequestProblem(String problem, List<Violation> violations) {
    // Pointers may hold what a sender typed as a field's name, so the message, which is logged,
    // only counts.
    super(problem + " in " + violations.size() + " place(s); the violations name each.");
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }

  /** All violations as one text for the person who typed them. */
  public String explain() {
    return violations.stream()
        .map(
            violation ->
                violation.pointer().isEmpty()
                    ? violation.message()
                    : violation.pointer().substring(1) + ": " + violation.message())
        .collect(Collectors.joining("; "));
  }
}
