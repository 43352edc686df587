package dev.necessity.feel;

import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.$colon$colon;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.ListIterator;
import java.util.Map;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.spin.json.SpinJsonNode;

/**
 * Values as they go from one decision to the next. The engine turns each into plain Java and back,
 * which leaves a value the same but for whole numbers (5.0 becomes 5) and contexts that were
 * written out; so only these are made anew here.
 */
final class SettledValues {

  private final FeelValues values;

  SettledValues(FeelValues values) {
    this.values = values;
  }

  /** A context all of whose values, and theirs, would be handed on as they are. */
  private static final class Settled extends LazyContext.OfValues {

    Settled(EntryNames names, Val[] entries) {
      super(names, entries);
    }
  }

  /** A variable that an evaluation is given, made FEEL values at once. */
  Val given(Object value) {
    Object plain = value instanceof SpinJsonNode json ? json.unwrap() : value;
    if (plain instanceof Map<?, ?> map && FeelValues.hasTextKeys(map)) {
      return context((Map<String, ?>) map);
    }
    if (plain instanceof ObjectNode object) {
      Map<String, JsonNode> entries = new LinkedHashMap<>();
      object.fields().forEachRemaining(entry -> entries.put(entry.getKey(), entry.getValue()));
      return context(entries);
    }
    if (plain instanceof java.util.List<?> items) {
      List<Val> list = List$.MODULE$.empty();
      for (ListIterator<?> i = items.listIterator(items.size()); i.hasPrevious(); ) {
        list = new $colon$colon<>(given(i.previous()), list);
      }
      return new ValList(list);
    }
    if (plain instanceof ArrayNode items) {
      List<Val> list = List$.MODULE$.empty();
      for (int i = items.size() - 1; i >= 0; i--) {
        JsonNode item = items.get(i);
        list = new $colon$colon<>(given(item), list);
      }
      return new ValList(list);
    }
    return values.toVal(plain);
  }

  private Val context(Map<String, ?> given) {
    String[] names = new String[given.size()];
    Val[] entries = new Val[names.length];
    boolean settled = true;
    int i = 0;
    for (Map.Entry<String, ?> each : given.entrySet()) {
      names[i] = each.getKey();
      entries[i] = given(each.getValue());
      settled &= handedOn(entries[i]) == entries[i];
      i++;
    }
    EntryNames shared = values.names(names);
    return new ValContext(
        settled ? new Settled(shared, entries) : new LazyContext.OfValues(shared, entries));
  }

  Val list(java.util.List<Val> items) {
    List<Val> list = List$.MODULE$.empty();
    for (int i = items.size() - 1; i >= 0; i--) {
      list = new $colon$colon<>(items.get(i), list);
    }
    return new ValList(list);
  }

  /** The value after a decision: the same object where it needs no change. */
  Val handedOn(Val value) {
    if (value instanceof ValString || value instanceof ValBoolean || value == ValNull$.MODULE$) {
      return value;
    }
    if (value instanceof ValNumber number && isPlain(number.value().bigDecimal())) {
      return value;
    }
    if (value instanceof ValList list) {
      return handedOn(list);
    }
    if (value instanceof ValContext context) {
      return context.context() instanceof Settled ? value : new ValContext(settled(context));
    }
    return values.toVal(values.unpackVal(value));
  }

  private static boolean isPlain(BigDecimal number) {
    return number.scale() == 0
        ? number.precision() < 19
        : number.scale() > 0 && number.stripTrailingZeros().scale() > 0;
  }

  /** Whether nothing can tell two values apart that were handed on. */
  @SuppressWarnings("BigDecimalEquals")
  static boolean same(Val one, Val other) {
    if (one == other) {
      return true;
    }
    if (one instanceof ValString text) {
      return text.equals(other);
    }
    if (one instanceof ValNumber number) {
      // Numbers are written with the digits that they have, so 2.50 is not 2.5.
      return other instanceof ValNumber second
          && number.value().bigDecimal().equals(second.value().bigDecimal())
          && number.value().mc().equals(second.value().mc());
    }
    if (one instanceof ValBoolean bool) {
      return bool.equals(other);
    }
    if (one instanceof ValList list) {
      return other instanceof ValList second && same(list.items(), second.items());
    }
    return one instanceof ValContext context
        && other instanceof ValContext second
        && context.context() instanceof Settled entries
        && second.context() instanceof Settled others
        && entries.names() == others.names()
        && same(entries.entries(), others.entries());
  }

  private static boolean same(List<Val> items, List<Val> others) {
    List<Val> one = items;
    List<Val> other = others;
    while (!one.isEmpty() && !other.isEmpty() && same(one.head(), other.head())) {
      one = (List<Val>) one.tail();
      other = (List<Val>) other.tail();
    }
    return one.isEmpty() && other.isEmpty();
  }

  /** The same of values one by one, null where there is none. */
  static boolean same(Val[] values, Val[] others) {
    return Arrays.equals(values, others, (one, other) -> same(one, other) ? 0 : 1);
  }

  private Val handedOn(ValList list) {
    for (List<Val> rest = list.items(); !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
      if (handedOn(rest.head()) != rest.head()) {
        java.util.List<Val> items = new ArrayList<>();
        for (List<Val> all = list.items(); !all.isEmpty(); all = (List<Val>) all.tail()) {
          items.add(handedOn(all.head()));
        }
        return list(items);
      }
    }
    return list;
  }

  private Settled settled(ValContext context) {
    VariableProvider variables = context.context().variableProvider();
    if (variables instanceof LazyContext.OfValues entries) {
      return new Settled(entries.names(), handedOn(entries.entries()));
    }
    java.util.List<String> names = new ArrayList<>();
    java.util.List<Val> entries = new ArrayList<>();
    Iterator<String> keys = variables.keys().iterator();
    while (keys.hasNext()) {
      names.add(keys.next());
      var entry = variables.getVariable(names.get(entries.size()));
      entries.add(handedOn(values.toVal(entry.isEmpty() ? null : entry.get())));
    }
    return new Settled(values.names(names.toArray(String[]::new)), entries.toArray(Val[]::new));
  }

  /** The same array where none of the values needs a change. */
  private Val[] handedOn(Val[] given) {
    Val[] all = given;
    for (int i = 0; i < given.length; i++) {
      Val value = handedOn(given[i]);
      if (value != given[i]) {
        all = all == given ? given.clone() : all;
        all[i] = value;
      }
    }
    return all;
  }
}
