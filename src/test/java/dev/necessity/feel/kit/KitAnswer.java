package dev.necessity.feel.kit;

import dev.necessity.feel.Answers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What an engine says to a test: the rows of its decision, or the message of an error. */
record KitAnswer(List<Map<String, Object>> rows, String error) {

  static KitAnswer of(Supplier<List<Map<String, Object>>> evaluation) {
    try {
      return new KitAnswer(evaluation.get(), null);
    } catch (RuntimeException failure) {
      return new KitAnswer(null, failure.getMessage());
    }
  }

  /** For the standard an error is null. */
  boolean isRight(KitTest test) {
    return test.isMetBy(value(test));
  }

  boolean isValue(KitTest test) {
    return value(test) != null;
  }

  private Object value(KitTest test) {
    return error == null ? test.decision().value(rows) : null;
  }

  /** In the form in which engines can be compared. */
  Object comparable() {
    return error == null ? Answers.comparable(rows) : "error: " + error;
  }
}
