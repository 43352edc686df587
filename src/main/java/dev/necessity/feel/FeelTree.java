package dev.necessity.feel;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.measure.Units;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.syntaxtree.*;

/**
 * A parsed FEEL expression or cell, to be asked what it says without being evaluated: which names
 * it uses, which type its value has, which constants it compares with. Immutable and thread-safe.
 */
public final class FeelTree {

  private static final FeelEngineApi PARSER = FeelEngineBuilder.forJava().build();

  /**
   * A check asks for the same text several times, and many cells of a table are alike; the bound is
   * in characters.
   */
  private static final Cache<Source, Optional<FeelTree>> PARSED =
      Caffeine.newBuilder()
          .maximumWeight(1_000_000)
          .weigher((Source source, Optional<FeelTree> tree) -> source.text().length())
          .executor(Runnable::run)
          .build();

  private static final FunctionProvider FUNCTIONS = FeelEvaluation.everywhere();

  private static final Set<String> MEASURING =
      Set.copyOf(
          CollectionConverters.asJavaCollection(
              new MeasuringFunctions(new FeelValues()).functionNames()));

  private static final Set<String> TEXT_FUNCTIONS =
      Set.of(
          "string",
          "upper case",
          "lower case",
          "substring",
          "substring before",
          "substring after",
          "replace",
          "string join",
          "trim");
  private static final Set<String> NUMBER_FUNCTIONS =
      Set.of(
          "count",
          "sum",
          "string length",
          "floor",
          "ceiling",
          "number",
          "modulo",
          "wholeMonths",
          "begunMonths",
          "daysBetween",
          "convert",
          "convertMoles",
          "quotientDown",
          "quotientUp");
  private static final Set<String> BOOLEAN_FUNCTIONS =
      Set.of(
          "contains",
          "starts with",
          "ends with",
          "matches",
          "list contains",
          "not",
          "is defined",
          "before",
          "after",
          "startsWithOneOf");
  private static final Set<String> LIST_FUNCTIONS =
      Set.of(
          "concatenate",
          "distinct values",
          "flatten",
          "append",
          "split",
          "reverse",
          "mergedSpans",
          "courses",
          "groupBy");

  private final Exp root;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> namesInFilters = new LinkedHashSet<>();
  private final Set<String> properties = new HashSet<>();
  private final Set<String> unknownFunctions = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> unknownUnits = new LinkedHashSet<>();
  private final Set<UnlikeUnits> unlikeUnits = new LinkedHashSet<>();
  private final Set<Misfit> misfits = new LinkedHashSet<>();

  private record Source(String text, boolean cell) {}

  private FeelTree(Exp root) {
    this.root = root;
    walk(root, Set.of(), false);
  }

  /** The tree of an expression; empty where it cannot be parsed ({@link FeelSyntax} says why). */
  public static Optional<FeelTree> expression(String text) {
    return parsed(new Source(text, false));
  }

  /** The tree of an input cell; empty where it cannot be parsed. */
  public static Optional<FeelTree> cell(String text) {
    return parsed(new Source(text.isBlank() ? "-" : text, true));
  }

  private static Optional<FeelTree> parsed(Source source) {
    Optional<FeelTree> tree = PARSED.getIfPresent(source);
    if (tree == null) {
      tree = parse(source);
      PARSED.put(source, tree);
    }
    return tree;
  }

  private static Optional<FeelTree> parse(Source source) {
    if (FeelSyntax.isTooLong(source.text())) {
      return Optional.empty();
    }
    Budget.spend(FeelSyntax.parsing(source.text()));
    try {
      ParseResult result =
          source.cell()
              ? PARSER.parseUnaryTests(source.text())
              : PARSER.parseExpression(source.text());
      return result.isSuccess()
          ? Optional.of(new FeelTree(result.parsedExpression().expression()))
          : Optional.empty();
    } catch (StackOverflowError tooDeep) {
      return Optional.empty();
    }
  }

  /** Names that must come from outside of the expression, in the order of their use. */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** The same inside of filters, where a name may also be a property of the filtered items. */
  public Set<String> namesInFilters() {
    return Collections.unmodifiableSet(namesInFilters);
  }

