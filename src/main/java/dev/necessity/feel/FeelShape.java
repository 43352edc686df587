package dev.necessity.feel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a value looks like, as far as it is known without an evaluation. */
public sealed interface FeelShape {

  FeelShape UNKNOWN = new Unknown();

  /** Anything. */
  record Unknown() implements FeelShape {}

  /**
   * A text, a number, true or false: it has no properties.
   *
   * @param choices the only texts that it can be; none where it can be any
   */
  record Simple(FeelType type, Set<String> choices) implements FeelShape {}

  record Items(FeelShape item) implements FeelShape {}

  record Context(Map<String, FeelShape> properties) implements FeelShape {}

  /** What was there once: a property that has it is none, and takes its name from nothing else. */
  record Gone() implements FeelShape {}

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
    return new Simple(FeelType.of(value), Set.of());
  }

  /** This one, and of another what it has not any more, as {@link Gone}. */
  default FeelShape after(FeelShape before) {
    if (this instanceof Context now && before instanceof Context then) {
      Map<String, FeelShape> properties = new LinkedHashMap<>(now.properties());
      then.properties()
          .forEach(
              (name, shape) ->
                  properties.merge(name, new Gone(), (left, gone) -> left.after(shape)));
      return new Context(properties);
    }
    return this instanceof Items now && before instanceof Items then
        ? new Items(now.item().after(then.item()))
        : this;
  }

  /**
   * This one, where some texts are choices: sets of them, in the place that they have among the
   * properties.
   */
  default FeelShape choosing(Object choices) {
    if (this instanceof Context context && choices instanceof Map<?, ?> ofProperties) {
      Map<String, FeelShape> properties = new LinkedHashMap<>();
      context
          .properties()
          .forEach(
              (name, property) -> properties.put(name, property.choosing(ofProperties.get(name))));
      return new Context(properties);
    }
    if (this instanceof Items items) {
      return new Items(items.item().choosing(choices));
    }
    return this instanceof Simple simple && choices instanceof Collection<?> texts
        ? new Simple(
            simple.type(),
            texts.stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new)))
        : this;
  }
}
