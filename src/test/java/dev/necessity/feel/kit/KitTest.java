package dev.necessity.feel.kit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One test of the kit.
 *
 * @param name of the file, the case and the result
 * @param decision that gives the result
 * @param expected what the standard says; null also where it asks for an error
 */
record KitTest(String name, KitDecision decision, Map<String, Object> variables, Object expected) {

  private static final BigDecimal PRECISION = new BigDecimal("1e-8");

  /**
   * Whether an answer is what the standard says: numbers as precise as the kit is, contexts by
   * name.
   */
  boolean isMetBy(Object answer) {
    return same(expected, answer);
  }

  private static boolean same(Object expected, Object answer) {
    if (expected instanceof Number number && answer instanceof Number other) {
      BigDecimal one = new BigDecimal(number.toString());
      return one.subtract(new BigDecimal(other.toString()))
              .abs()
              .compareTo(PRECISION.multiply(one.abs().max(BigDecimal.ONE)))
          <= 0;
    }
    if (expected instanceof List<?> list && answer instanceof List<?> other) {
      return list.size() == other.size()
          && java.util.stream.IntStream.range(0, list.size())
              .allMatch(i -> same(list.get(i), other.get(i)));
    }
    if (expected instanceof Map<?, ?> context && answer instanceof Map<?, ?> other) {
      return context.size() == other.size()
          && other.entrySet().stream()
              .allMatch(
                  entry ->
                      context.containsKey(KitNames.of(entry.getKey().toString()))
                          && same(
                              context.get(KitNames.of(entry.getKey().toString())),
                              entry.getValue()));
    }
    return expected == null
        ? answer == null
        : answer != null
            && (expected.equals(answer) || expected.toString().equals(answer.toString()));
  }
}
