package dev.necessity.policy.equality;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of different engines in one form: contexts by name, numbers by value. */
public final class Plain {

  private Plain() {}

  public static Object of(Object value) {
    if (value instanceof Map<?, ?> context) {
      Map<String, Object> plain = new TreeMap<>();
      context.forEach((name, entry) -> plain.put(name.toString(), of(entry)));
      return plain;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Plain::of).toList();
    }
    if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return value;
  }
}
