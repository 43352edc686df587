package dev.necessity.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.$colon$colon;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.collection.mutable.ListBuffer;
import camundajar.impl.scala.math.BigDecimal$;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.feel.impl.scala.spin.SpinValueMapperFactory;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.feel.valuemapper.CustomValueMapper;
import org.camunda.feel.valuemapper.JavaCustomValueMapper;
import org.camunda.feel.valuemapper.ValueMapper;
import org.camunda.spin.json.SpinJsonNode;

/**
 * Turns variables into FEEL values and results into plain Java. Maps and JSON objects are only
 * looked into where an expression does: a decision reads a few entries of a large document, once
 * for each of its cells.
 */
final class FeelValues implements ValueMapper {

  private enum Kind {
    FEEL,
    TEXT,
    BOOLEAN,
    DECIMAL,
    INTEGER,
    LONG,
    LIST,
    MAP,
    SPIN,
    JSON,
    OTHER
  }

  /**
   * The kind of a class, found out once. A chain of {@code instanceof} on interfaces, run by
   * several threads for each value of each cell, is what the processors would wait for.
   */
  private static final ClassValue<Kind> KINDS =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return BASES.entrySet().stream()
              .filter(base -> base.getKey().isAssignableFrom(type))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(Kind.OTHER);
        }
      };

  private static final Map<Class<?>, Kind> BASES =
      Map.of(
          Val.class,
          Kind.FEEL,
          String.class,
          Kind.TEXT,
          Boolean.class,
          Kind.BOOLEAN,
          BigDecimal.class,
          Kind.DECIMAL,
          Integer.class,
          Kind.INTEGER,
          Long.class,
          Kind.LONG,
          java.util.List.class,
          Kind.LIST,
          Map.class,
          Kind.MAP,
          SpinJsonNode.class,
          Kind.SPIN,
          JsonNode.class,
          Kind.JSON);

  static final Val TRUE = new ValBoolean(true);
  static final Val FALSE = new ValBoolean(false);

  /** Numbers that most requests hold: counts, months, scores, percents. */
  private static final Val[] SMALL =
      IntStream.rangeClosed(0, 100)
          .mapToObj(i -> new ValNumber(BigDecimal$.MODULE$.int2bigDecimal(i)))
          .toArray(Val[]::new);

  /** How many kinds of contexts are remembered: a policy and its facts have some fifty. */
  private static final int MAX_KINDS_OF_CONTEXTS = 1_000;

  private final Map<java.util.List<String>, EntryNames> kindsOfContexts = new ConcurrentHashMap<>();

  /** For all other kinds of values: java.time, Spin XML, beans. */
  private final ValueMapper others;

  FeelValues() {
    CustomValueMapper spinXml = new SpinValueMapperFactory().createInstance();
    List<CustomValueMapper> mappers =
        List$.MODULE$.<CustomValueMapper>empty().$colon$colon(new Inside());
    this.others =
        new ValueMapper.CompositeValueMapper(
            spinXml == null ? mappers : mappers.$colon$colon(spinXml));
  }

  /** The names of a context's entries, the same object for all contexts with these names. */
  EntryNames names(String... names) {
    EntryNames known = kindsOfContexts.get(Arrays.asList(names));
    if (known != null) {
      return known;
    }
    EntryNames made = new EntryNames(names);
    if (kindsOfContexts.size() < MAX_KINDS_OF_CONTEXTS) {
      kindsOfContexts.put(java.util.List.of(names), made);
    }
    return made;
  }

  @Override
  public Val toVal(Object value) {
    Val known = known(value);
    return known != null ? known : others.toVal(value);
  }

  private Val known(Object value) {
    if (value == null) {
      return ValNull$.MODULE$;
    }
    return switch (KINDS.get(value.getClass())) {
      case FEEL -> (Val) value;
      case TEXT -> new ValString((String) value);
      case BOOLEAN -> (Boolean) value ? TRUE : FALSE;
      case DECIMAL ->
          new ValNumber(BigDecimal$.MODULE$.javaBigDecimal2bigDecimal((BigDecimal) value));
      case INTEGER -> number((Integer) value);
      case LONG -> new ValNumber(BigDecimal$.MODULE$.long2bigDecimal((Long) value));
      case LIST -> list((java.util.List<?>) value);
      case MAP ->
          hasTextKeys((Map<?, ?>) value)
              ? new ValContext(new LazyContext.OfMap(this, (Map<?, ?>) value))
              : null;
      case SPIN -> json((JsonNode) ((SpinJsonNode) value).unwrap());
      case JSON -> json((JsonNode) value);
      case OTHER -> null;
    };
  }

  static Val number(int value) {
    return value >= 0 && value < SMALL.length
        ? SMALL[value]
        : new ValNumber(BigDecimal$.MODULE$.int2bigDecimal(value));
  }

  private Val json(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> new ValContext(new LazyContext.OfJson(this, (ObjectNode) node));
      case ARRAY -> array((ArrayNode) node);
      case STRING, BINARY -> new ValString(node.asText());
      case BOOLEAN -> node.booleanValue() ? TRUE : FALSE;
      case NUMBER -> toVal(node.numberValue());
      case NULL, MISSING -> ValNull$.MODULE$;
      case POJO -> toVal(((POJONode) node).getPojo());
    };
  }

  // Immutable lists grow at their head, so both kinds are walked from the end.

  private Val list(java.util.List<?> items) {
    List<Val> list = List$.MODULE$.empty();
    for (ListIterator<?> i = items.listIterator(items.size()); i.hasPrevious(); ) {
      list = new $colon$colon<>(toVal(i.previous()), list);
    }
    return new ValList(list);
  }

  private Val array(ArrayNode items) {
    List<Val> list = List$.MODULE$.empty();
    for (int i = items.size() - 1; i >= 0; i--) {
      list = new $colon$colon<>(json(items.get(i)), list);
    }
    return new ValList(list);
  }

  /** The keys of a map are of one type, so the first one tells it. */
  static boolean hasTextKeys(Map<?, ?> entries) {
    return entries.isEmpty() || entries.keySet().iterator().next() instanceof String;
  }

  /** A part of a context; of a list, that part of each of its items; null where there is none. */
  Val property(Val value, Name key) {
    if (value instanceof ValContext context) {
      VariableProvider entries = context.context().variableProvider();
      if (entries instanceof LazyContext lazy) {
        Val entry = lazy.find(key);
        return entry == null ? ValNull$.MODULE$ : entry;
      }
      Option<Object> entry = entries.getVariable(key.text);
      return entry.isEmpty() ? ValNull$.MODULE$ : toVal(entry.get());
    }
    if (value instanceof ValList list) {
      if (list.items().isEmpty()) {
        return list;
      }
      ListBuffer<Val> all = new ListBuffer<>();
      for (List<Val> rest = list.items(); !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
        all.addOne(property(rest.head(), key));
      }
      return new ValList(all.toList());
    }
    Option<Val> property = value == ValNull$.MODULE$ ? Option.empty() : value.property(key.text);
    return property.isEmpty() ? ValNull$.MODULE$ : property.get();
  }

  @Override
  public Object unpackVal(Val value) {
    if (value instanceof ValString text) {
      return text.value();
    }
    if (value instanceof ValNumber number) {
      return plain(number.value());
    }
    if (value instanceof ValList list) {
      return plain(list.items());
    }
    if (value instanceof ValContext context) {
      return plain(context.context());
    }
    if (value instanceof ValBoolean bool) {
      return bool.value();
    }
    return value == ValNull$.MODULE$ ? null : others.unpackVal(value);
  }

  private static Number plain(camundajar.impl.scala.math.BigDecimal number) {
    BigDecimal decimal = number.bigDecimal();
    if (decimal.scale() == 0 && decimal.precision() < 19
        || number.isWhole() && number.isValidLong()) {
      return decimal.longValue();
    }
    return decimal;
  }

  private java.util.List<Object> plain(List<Val> items) {
    java.util.List<Object> list = new ArrayList<>();
    for (List<Val> rest = items; !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
      list.add(unpackVal(rest.head()));
    }
    return list;
  }

  private Map<String, Object> plain(Context context) {
    VariableProvider variables = context.variableProvider();
    Map<String, Object> map = new LinkedHashMap<>();
    if (variables instanceof LazyContext.OfValues entries) {
      for (int i = 0; i < entries.names().size(); i++) {
        map.put(entries.names().get(i), unpackVal(entries.entries()[i]));
      }
      return map;
    }
    Iterator<String> keys = variables.keys().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      Option<Object> value = variables.getVariable(key);
      Object entry = value.isEmpty() ? null : value.get();
      map.put(key, entry instanceof Val val ? unpackVal(val) : entry);
    }
    return map;
  }

  /** Keeps this mapping for what is inside a value of another kind. */
  private final class Inside extends JavaCustomValueMapper {

    @Override
    public Optional<Val> toValue(Object value, Function<Object, Val> inner) {
      return Optional.ofNullable(known(value));
    }

    @Override
    public Optional<Object> unpackValue(Val value, Function<Val, Object> inner) {
      return Optional.empty();
    }
  }
}
