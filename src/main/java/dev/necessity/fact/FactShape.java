package dev.necessity.fact;

import dev.necessity.request.Documents;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What facts look like: the facts of a request in which everything is documented once. Its values
 * mean nothing.
 */
public final class FactShape {

  private static final LocalDate DAY = LocalDate.of(2025, 11, 30);

  private FactShape() {}

  /** Every property that {@link Facts#ofAnyRequest} ever gives, each list with one item. */
  public static Map<String, Object> sample(Documents documents) {
    Map<String, Object> facts =
        Facts.withoutEvidence((Request) value("request", Request.class), List.of("document"));
    facts.put(Facts.EVIDENCE, EvidenceFacts.sample(documents));
    // One record of each kind corrects no other.
    facts.put("replacedRecords", List.of("id"));
    return facts;
  }

  /** The only texts that some facts can be: sets of them, each in its fact's place. */
  public static Map<String, Object> choices(Documents documents) {
    return Map.of(Facts.EVIDENCE, EvidenceFacts.choices(documents));
  }

  /**
   * @param name of the field, which a text says: two texts of one record differ, so that a record
   *     does not correct itself
   */
  private static Object value(String name, Type type) {
    if (type instanceof ParameterizedType list) {
      return List.of(value(name, list.getActualTypeArguments()[0]));
    }
    Class<?> simple = (Class<?>) type;
    if (simple == Evidence.class) {
      return Evidence.NONE;
    }
    if (simple.isRecord()) {
      return filled(simple);
    }
    if (simple.isEnum()) {
      return simple.getEnumConstants()[0];
    }
    return switch (simple.getSimpleName()) {
      case "String" -> name;
      case "BigDecimal" -> BigDecimal.ONE;
      case "Integer", "int" -> 1;
      case "Boolean", "boolean" -> true;
      case "LocalDate" -> DAY;
      case "OffsetDateTime" -> OffsetDateTime.of(DAY.atStartOfDay(), ZoneOffset.UTC);
      default ->
          throw new IllegalStateException(
              "A request now holds a " + type + ". Say here what one looks like.");
    };
  }

  private static Object filled(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    try {
      Constructor<?> constructor =
          record.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components)
              .map(component -> value(component.getName(), component.getGenericType()))
              .toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A " + record.getSimpleName() + " cannot be filled.", e);
    }
  }
}
