package dev.necessity.feel;

import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import camundajar.impl.scala.math.BigDecimal$;
import dev.necessity.measure.CalendarMonths;
import dev.necessity.measure.Courses;
import dev.necessity.measure.Courses.Course;
import dev.necessity.measure.Courses.Span;
import dev.necessity.measure.Quotient;
import dev.necessity.measure.Units;
import dev.necessity.work.Budget;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunction;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValDate;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The measuring functions that FEEL lacks, under the names that expressions call them by
 * (docs/functions.md). A name is one word, as Modeler reads several words as one name for FEEL's
 * own functions only. What cannot be measured is null. A date may be a FEEL date or its ISO text,
 * as facts have it; a date that is given back is written as the one that was given.
 */
final class MeasuringFunctions implements FunctionProvider {

  static final String CONVERT = "convert";
  static final String CONVERT_MOLES = "convertMoles";

  /** The parameters of both that are units. */
  static final String FROM = "from";

  static final String TO = "to";

  private static final Val NULL = ValNull$.MODULE$;
  private static final int ISO_DATE = 10;
  private static final int LAST_YEAR = 9999;
  private static final BigDecimal MOST_ADDED = BigDecimal.valueOf(4_000_000);
  private static final int CHARACTERS_A_STEP = 100;

  private final Map<String, ValFunction> functions = new LinkedHashMap<>();
  private final FeelValues values;
  private final EntryNames spanNames;
  private final EntryNames courseNames;
  private final Name start = new Name("start");
  private final Name end = new Name("end");

  /** What a function makes of its arguments; null where it cannot. */
  private interface Measurement {

    Val of(List<Val> arguments);
  }

  MeasuringFunctions(FeelValues values) {
    this.values = values;
    this.spanNames = values.names("start", "end");
    this.courseNames = values.names("start", "end", "pause", "alone", "pauseAround");
    add("wholeMonths", given -> between(given, CalendarMonths::between), FROM, TO);
    add("begunMonths", given -> between(given, CalendarMonths::begun), FROM, TO);
    add(
        "daysBetween",
        given -> between(given, (from, to) -> Math.toIntExact(ChronoUnit.DAYS.between(from, to))),
        FROM,
        TO);
    add("addDays", given -> later(given, LocalDate::plusDays), "date", "days");
    add("addMonths", given -> later(given, LocalDate::plusMonths), "date", "months");
    add("addYears", given -> later(given, LocalDate::plusYears), "date", "years");
    add("mergedSpans", this::mergedSpans, "spans");
    add("courses", this::courses, "spans");
    add(CONVERT, MeasuringFunctions::converted, "value", FROM, TO);
    add(CONVERT_MOLES, MeasuringFunctions::convertedMoles, "value", FROM, TO, "molarMass");
    add("quotientDown", given -> quotient(given, Quotient::down), "dividend", "divisor");
    add("quotientUp", given -> quotient(given, Quotient::up), "dividend", "divisor");
    add("startsWithOneOf", MeasuringFunctions::startsWithOneOf, "text", "prefixes");
    add("groupBy", this::groups, "list", "names");
  }

  private void add(String name, Measurement measurement, String... parameters) {
    functions.put(
        name,
        new ValFunction(
            CollectionConverters.asScala(java.util.List.of(parameters)).toList(),
            arguments -> {
              Val result = measurement.of(arguments);
              return result == null ? NULL : result;
            },
            false));
  }

  @Override
  public List<ValFunction> getFunctions(String name) {
    ValFunction function = functions.get(name);
    return function == null
        ? List$.MODULE$.empty()
        : new camundajar.impl.scala.collection.immutable.$colon$colon<>(
            function, List$.MODULE$.empty());
  }

  @Override
  public Iterable<String> functionNames() {
    return CollectionConverters.asScala(functions.keySet());
  }

