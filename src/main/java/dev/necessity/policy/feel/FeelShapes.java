package dev.necessity.policy.feel;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.policy.feel.FeelShape.Context;
import dev.necessity.policy.feel.FeelShape.Items;
import dev.necessity.policy.feel.FeelShape.Simple;
import dev.necessity.policy.feel.FeelShape.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.feel.syntaxtree.*;

/** Follows an expression through shapes that are known, and notes each property that they do not have. */
final class FeelShapes {

  private static final Set<String> SAME_AS_FIRST = Set.of("concatenate", "append", "distinct values", "reverse", "sublist", "sort", "remove", "insert before");

  private final List<FeelTree.Missing> missing = new ArrayList<>();

  /** Shapes by name; null where nobody gives the name. */
  private interface Scope extends Function<String, FeelShape> {

    default Scope with(String bound, FeelShape shape) {
      return name -> name.equals(bound) ? shape : apply(name);
    }
  }

  static FeelShape follow(Exp root, Function<String, FeelShape> scope, List<FeelTree.Missing> missing) {
    FeelShapes shapes = new FeelShapes();
    FeelShape shape = shapes.shape(root, scope::apply);
    missing.addAll(shapes.missing);
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
      return new Items(shape(loop.exp(), iterators(loop.iterators(), scope).with("partial", FeelShape.UNKNOWN)));
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
      return common(List.of(shape(choice.statement(), scope), shape(choice.elseStatement(), scope)));
    }
    if (exp instanceof ConstContext context) {
      return context(context, scope);
    }
    if (exp instanceof ConstList list) {
      return new Items(common(CollectionConverters.asJava(list.items()).stream().map(item -> shape(item, scope)).toList()));
    }
    if (exp instanceof FunctionDefinition function) {
      Scope inner = scope;
      for (String parameter : CollectionConverters.asJava(function.parameters())) {
        inner = inner.with(parameter, FeelShape.UNKNOWN);
      }
      shape(function.body(), inner);
      return FeelShape.UNKNOWN;
    }
    if (exp instanceof FunctionInvocation call && SAME_AS_FIRST.contains(call.function()) && call.params() instanceof PositionalFunctionParameters given) {
      List<FeelShape> shapes = CollectionConverters.asJava(given.params()).stream().map(one -> shape(one, scope)).toList();
      return call.function().equals("concatenate") ? common(shapes) : shapes.isEmpty() || call.function().equals("append") || call.function().equals("insert before")
          ? FeelShape.UNKNOWN : shapes.get(0);
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
    product.productIterator().foreach(child -> {
      children(child, scope);
      return null;
    });
  }

  /** Inside of a filter a name is a property of the items first, and only then something from outside. */
  private FeelShape filtered(Filter filter, Scope scope) {
    FeelShape list = shape(filter.list(), scope);
    FeelShape item = list instanceof Items items ? items.item() : list;
    Set<String> reported = new java.util.HashSet<>();
    Scope inner = name -> {
      if (name.equals("item")) {
        return item;
      }
      if (!(item instanceof Context context)) {
        return item instanceof Unknown ? FeelShape.UNKNOWN : scope.apply(name);
      }
      if (context.properties().containsKey(name)) {
        return context.properties().get(name);
      }
      FeelShape outside = scope.apply(name);
      if (outside == null && reported.add(name)) {
        missing.add(new FeelTree.Missing(name, words(filter.list()), true, context.properties().keySet()));
      }
      return outside;
    };
    shape(filter.filter(), inner);
    return list;
  }

  private FeelShape property(FeelShape shape, String name, String owner) {
    if (shape instanceof Items items && !(items.item() instanceof Unknown)) {
      return new Items(property(items.item(), name, owner));
    }
    if (shape instanceof Context context) {
      if (!context.properties().containsKey(name)) {
        missing.add(new FeelTree.Missing(name, owner, false, context.properties().keySet()));
      }
      return context.properties().getOrDefault(name, FeelShape.UNKNOWN);
    }
    if (shape instanceof Simple) {
      missing.add(new FeelTree.Missing(name, owner, false, Set.of()));
    }
    return FeelShape.UNKNOWN;
  }

  private Scope iterators(camundajar.impl.scala.collection.immutable.List<Tuple2<String, Exp>> named, Scope scope) {
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
