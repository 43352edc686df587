package dev.necessity.explain;

import dev.necessity.request.Request;
import dev.necessity.work.Budget;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may be tried out for one explanation; once that is used up, nothing more is, and what was
 * found until then remains.
 */
final class Attempts {

  /** What it costs to judge a request again, and how much more for each of its records. */
  private static final long JUDGEMENT = 500;

  private static final long JUDGEMENT_OF_A_RECORD = 50;
  private static final String TOO_MUCH =
      "The request has too many records to try out everything that could change its answer. What stands here holds; there may be more.";

  private final Budget budget;
  private boolean over;

  Attempts(Budget budget) {
    this.budget = budget;
  }

  static void spendOn(Request request) {
    Budget.spend(JUDGEMENT + JUDGEMENT_OF_A_RECORD * request.evidence().size());
  }

  <T> Optional<T> tryOut(Supplier<Optional<T>> attempt) {
    if (!over) {
      try {
        return budget.run(attempt);
      } catch (Budget.ExhaustedException tooMuch) {
        over = true;
      }
    }
    return Optional.empty();
  }

  String incomplete() {
    return over ? TOO_MUCH : null;
  }
}
