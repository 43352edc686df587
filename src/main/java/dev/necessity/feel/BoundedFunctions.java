package dev.necessity.feel;

import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import dev.necessity.work.Budget;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The built-in functions that a few arguments keep busy for ever, or make fill the memory: their
 * arguments are looked at before the library does as they say.
 */
final class BoundedFunctions {

  private static final int MOST_LOOKS = 1_000_000;
  private static final int LOOKS_A_STEP = 10;
  private static final int LONGEST_TEXT = 100_000;
  private static final int MOST_COMPARED = 3_000;
  private static final int COMPARISONS_A_STEP = 10;

  private static final Map<String, Integer> FLAGS =
      Map.of(
          "i",
          Pattern.CASE_INSENSITIVE,
          "m",
          Pattern.MULTILINE,
          "s",
          Pattern.DOTALL,
          "x",
          Pattern.COMMENTS);
  private static final Set<String> PATTERNS = Set.of("matches", "replace", "split", "extract");

  /** They compare each item with each other, or copy what they have so far for each. */
  private static final Set<String> COMPARISONS =
      Set.of("distinct values", "union", "duplicate values", "index of", "mode", "remove");

  private BoundedFunctions() {}

  /** The functions of a name: as they are, or after a look at their arguments. */
  static List<ValFunction> of(String name, List<ValFunction> functions) {
    if (PATTERNS.contains(name)) {
      return looked(functions, arguments -> pattern(name, arguments));
    }
    return COMPARISONS.contains(name) ? looked(functions, BoundedFunctions::lists) : functions;
  }

  private static List<ValFunction> looked(
      List<ValFunction> functions, Consumer<java.util.List<Val>> look) {
    List<ValFunction> bounded = List$.MODULE$.empty();
    for (ValFunction function : CollectionConverters.asJava(functions)) {
      bounded =
          (List<ValFunction>)
              bounded.appended(
                  new ValFunction(
                      function.params(),
                      arguments -> {
                        look.accept(CollectionConverters.asJava(arguments));
                        return function.invoke().apply(arguments);
                      },
                      function.hasVarArgs()));
    }
    return bounded;
  }

  /**
   * Some patterns backtrack for ever: each is applied once with its looks at the text counted,
   * before the library applies it without.
   */
  private static void pattern(String name, java.util.List<Val> arguments) {
    if (arguments.size() < 2
        || !(arguments.get(0) instanceof ValString text)
        || !(arguments.get(1) instanceof ValString pattern)) {
      return;
    }
    boolean replaces = name.equals("replace");
    String flags =
        arguments.size() > (replaces ? 3 : 2)
                && arguments.get(arguments.size() - 1) instanceof ValString given
            ? given.value().toLowerCase(Locale.ROOT)
            : "";
    long added =
        replaces && arguments.size() > 2 && arguments.get(2) instanceof ValString replacement
            ? replacement.value().length()
            : 0;
    CountedText counted = new CountedText(text.value());
    long length = text.value().length();
    try {
      Matcher matcher =
          Pattern.compile(
                  pattern.value(),
                  FLAGS.entrySet().stream()
                      .filter(flag -> flags.contains(flag.getKey()))
                      .mapToInt(Map.Entry::getValue)
                      .sum())
              .matcher(counted);
      while (matcher.find()) {
        // Each place where it matches is looked for, as the library might; a group in the
        // replacement adds no more than the match.
        length += added * (1 + matcher.end() - matcher.start());
        if (length > LONGEST_TEXT) {
          throw new FeelEvaluation.ExcessException(
              "it builds a text of more than " + LONGEST_TEXT + " characters");
        }
      }
    } catch (PatternSyntaxException invalid) {
      // The library says so.
    } finally {
      Budget.spend(counted.looks / LOOKS_A_STEP);
    }
  }

  private static void lists(java.util.List<Val> arguments) {
    long items = arguments.stream().mapToLong(BoundedFunctions::items).sum();
    if (items > MOST_COMPARED) {
      throw new FeelEvaluation.ExcessException(
          "it compares more than " + MOST_COMPARED + " items with each other");
    }
    Budget.spend(items * items / COMPARISONS_A_STEP);
  }

  /** Of a function that takes several lists, they come as one list of them. */
  private static long items(Val argument) {
    if (!(argument instanceof ValList list)) {
      return 0;
    }
    long items = list.items().size();
    for (Val item : CollectionConverters.asJava(list.items())) {
      items += item instanceof ValList inner ? inner.items().size() : 0;
    }
    return items;
  }

  /** A text that counts how often it is looked at. */
  private static final class CountedText implements CharSequence {

    private final String text;
    private int looks;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
        throw new FeelEvaluation.ExcessException(
            "a pattern looks at a text more than " + MOST_LOOKS + " times");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