  /** Names that are certainly properties: those after a point, and the keys of contexts. */
  public Set<String> properties() {
    return Collections.unmodifiableSet(properties);
  }

  /**
   * Functions that it calls and only this application has, so that a browser would not know them.
   */
  public Set<String> measuringFunctions() {
    return functions.stream()
        .filter(MEASURING::contains)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Functions that it calls and FEEL does not have. */
  public Set<String> unknownFunctions() {
    return Collections.unmodifiableSet(unknownFunctions);
  }

  /**
   * A call that a function does not take.
   *
   * @param given what it is given, in words
   * @param taken the parameters of each form of the function
   */
  public record Misfit(String function, String given, List<List<String>> taken) {}

  public Set<Misfit> misfits() {
    return Collections.unmodifiableSet(misfits);
  }

  /** Two constant units that nothing leads between. */
  public record UnlikeUnits(String from, String to) {}

  public Set<UnlikeUnits> unlikeUnits() {
    return Collections.unmodifiableSet(unlikeUnits);
  }

  /** The names of all functions that an expression may call. */
  public static Set<String> functions() {
    return new TreeSet<>(CollectionConverters.asJavaCollection(FUNCTIONS.functionNames()));
  }

  /** Constants that stand for a unit and are none. */
  public Set<String> unknownUnits() {
    return Collections.unmodifiableSet(unknownUnits);
  }

  /** What is read of a value that has it otherwise, so that the result says nothing. */
  public sealed interface Misread {}

  /**
   * A property that is read and does not exist.
   *
   * @param owner the expression that it is read from
   * @param inFilter whether it is a name inside of a filter, so that it might as well have been any
   *     other name
   * @param known the properties that do exist
   */
  public record Missing(String property, String owner, boolean inFilter, Set<String> known)
      implements Misread {}

  /**
   * A value that is compared with one of another type.
   *
   * @param value the expression of the value
   */
  public record OtherType(String value, FeelType type, FeelType comparedWith) implements Misread {}

  /**
   * A value that is compared with a text that it cannot be.
   *
   * @param value the expression of the value
   */
  public record NoChoice(String value, String text, Set<String> choices) implements Misread {}

  /**
   * The shape of its value.
   *
   * @param scope the shapes of the names that it may use; null for a name that nobody gives
   * @param misread takes what it reads otherwise than it is there
   */
  public FeelShape shape(Function<String, FeelShape> scope, List<Misread> misread) {
    return FeelShapes.follow(root, scope, misread);
  }

  /**
   * How many steps its loops over constant ranges take at least, nested ones multiplied; 1 where it
   * has none. Loops over data are not counted: a request's size is bounded.
   */
  public double steps() {
    return steps(root);
  }

  /** The type that its value certainly has. */
  public FeelType type() {
    return type(root);
  }

  /** The name, where the whole expression is one name. */
  public Optional<String> name() {
    return root instanceof Ref ref && ref.names().size() == 1
        ? Optional.of(ref.names().head())
        : Optional.empty();
  }

  /**
   * The names that a cell compares with as they stand: {@code MET} where {@code "MET"} may be
   * meant.
   */
  public Set<String> bareNames() {
    Set<String> bare = new LinkedHashSet<>();
    for (Exp alternative : alternatives(root)) {
      if (alternative instanceof Ref ref && ref.names().size() == 1) {
        bare.add(ref.names().head());
      }
    }
    bare.retainAll(names);
    return bare;
  }

  /**
   * The constant, where the whole expression is one: a String, BigDecimal, Boolean, or a date, time
   * or duration of java.time.
   */
  public Optional<Object> constant() {
    return Optional.ofNullable(constant(root));
  }

  /** All constants that a cell compares its column's value with, in the order of the cell. */
  public List<Object> comparands() {
    return comparands(Map.of());
  }

  /** The same with the values of the names among them that it compares with. */
  public List<Object> comparands(Map<String, Object> values) {
    List<Object> found = new ArrayList<>();
    collect(root, values, found);
    return found;
  }

  /** The constants of a plain enumeration ({@code "A","B"}), empty for any other cell. */
  public Optional<List<Object>> enumeration() {
    return root instanceof Not
        ? Optional.empty()
        : Optional.of(constants(root)).filter(values -> !values.isEmpty());
  }

  /**
   * Whether a cell tells apart what it names and nothing else: {@code "A","B"}, also without them.
   */
  public boolean onlyNames() {
    return !constants(root).isEmpty();
  }

  /**
   * The constants that an expression consists of, or that it is without; none where there is
   * anything else.
   */
  private static List<Object> constants(Exp exp) {
    List<Object> values = new ArrayList<>();
    for (Exp alternative : alternatives(exp)) {
      values.add(constant(alternative));
    }
    return values.contains(null) ? List.of() : values;
  }

  /**
   * Whether a cell compares the column's value with constants and does nothing else, so that its
   * boundaries are known.
   */
  public boolean comparesWithConstantsOnly() {
    return plain(root, Set.of());
  }

  /** Whether it does that where these names are constants as well. */
  public boolean comparesWithConstantsAnd(Set<String> constants) {
    return plain(root, constants);
  }

  /**
   * Whether a cell is a condition of its own that asks for no null and excludes nothing, so that it
   * is not meant for a value that is not there.
   */
  public boolean isConditionOnAValue() {
    return root instanceof UnaryTestExpression test
        && type(test.exp()) == FeelType.BOOLEAN
        && constant().isEmpty()
        && !(names.isEmpty() && !readsTheColumn())
        && !has(root, exp -> exp instanceof ConstNull$ || exp instanceof Not);
  }

  /** Whether it names null, for a value that is not there. */
  public boolean comparesWithNull() {
    return has(root, exp -> exp instanceof ConstNull$);
  }

  /** Whether it is a number that is calculated of other numbers alone. */
  public boolean isCalculation() {
    return type() == FeelType.NUMBER
        && constant().isEmpty()
        && names.isEmpty()
        && namesInFilters.isEmpty()
        && functions.isEmpty()
        && !readsTheColumn();
  }

  /** Whether it reads the column's value by its sign {@code ?}. */
  public boolean readsTheColumn() {
    return has(root, exp -> exp instanceof ConstInputValue$);
  }

  /** Whether a cell says true or false whatever the column's value is. */
  public boolean isConstantTest() {
    return root instanceof UnaryTestExpression test
        && type(test.exp()) == FeelType.BOOLEAN
        && names.isEmpty()
        && namesInFilters.isEmpty()
        && !readsTheColumn();
  }

  /**
   * Whether a cell is a value that is computed of other inputs ({@code limit + 1}), which the
   * column's must equal: nobody could list what others there are.
   */
  public boolean computesAValue() {
    return !names.isEmpty()
        && alternatives(root).stream()
            .allMatch(
                exp ->
                    exp instanceof Addition
                        || exp instanceof Subtraction
                        || exp instanceof Multiplication
                        || exp instanceof Division
                        || exp instanceof Ref);
  }

  private static double steps(Exp exp) {
    if (exp instanceof IterationContext range
        && constant(range.start()) instanceof BigDecimal from
        && constant(range.end()) instanceof BigDecimal to) {
      return Math.max(1, to.subtract(from).abs().doubleValue());
    }
    if (exp instanceof For loop) {
      return loop(loop.iterators(), loop.exp());
    }
    if (exp instanceof SomeItem some) {
      return loop(some.iterators(), some.condition());
    }
    if (exp instanceof EveryItem every) {
      return loop(every.iterators(), every.condition());
    }
    if (exp instanceof Filter filter) {
      return steps(filter.list()) * steps(filter.filter());
    }
    return exp instanceof Product product
        ? children(product).stream().mapToDouble(FeelTree::steps).max().orElse(1)
        : 1;
  }

  private static double loop(
      camundajar.impl.scala.collection.immutable.List<camundajar.impl.scala.Tuple2<String, Exp>>
          iterators,
      Exp body) {
    return CollectionConverters.asJava(iterators).stream()
        .mapToDouble(iterator -> steps(iterator._2()))
        .reduce(steps(body), (x, y) -> x * y);
  }

  private static boolean plain(Exp exp, Set<String> constants) {
    if (constant(exp) != null
        || exp instanceof ConstInputValue$
        || exp instanceof ConstNull$
        || exp instanceof Ref ref
            && ref.names().size() == 1
            && constants.contains(ref.names().head())) {
      return true;
    }
    boolean known =
        exp instanceof UnaryTestExpression
            || exp instanceof AtLeastOne
            || exp instanceof Not
            || exp instanceof In
            || exp instanceof InputEqualTo
            || exp instanceof InputLessThan
            || exp instanceof InputLessOrEqual
            || exp instanceof InputGreaterThan
            || exp instanceof InputGreaterOrEqual
            || exp instanceof InputInRange
            || exp instanceof ConstRange
            || exp instanceof Comparison
            || exp instanceof Conjunction
            || exp instanceof Disjunction;
    return known && children((Product) exp).stream().allMatch(child -> plain(child, constants));
  }

  private static void collect(Exp exp, Map<String, Object> values, List<Object> found) {
    Object constant =
        exp instanceof Ref ref && ref.names().size() == 1
            ? values.get(ref.names().head())
            : constant(exp);
    if (constant != null) {
      found.add(constant);
    } else if (!(exp instanceof FunctionInvocation) && exp instanceof Product product) {
      children(product).forEach(child -> collect(child, values, found));
    }
  }

  static List<Exp> alternatives(Exp exp) {
    if (exp instanceof AtLeastOne several) {
      return CollectionConverters.asJava(several.xs()).stream()
          .flatMap(one -> alternatives(one).stream())
          .toList();
    }
    if (exp instanceof Not not) {
      return alternatives(not.x());
    }
    if (exp instanceof UnaryTestExpression test) {
      return alternatives(test.exp());
    }
    if (exp instanceof InputEqualTo equal) {
      return alternatives(equal.x());
    }
    return List.of(exp);
  }

  static Object constant(Exp exp) {
    if (exp instanceof ConstString text) {
      return text.value();
    }
    if (exp instanceof ConstNumber number) {
      return number.value().bigDecimal();
    }
    if (exp instanceof ArithmeticNegation negation && negation.x() instanceof ConstNumber number) {
      return number.value().bigDecimal().negate();
    }
    if (exp instanceof ConstBool bool) {
      return bool.value();
    }
    return ofTime(exp);
  }

  private static Object ofTime(Exp exp) {
    if (exp instanceof ConstDate date) {
      return date.value();
    }
    if (exp instanceof ConstLocalDateTime instant) {
      return instant.value();
    }
    if (exp instanceof ConstDateTime instant) {
      return instant.value();
    }
    if (exp instanceof ConstLocalTime time) {
      return time.value();
    }
    if (exp instanceof ConstDayTimeDuration duration) {
      return duration.value();
    }
    return exp instanceof ConstYearMonthDuration period ? period.value() : null;
  }

  static FeelType type(Exp exp) {
    if (exp instanceof UnaryTestExpression test) {
      return type(test.exp());
    }
    if (exp instanceof If condition) {
      FeelType then = type(condition.statement());
      return then == type(condition.elseStatement()) ? then : FeelType.UNKNOWN;
    }
    if (exp instanceof Addition addition) {
      return either(addition.x(), addition.y());
    }
    if (exp instanceof Subtraction difference) {
      return bothNumbers(difference.x(), difference.y());
    }
    if (exp instanceof Multiplication product) {
      return bothNumbers(product.x(), product.y());
    }
    if (exp instanceof Division quotient) {
      return bothNumbers(quotient.x(), quotient.y());
    }
    if (exp instanceof ConstString) {
      return FeelType.TEXT;
    }
    if (exp instanceof ConstList || exp instanceof For) {
      return FeelType.LIST;
    }
    if (exp instanceof ConstContext) {
      return FeelType.CONTEXT;
    }
    if (constant(exp) instanceof BigDecimal) {
      return FeelType.NUMBER;
    }
    if (exp instanceof ConstBool
        || exp instanceof Comparison
        || exp instanceof Conjunction
        || exp instanceof Disjunction
        || exp instanceof SomeItem
        || exp instanceof EveryItem
        || exp instanceof In
        || exp instanceof InstanceOf) {
      return FeelType.BOOLEAN;
    }
    return exp instanceof FunctionInvocation call
        ? ofFunction(call.function())
        : FeelType.of(ofTime(exp));
  }

  private static FeelType ofFunction(String function) {
    if (TEXT_FUNCTIONS.contains(function)) {
      return FeelType.TEXT;
    }
    if (NUMBER_FUNCTIONS.contains(function)) {
      return FeelType.NUMBER;
    }
    if (BOOLEAN_FUNCTIONS.contains(function)) {
      return FeelType.BOOLEAN;
    }
    return LIST_FUNCTIONS.contains(function) ? FeelType.LIST : FeelType.UNKNOWN;
  }

  private static FeelType either(Exp left, Exp right) {
    FeelType x = type(left);
    FeelType y = type(right);
    return x == y || x == FeelType.TEXT && y == FeelType.UNKNOWN
        ? x
        : x == FeelType.UNKNOWN && y == FeelType.TEXT ? y : FeelType.UNKNOWN;
  }

  private static FeelType bothNumbers(Exp left, Exp right) {
    return type(left) == FeelType.NUMBER && type(right) == FeelType.NUMBER
        ? FeelType.NUMBER
        : FeelType.UNKNOWN;
  }

  private void walk(Object node, Set<String> bound, boolean filter) {
    if (node instanceof Ref ref) {
      List<String> path = CollectionConverters.asJava(ref.names());
      name(path.get(0), bound, filter);
      properties.addAll(path.subList(1, path.size()));
    } else if (node instanceof PathExpression path) {
      properties.add(path.key());
      walk(path.path(), bound, filter);
    } else if (node instanceof Filter filtered) {
      walk(filtered.list(), bound, filter);
      walk(filtered.filter(), with(bound, "item"), true);
    } else if (node instanceof For loop) {
      walk(loop.exp(), with(iterators(loop.iterators(), bound, filter), "partial"), filter);
    } else if (node instanceof SomeItem some) {
      walk(some.condition(), iterators(some.iterators(), bound, filter), filter);
    } else if (node instanceof EveryItem every) {
      walk(every.condition(), iterators(every.iterators(), bound, filter), filter);
    } else if (node instanceof ConstContext context) {
      iterators(context.entries(), bound, filter).stream()
          .filter(key -> !bound.contains(key))
          .forEach(properties::add);
    } else if (node instanceof FunctionDefinition function) {
      walk(
          function.body(),
          with(bound, CollectionConverters.asJava(function.parameters()).toArray(String[]::new)),
          filter);
    } else {
      if (node instanceof FunctionInvocation call && !bound.contains(call.function())) {
        called(call);
      }
      if (node instanceof Product product) {
        product
            .productIterator()
            .foreach(
                child -> {
                  walk(child, bound, filter);
                  return null;
                });
      } else if (node instanceof Iterable<?> several) {
        CollectionConverters.asJava(several).forEach(child -> walk(child, bound, filter));
      }
    }
  }

  private void called(FunctionInvocation call) {
    functions.add(call.function());
    List<ValFunction> found = CollectionConverters.asJava(FUNCTIONS.getFunctions(call.function()));
    if (found.isEmpty()) {
      unknownFunctions.add(call.function());
      return;
    }
    if (found.stream().noneMatch(function -> fits(call, function))) {
      misfits.add(
          new Misfit(
              call.function(),
              given(call),
              found.stream()
                  .map(function -> CollectionConverters.asJava(function.params()))
                  .distinct()
                  .toList()));
    } else if (call.function().equals(MeasuringFunctions.CONVERT)
        || call.function().equals(MeasuringFunctions.CONVERT_MOLES)) {
      units(call, found.get(0));
    }
  }

  private static boolean fits(FunctionInvocation call, ValFunction function) {
    return function.hasVarArgs()
        || (call.params() instanceof NamedFunctionParameters named
            ? CollectionConverters.asJava(named.params())
                .keySet()
                .equals(Set.copyOf(CollectionConverters.asJava(function.params())))
            : positional(call).size() == function.params().size());
  }

  private static List<Exp> positional(FunctionInvocation call) {
    return CollectionConverters.asJava(((PositionalFunctionParameters) call.params()).params());
  }

  private static String given(FunctionInvocation call) {
    if (call.params() instanceof NamedFunctionParameters named) {
      return "'" + String.join(", ", CollectionConverters.asJava(named.params()).keySet()) + "'";
    }
    int count = positional(call).size();
    return count == 1 ? "1 argument" : count + " arguments";
  }

  private void units(FunctionInvocation call, ValFunction function) {
    Optional<String> from = constant(call, function, MeasuringFunctions.FROM).filter(this::isUnit);
    Optional<String> to = constant(call, function, MeasuringFunctions.TO).filter(this::isUnit);
    BigDecimal molarMass =
        call.function().equals(MeasuringFunctions.CONVERT_MOLES) ? BigDecimal.ONE : BigDecimal.ZERO;
    if (from.isPresent()
        && to.isPresent()
        && Units.convert(BigDecimal.ONE, from.get(), to.get(), molarMass).isEmpty()) {
      unlikeUnits.add(new UnlikeUnits(from.get(), to.get()));
    }
  }

  private static Optional<String> constant(
      FunctionInvocation call, ValFunction function, String parameter) {
    Exp argument =
        call.params() instanceof NamedFunctionParameters named
            ? CollectionConverters.asJava(named.params()).get(parameter)
            : positional(call).get(function.params().indexOf(parameter));
    return argument instanceof ConstString text ? Optional.of(text.value()) : Optional.empty();
  }

  private boolean isUnit(String unit) {
    boolean known = Units.isKnown(unit);
    if (!known) {
      unknownUnits.add(unit);
    }
    return known;
  }

  private void name(String name, Set<String> bound, boolean filter) {
    if (!bound.contains(name)) {
      (filter ? namesInFilters : names).add(name);
    }
  }

  /**
   * Walks named expressions of which each sees the names before it; returns all names that are
   * bound then.
   */
  private Set<String> iterators(
      camundajar.impl.scala.collection.immutable.List<camundajar.impl.scala.Tuple2<String, Exp>>
          named,
      Set<String> bound,
      boolean filter) {
    Set<String> inner = bound;
    for (var one : CollectionConverters.asJava(named)) {
      walk(one._2(), inner, filter);
      inner = with(inner, one._1());
    }
    return inner;
  }

  private static Set<String> with(Set<String> bound, String... names) {
    Set<String> more = new HashSet<>(bound);
    Collections.addAll(more, names);
    return more;
  }

  /** Whether an expression, or one within it, is such a one. */
  static boolean has(Exp exp, Predicate<Exp> such) {
    return such.test(exp)
        || exp instanceof Product product
            && children(product).stream().anyMatch(child -> has(child, such));
  }

  static List<Exp> children(Product product) {
    List<Exp> children = new ArrayList<>();
    product
        .productIterator()
        .foreach(
            child -> {
              add(child, children);
              return null;
            });
    return children;
  }

  private static void add(Object child, List<Exp> children) {
    if (child instanceof Exp exp) {
      children.add(exp);
    } else if (child instanceof ConstRangeBoundary boundary) {
      children.add(boundary.value());
    } else if (child instanceof FunctionParameters
        || child instanceof camundajar.impl.scala.Tuple2) {
      ((Product) child)
          .productIterator()
          .foreach(
              part -> {
                add(part, children);
                return null;
              });
    } else if (child instanceof Iterable<?> several) {
      CollectionConverters.asJava(several).forEach(one -> add(one, children));
    }
  }
}
