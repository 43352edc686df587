package dev.necessity.policy.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.$colon$colon;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import camundajar.impl.scala.math.BigDecimal$;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.scala.spin.SpinValueMapperFactory;
import org.camunda.feel.context.Context;
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
 * Turns variables into FEEL values and results into plain Java. Maps and JSON objects are only looked into where an
 * expression does: a decision reads a few entries of a large document, once for each of its cells.
 */
final class FeelValues implements ValueMapper {

  /** For all other kinds of values: java.time, Spin XML, beans. */
  private final ValueMapper others;

  FeelValues() {
    CustomValueMapper spinXml = new SpinValueMapperFactory().createInstance();
    List<CustomValueMapper> mappers = List$.MODULE$.<CustomValueMapper>empty().$colon$colon(new Inside());
    this.others = new ValueMapper.CompositeValueMapper(spinXml == null ? mappers : mappers.$colon$colon(spinXml));
  }

  @Override
  public Val toVal(Object value) {
    Val known = known(value);
    return known != null ? known : others.toVal(value);
  }

  private Val known(Object value) {
    if (value instanceof Val val) {
      return val;
    }
    if (value == null) {
      return ValNull$.MODULE$;
    }
    if (value instanceof String text) {
      return new ValString(text);
    }
    if (value instanceof Boolean bool) {
      return new ValBoolean(bool);
    }
    if (value instanceof BigDecimal number) {
      return number(number);
    }
    if (value instanceof Integer number) {
      return new ValNumber(BigDecimal$.MODULE$.int2bigDecimal(number));
    }
    if (value instanceof Long number) {
      return new ValNumber(BigDecimal$.MODULE$.long2bigDecimal(number));
    }
    if (value instanceof java.util.List<?> items) {
      return list(items);
    }
    if (value instanceof Map<?, ?> entries) {
      return hasTextKeys(entries) ? new ValContext(new LazyContext.OfMap(this, entries)) : null;
    }
    if (value instanceof SpinJsonNode spin) {
      return json((JsonNode) spin.unwrap());
    }
    return value instanceof JsonNode node ? json(node) : null;
  }

  private Val json(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> new ValContext(new LazyContext.OfJson(this, (ObjectNode) node));
      case ARRAY -> array((ArrayNode) node);
      case STRING, BINARY -> new ValString(node.asText());
      case BOOLEAN -> new ValBoolean(node.booleanValue());
      case NUMBER -> toVal(node.numberValue());
      case NULL, MISSING -> ValNull$.MODULE$;
      case POJO -> toVal(((POJONode) node).getPojo());
    };
  }

  private static Val number(BigDecimal number) {
    return new ValNumber(BigDecimal$.MODULE$.javaBigDecimal2bigDecimal(number));
  }

  // Immutable lists grow at their head, so both kinds are walked from the end.

  private Val list(java.util.List<?> items) {
    List<Val> list = List$.MODULE$.empty();
    for (ListIterator<?> i = items.listIterator(items.size()); i.hasPrevious();) {
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
  private static boolean hasTextKeys(Map<?, ?> entries) {
    return entries.isEmpty() || entries.keySet().iterator().next() instanceof String;
  }

  @Override
  public Object unpackVal(Val value) {
    if (value instanceof ValNumber number) {
      return plain(number.value());
    }
    if (value instanceof ValList list) {
      return plain(list.items());
    }
    return value instanceof ValContext context ? plain(context.context()) : others.unpackVal(value);
  }

  private static Number plain(camundajar.impl.scala.math.BigDecimal number) {
    if (number.isWhole() && number.isValidLong()) {
      return number.toLong();
    }
    return number.bigDecimal();
  }

  private java.util.List<Object> plain(List<Val> items) {
    java.util.List<Object> list = new ArrayList<>();
    for (List<Val> rest = items; !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
      list.add(unpackVal(rest.head()));
    }
    return list;
  }

  private Map<String, Object> plain(Context context) {
    Map<String, Object> map = new LinkedHashMap<>();
    Iterator<String> keys = context.variableProvider().keys().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      Option<Object> value = context.variableProvider().getVariable(key);
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