  /**
   * The same functions for Camunda's own engine, which takes and gives plain Java, numbers as
   * doubles, and knows each name with one number of parameters.
   */
  static FeelCustomFunctionProvider forCamunda() {
    FeelValues values = new FeelValues();
    Map<String, CustomFunction> functions = new LinkedHashMap<>();
    new MeasuringFunctions(values)
        .functions.forEach((name, function) -> functions.put(name, plain(function, values)));
    return new FeelCustomFunctionProvider() {

      @Override
      public Optional<CustomFunction> resolveFunction(String name) {
        return Optional.ofNullable(functions.get(name));
      }

      @Override
      public java.util.Collection<String> getFunctionNames() {
        return functions.keySet();
      }
    };
  }

  private static CustomFunction plain(ValFunction function, FeelValues values) {
    return CustomFunction.create()
        .setParams(CollectionConverters.asJava(function.params()).toArray(String[]::new))
        .setFunction(
            arguments -> {
              List<Val> given =
                  CollectionConverters.asScala(arguments.stream().map(values::toVal).toList())
                      .toList();
              return values.unpackVal((Val) function.invoke().apply(given));
            })
        .build();
  }

  private static Val between(List<Val> given, BiFunction<LocalDate, LocalDate, Integer> measure) {
    LocalDate from = date(given.apply(0));
    LocalDate to = date(given.apply(1));
    return from == null || to == null ? null : FeelValues.number(measure.apply(from, to));
  }

