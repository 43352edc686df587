package dev.necessity.feel;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.feel.FeelShape.Context;
import dev.necessity.feel.FeelShape.Gone;
import dev.necessity.feel.FeelShape.Items;
import dev.necessity.feel.FeelShape.Simple;
import dev.necessity.feel.FeelShape.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.feel.syntaxtree.*;

/**
 * Follows an expression through shapes that are known, and notes each property that they do not
 * have, and each value that they cannot be.
 */
final class FeelShapes {

  private static final Set<String> SAME_AS_FIRST =
      Set.of(
          "concatenate",
          "append",
          "distinct values",
          "reverse",
          "sublist",
          "sort",
          "remove",
          "insert before");

  private static final String LIST_CONTAINS = "list contains";

  private final List<FeelTree.Misread> misread = new ArrayList<>();

  /** Shapes by name; null where nobody gives the name. */
  private interface Scope extends Function<String, FeelShape> {

    default Scope with(String bound, FeelShape shape) {
      return name -> name.equals(bound) ? shape : apply(name);
    }
  }

  static FeelShape follow(
      Exp root, Function<String, FeelShape> scope, List<FeelTree.Misread> misread) {
    FeelShapes shapes = new FeelShapes();
    FeelShape shape = shapes.shape(root, scope::apply);
    misread.addAll(shapes.misread);
    return shape;
  }

  private FeelShape shape(Exp exp, Scope scope) {
    if (exp instanceof Ref ref) {
      List<String> path = List.copyOf(CollectionConverters.asJava(ref.names()));
      FeelShape shape = known(scope.apply(path.get(0)));
      for (int i = 1; i < path.size() && !(shape instanceof Unknown); i++) {
        shape = property(shape, path.get(i), String.join(".", path.subList(0, i)));
      }
      return shape;
    }
    if (exp instanceof PathExpression path) {
      return property(shape(path.path(), scope), path.key(), words(path.path()));
    }
    if (exp instanceof Filter filter) {
      return filtered(filter, scope);
    }
    if (exp instanceof For loop) {
      return new Items(
          shape(loop.exp(), iterators(loop.iterators(), scope).with("partial", FeelShape.UNKNOWN)));
    }
    if (exp instanceof SomeItem some) {
      shape(some.condition(), iterators(some.iterators(), scope));
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof EveryItem every) {
      shape(every.condition(), iterators(every.iterators(), scope));
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof If choice) {
      shape(choice.condition(), scope);
      return common(
          List.of(shape(choice.statement(), scope), shape(choice.elseStatement(), scope)));
    }
    if (exp instanceof ConstContext context) {
      return context(context, scope);
    }
    if (exp instanceof ConstList list) {
      return new Items(
          common(
              CollectionConverters.asJava(list.items()).stream()
                  .map(item -> shape(item, scope))
                  .toList()));
    }
    if (exp instanceof FunctionDefinition function) {
      Scope inner = scope;
      for (String parameter : CollectionConverters.asJava(function.parameters())) {
        inner = inner.with(parameter, FeelShape.UNKNOWN);
      }
      shape(function.body(), inner);
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof Comparison comparison) {
      FeelShape left = shape(comparison.x(), scope);
      FeelShape right = shape(comparison.y(), scope);
      compared(left, comparison.x(), right, comparison.y());
      compared(right, comparison.y(), left, comparison.x());
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof In in) {
      FeelShape tested = shape(in.x(), scope);
      children(in.test(), scope);
      FeelTree.alternatives(in.test()).stream()
          .flatMap(
              one ->
                  one instanceof ConstList list
                      ? CollectionConverters.asJava(list.items()).stream()
                      : Stream.of(one))
          .filter(one -> FeelTree.constant(one) != null)
          .forEach(one -> compared(tested, in.x(), FeelShape.UNKNOWN, one));
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof FunctionInvocation call
        && call.function().equals(LIST_CONTAINS)
        && call.params() instanceof PositionalFunctionParameters given
        && given.params().size() == 2) {
      contained(given.params().apply(0), given.params().apply(1), scope);
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof FunctionInvocation call
        && SAME_AS_FIRST.contains(call.function())
        && call.params() instanceof PositionalFunctionParameters given) {
      List<FeelShape> shapes =
          CollectionConverters.asJava(given.params()).stream()
              .map(one -> shape(one, scope))
              .toList();
      return call.function().equals("concatenate")
          ? common(shapes)
          : shapes.isEmpty()
                  || call.function().equals("append")
                  || call.function().equals("insert before")
              ? FeelShape.UNKNOWN
              : shapes.get(0);
    }
    if (exp instanceof Product product) {
      parts(product, scope);
    }
    return FeelShape.UNKNOWN;
  }

