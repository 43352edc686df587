package dev.necessity.feel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.feel.syntaxtree.ValFunction;

/** What two engines say, in one form. */
public final class Answers {

  private Answers() {}

  /**
   * The result, or the message of the error; numbers as doubles where one holds them, because that
   * is what Camunda's own engine hands out.
   */
  public static Object of(Supplier<Object> evaluation) {
    try {
      return comparable(evaluation.get());
    } catch (RuntimeException failure) {
      return "error: " + failure.getMessage();
    }
  }

  public static Object comparable(Object value) {
    if (value instanceof Number number) {
      return Double.isInfinite(number.doubleValue()) ? number : (Object) number.doubleValue();
    }
    if (value instanceof List<?> items) {
      List<Object> comparable = new ArrayList<>();
      items.forEach(item -> comparable.add(comparable(item)));
      return comparable;
    }
    if (value instanceof Map<?, ?> entries) {
      Map<Object, Object> comparable = new LinkedHashMap<>();
      entries.forEach((key, entry) -> comparable.put(key, comparable(entry)));
      return comparable;
    }
    // Each evaluation makes another function.
    return value instanceof ValFunction function ? "function of " + function.params() : value;
  }
}
