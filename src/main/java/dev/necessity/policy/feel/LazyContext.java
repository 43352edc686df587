package dev.necessity.policy.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.VectorMap;
import camundajar.impl.scala.collection.immutable.VectorMap$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;

/**
 * A FEEL context over a Java map or a JSON object whose entries become FEEL values when they are read, in the order in
 * which they were written. Two of them are equal when their entries are, as lists that contain them expect.
 */
abstract class LazyContext extends CustomContext implements VariableProvider {

  /** Null when there is no such entry. */
  abstract Val find(Name name);

  @Override
  public final Option<Object> getVariable(String name) {
    Val found = find(new Name(name));
    return found == null ? Option.empty() : new Some<>(found);
  }

  @Override
  public final VariableProvider variableProvider() {
    return this;
  }

  @Override
  public final VectorMap<String, Object> getVariables() {
    List<Tuple2<String, Object>> entries = new ArrayList<>();
    Iterator<String> keys = keys().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      entries.add(new Tuple2<>(key, getVariable(key).get()));
    }
    return VectorMap$.MODULE$.from(CollectionConverters.asScala(entries));
  }

  @Override
  public final boolean equals(Object other) {
    return this == other
        || other instanceof Context context && getVariables().equals(context.variableProvider().getVariables());
  }

  @Override
  public final int hashCode() {
    return getVariables().hashCode();
  }

  @Override
  public final String toString() {
    return getVariables().toString();
  }

  static final class OfMap extends LazyContext {

    private final FeelValues values;
    private final Map<?, ?> entries;

    OfMap(FeelValues values, Map<?, ?> entries) {
      this.values = values;
      this.entries = entries;
    }

    @Override
    Val find(Name name) {
      Object value = entries.get(name.text);
      return value == null && !entries.containsKey(name.text) ? null : values.toVal(value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterable<String> keys() {
      return CollectionConverters.asScala((java.lang.Iterable<String>) ((Map<String, ?>) entries).keySet());
    }
  }

  /** Of entries that are FEEL values already. */
  static class OfValues extends LazyContext {

    private final EntryNames names;
    private final Val[] entries;

    OfValues(EntryNames names, Val[] entries) {
      this.names = names;
      this.entries = entries;
    }

    final EntryNames names() {
      return names;
    }

    /** In the order of the names; not to be changed. */
    final Val[] entries() {
      return entries;
    }

    @Override
    Val find(Name name) {
      EntryNames.Entry entry = name.in(names);
      return entry.isNone() ? null : entries[entry.index()];
    }

    @Override
    public Iterable<String> keys() {
      return names.keys();
    }
  }

  static final class OfJson extends LazyContext {

    private final FeelValues values;
    private final ObjectNode object;

    OfJson(FeelValues values, ObjectNode object) {
      this.values = values;
      this.object = object;
    }

    @Override
    Val find(Name name) {
      JsonNode value = object.get(name.text);
      return value == null ? null : values.toVal(value);
    }

    @Override
    public Iterable<String> keys() {
      return CollectionConverters.asScala((java.lang.Iterable<String>) object::fieldNames);
    }
  }
}