  private void children(Object node, Scope scope) {
    if (node instanceof Exp exp) {
      shape(exp, scope);
    } else if (node instanceof Iterable<?> several) {
      CollectionConverters.asJava(several).forEach(child -> children(child, scope));
    } else if (node instanceof Product product) {
      parts(product, scope);
    }
  }

  private void parts(Product product, Scope scope) {
    product
        .productIterator()
        .foreach(
            child -> {
              children(child, scope);
              return null;
            });
  }

  /**
   * Inside of a filter a name is a property of the items first, and only then something from
   * outside.
   */
  private FeelShape filtered(Filter filter, Scope scope) {
    FeelShape list = shape(filter.list(), scope);
    FeelShape item = list instanceof Items items ? items.item() : list;
    Set<String> reported = new java.util.HashSet<>();
    Scope inner =
        name -> {
          if (name.equals("item")) {
            return item;
          }
          if (!(item instanceof Context context)) {
            return item instanceof Unknown ? FeelShape.UNKNOWN : scope.apply(name);
          }
          FeelShape property = context.properties().get(name);
          if (property != null && !(property instanceof Gone)) {
            return property;
          }
          FeelShape outside = property == null ? scope.apply(name) : null;
          if (outside == null && reported.add(name)) {
            misread.add(new FeelTree.Missing(name, words(filter.list()), true, names(context)));
          }
          return outside;
        };
    shape(filter.filter(), inner);
    return FeelTree.constant(filter.filter()) instanceof Number ? item : list;
  }

  private FeelShape property(FeelShape shape, String name, String owner) {
    if (shape instanceof Items items && !(items.item() instanceof Unknown)) {
      return new Items(property(items.item(), name, owner));
    }
    if (shape instanceof Context context) {
      FeelShape found = context.properties().get(name);
      if (found == null || found instanceof Gone) {
        misread.add(new FeelTree.Missing(name, owner, false, names(context)));
        return FeelShape.UNKNOWN;
      }
      return found;
    }
    if (shape instanceof Simple) {
      misread.add(new FeelTree.Missing(name, owner, false, Set.of()));
    }
    return FeelShape.UNKNOWN;
  }

  private static Set<String> names(Context context) {
    return context.properties().entrySet().stream()
        .filter(property -> !(property.getValue() instanceof Gone))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Scope iterators(
      camundajar.impl.scala.collection.immutable.List<Tuple2<String, Exp>> named, Scope scope) {
    Scope inner = scope;
    for (Tuple2<String, Exp> one : CollectionConverters.asJava(named)) {
      FeelShape list = shape(one._2(), inner);
      inner = inner.with(one._1(), list instanceof Items items ? items.item() : FeelShape.UNKNOWN);
    }
    return inner;
  }

  private FeelShape context(ConstContext context, Scope scope) {
    Map<String, FeelShape> properties = new LinkedHashMap<>();
    Scope inner = scope;
    for (Tuple2<String, Exp> entry : CollectionConverters.asJava(context.entries())) {
      FeelShape shape = shape(entry._2(), inner);
      properties.put(entry._1(), shape);
      inner = inner.with(entry._1(), shape);
    }
    return new Context(properties);
  }

  /** Of a value whose shape is known, whether it can be what it is compared with. */
  private void compared(FeelShape shape, Exp value, FeelShape with, Exp other) {
    if (!(shape instanceof Simple simple)) {
      return;
    }
    FeelType type = with instanceof Simple known ? known.type() : FeelTree.type(other);
    if (type.contradicts(simple.type())) {
      misread.add(new FeelTree.OtherType(words(value), simple.type(), type));
    } else if (FeelTree.constant(other) instanceof String text
        && !simple.choices().isEmpty()
        && !simple.choices().contains(text)) {
      misread.add(new FeelTree.NoChoice(words(value), text, simple.choices()));
    }
  }

  private void contained(Exp list, Exp value, Scope scope) {
    FeelShape items = shape(list, scope);
    FeelShape item = shape(value, scope);
    if (list instanceof ConstList several) {
      CollectionConverters.asJava(several.items())
          .forEach(one -> compared(item, value, FeelShape.UNKNOWN, one));
    } else if (items instanceof Items known) {
      compared(known.item(), list, item, value);
    }
  }

  private static FeelShape common(List<FeelShape> shapes) {
    return shapes.stream().distinct().count() == 1 ? shapes.get(0) : FeelShape.UNKNOWN;
  }

  private static FeelShape known(FeelShape shape) {
    return shape == null ? FeelShape.UNKNOWN : shape;
  }

  private static String words(Exp exp) {
    if (exp instanceof Ref ref) {
      return String.join(".", CollectionConverters.asJava(ref.names()));
    }
    if (exp instanceof PathExpression path) {
      return words(path.path()) + "." + path.key();
    }
    return exp instanceof Filter filter ? words(filter.list()) : "the value";
  }
}
