package dev.necessity.policy.feel;

import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The functions that apply a regular expression, bounded: some expressions backtrack for ever, so each is applied once with
 * its looks at the text counted, before the library applies it without.
 */
final class BoundedPatterns {

  private static final Set<String> FUNCTIONS = Set.of("matches", "replace", "split", "extract");
  private static final String REPETITION = "*+{?";
  private static final int MOST_LOOKS = 1_000_000;

  private BoundedPatterns() {}

  /** The functions of a name as they are, or bounded where they take a text and a pattern. */
  static List<ValFunction> of(String name, List<ValFunction> functions) {
    if (!FUNCTIONS.contains(name)) {
      return functions;
    }
    List<ValFunction> bounded = List$.MODULE$.empty();
    for (ValFunction function : CollectionConverters.asJava(functions)) {
      bounded = (List<ValFunction>) bounded.appended(new ValFunction(function.params(), arguments -> {
        if (arguments.apply(0) instanceof ValString text && arguments.apply(1) instanceof ValString pattern) {
          tryOut(text.value(), pattern.value());
        }
        return function.invoke().apply(arguments);
      }, function.hasVarArgs()));
    }
    return bounded;
  }

  private static void tryOut(String text, String pattern) {
    if (REPETITION.chars().noneMatch(sign -> pattern.indexOf(sign) >= 0)) {
      return;
    }
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(new CountedText(text));
      while (matcher.find()) {
        // Each place where it matches is looked for, as the library might.
      }
    } catch (PatternSyntaxException invalid) {
      // The library says so.
    }
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
        throw new FeelEvaluation.ExcessException("a pattern looks at a text more than " + MOST_LOOKS + " times");
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
