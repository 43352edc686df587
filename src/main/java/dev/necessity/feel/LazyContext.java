package dev.necessity.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.Map;
import camundajar.impl.scala.collection.immutable.Map$;
import camundajar.impl.scala.collection.immutable.TreeSeqMap$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValFunction;

/**
 * A FEEL context over a Java map or a JSON object whose entries become FEEL values when they are
 * read, in the order in which they were written. It is a static context for the library, which
 * compares such contexts by their entries wherever two of them meet, and those that an expression
 * writes out by identity alone.
 */
abstract class LazyContext extends Context.StaticContext implements VariableProvider {

  private static final Map<String, List<ValFunction>> NO_FUNCTIONS = Map$.MODULE$.empty();

  LazyContext() {
    super(null, NO_FUNCTIONS);
  }

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
  public final FunctionProvider functionProvider() {
    return FunctionProvider.EmptyFunctionProvider$.MODULE$;
  }

  /**
   * In their order. The library compares the names of two contexts as collections: they must be a
   * set, as a hash map's are.
   */
  @Override
  public final Map<String, Object> getVariables() {
    java.util.List<Tuple2<String, Object>> entries = new ArrayList<>();
    Iterator<String> keys = keys().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      entries.add(new Tuple2<>(key, getVariable(key).get()));
    }
    return TreeSeqMap$.MODULE$.from(CollectionConverters.asScala(entries));
  }

  @Override
  public final Map<String, Object> variables() {
    return getVariables();
  }

  static final class OfMap extends LazyContext {

    private final FeelValues values;
    private final java.util.Map<?, ?> entries;

    OfMap(FeelValues values, java.util.Map<?, ?> entries) {
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
      return CollectionConverters.asScala(
          (java.lang.Iterable<String>) ((java.util.Map<String, ?>) entries).keySet());
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