  /**
   * Within the years that an ISO text has four digits for. A plain text is asked for its form
   * first: an exception is dear.
   */
  private static LocalDate date(Val value) {
    if (value instanceof ValDate date) {
      return isDated(date.value()) ? date.value() : null;
    }
    if (!(value instanceof ValString text) || text.value().length() != ISO_DATE) {
      return null;
    }
    try {
      return LocalDate.parse(text.value());
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static boolean isDated(LocalDate date) {
    return date.getYear() >= 0 && date.getYear() <= LAST_YEAR;
  }

  private Val later(List<Val> given, BiFunction<LocalDate, Integer, LocalDate> add) {
    LocalDate date = date(given.apply(0));
    if (date == null || !(given.apply(1) instanceof ValNumber number)) {
      return null;
    }
    BigDecimal whole = number.value().bigDecimal();
    if (whole.abs().compareTo(MOST_ADDED) > 0 || whole.stripTrailingZeros().scale() > 0) {
      return null;
    }
    LocalDate later = add.apply(date, whole.intValue());
    return isDated(later) ? written(later, given.apply(0) instanceof ValString) : null;
  }

  private static Val written(LocalDate date, boolean asText) {
    return asText ? new ValString(date.toString()) : new ValDate(date);
  }

  private Val mergedSpans(List<Val> given) {
    java.util.List<Span> spans = spans(given.head());
    if (spans == null) {
      return null;
    }
    boolean asText = isText(given.head());
    return list(
        Courses.merged(spans),
        merged ->
            context(spanNames, written(merged.start(), asText), written(merged.end(), asText)));
  }

  private Val courses(List<Val> given) {
    java.util.List<Span> spans = spans(given.head());
    if (spans == null) {
      return null;
    }
    boolean asText = isText(given.head());
    return list(Courses.of(spans), course -> course(course, asText));
  }

  private Val course(Course course, boolean asText) {
    return context(
        courseNames,
        written(course.span().start(), asText),
        written(course.span().end(), asText),
        FeelValues.number(course.pause()),
        course.alone() ? FeelValues.TRUE : FeelValues.FALSE,
        FeelValues.number(course.pauseAround()));
  }

  private static Val context(EntryNames names, Val... entries) {
    return new ValContext(new LazyContext.OfValues(names, entries));
  }

  /** Null where one of the items is no span, or ends before it begins. */
  private java.util.List<Span> spans(Val value) {
    if (!(value instanceof ValList list)) {
      return null;
    }
    java.util.List<Span> spans = new ArrayList<>();
    for (Val item : CollectionConverters.asJava(list.items())) {
      LocalDate from = item instanceof ValContext ? date(values.property(item, start)) : null;
      LocalDate to = from == null ? null : date(values.property(item, end));
      if (to == null || to.isBefore(from)) {
        return null;
      }
      spans.add(new Span(from, to));
    }
    Budget.spend(spans.size());
    return spans;
  }

  private boolean isText(Val spans) {
    List<Val> items = ((ValList) spans).items();
    return !items.isEmpty() && values.property(items.head(), start) instanceof ValString;
  }

  private static Val converted(List<Val> given) {
    return areAmountAndUnits(given)
        ? number(Units.convert(number(given, 0), text(given, 1), text(given, 2)))
        : null;
  }

  private static Val convertedMoles(List<Val> given) {
    return areAmountAndUnits(given) && given.apply(3) instanceof ValNumber
        ? number(Units.convert(number(given, 0), text(given, 1), text(given, 2), number(given, 3)))
        : null;
  }

  private static boolean areAmountAndUnits(List<Val> given) {
    return given.apply(0) instanceof ValNumber
        && given.apply(1) instanceof ValString
        && given.apply(2) instanceof ValString;
  }

  private static BigDecimal number(List<Val> given, int index) {
    return ((ValNumber) given.apply(index)).value().bigDecimal();
  }

  private static String text(List<Val> given, int index) {
    return ((ValString) given.apply(index)).value();
  }

  private static Val number(Optional<BigDecimal> number) {
    return number.map(MeasuringFunctions::number).orElse(null);
  }

  private static Val quotient(List<Val> given, BinaryOperator<BigDecimal> divide) {
    return given.apply(0) instanceof ValNumber
            && given.apply(1) instanceof ValNumber
            && number(given, 1).signum() != 0
        ? number(divide.apply(number(given, 0), number(given, 1)))
        : null;
  }

  /** As people write it: 70, neither 70.00 nor 7E+1. */
  private static Val number(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return new ValNumber(
        BigDecimal$.MODULE$.javaBigDecimal2bigDecimal(
            stripped.scale() < 0 ? stripped.setScale(0) : stripped));
  }

  private static Val startsWithOneOf(List<Val> given) {
    if (!(given.apply(0) instanceof ValString text && given.apply(1) instanceof ValList prefixes)) {
      return null;
    }
    boolean found = false;
    for (Val prefix : CollectionConverters.asJava(prefixes.items())) {
      if (!(prefix instanceof ValString start)) {
        return null;
      }
      Budget.spend(1 + start.value().length() / CHARACTERS_A_STEP);
      found |= text.value().startsWith(start.value());
    }
    return found ? FeelValues.TRUE : FeelValues.FALSE;
  }

  /**
   * The items in lists of those whose entries of these names are equal, each list where its first
   * item stood. Null where an entry is no single value.
   */
  private Val groups(List<Val> given) {
    java.util.List<Name> names = names(given.apply(1));
    if (names == null || !(given.apply(0) instanceof ValList list)) {
      return null;
    }
    Budget.spend((long) list.items().size() * names.size());
    Map<java.util.List<Object>, java.util.List<Val>> groups = new LinkedHashMap<>();
    for (Val item : CollectionConverters.asJava(list.items())) {
      java.util.List<Object> key = new ArrayList<>();
      for (Name name : names) {
        Val entry = values.property(item, name);
        if (!isSingle(entry)) {
          return null;
        }
        key.add(
            entry instanceof ValNumber number
                ? number.value().bigDecimal().stripTrailingZeros()
                : values.unpackVal(entry));
      }
      groups.computeIfAbsent(key, none -> new ArrayList<>()).add(item);
    }
    return list(groups.values(), group -> list(group, item -> item));
  }

  private static boolean isSingle(Val value) {
    return value instanceof ValString
        || value instanceof ValNumber
        || value instanceof ValBoolean
        || value instanceof ValDate
        || value == NULL;
  }

  private static java.util.List<Name> names(Val value) {
    if (value instanceof ValString name) {
      return java.util.List.of(new Name(name.value()));
    }
    if (!(value instanceof ValList list)) {
      return null;
    }
    java.util.List<Name> names = new ArrayList<>();
    for (Val item : CollectionConverters.asJava(list.items())) {
      if (!(item instanceof ValString name)) {
        return null;
      }
      names.add(new Name(name.value()));
    }
    return names;
  }

  private static <T> Val list(
      java.util.Collection<T> items, java.util.function.Function<T, Val> value) {
    return new ValList(CollectionConverters.asScala(items.stream().map(value).toList()).toList());
  }
}
