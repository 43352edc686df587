package dev.necessity.policy.feel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a value looks like, as far as it is known without an evaluation. */
public sealed interface FeelShape {

  FeelShape UNKNOWN = new Unknown();

  /** Anything. */
  record Unknown() implements FeelShape {}

  /** A text, a number, true or false: it has no properties. */
  record Simple() implements FeelShape {}

  record Items(FeelShape item) implements FeelShape {}

  record Context(Map<String, FeelShape> properties) implements FeelShape {}

  /** The shape of a plain Java value; a list's is that of its first item. */
  static FeelShape of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, FeelShape> properties = new LinkedHashMap<>();
      map.forEach((name, property) -> properties.put(String.valueOf(name), of(property)));
      return new Context(properties);
    }
    if (value instanceof Collection<?> list) {
      return new Items(list.isEmpty() ? UNKNOWN : of(list.iterator().next()));
    }
    return new Simple();
  }
}
