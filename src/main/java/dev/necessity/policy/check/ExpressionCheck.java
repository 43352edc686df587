package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.policy.check.Findings.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;

/**
 * Each expression by itself: names that it uses and nobody gives it, functions that FEEL lacks,
 * loops without end. Only what is certain is an error. What the facts of a request look like is
 * known, so a property of theirs that does not exist is one; inside of a filter over other items a
 * name may be a property of theirs, so that it is a warning there, and only where it looks like
 * something else.
 */
final class ExpressionCheck {

  private static final Pattern LOOKS_LIKE_A_TEXT = Pattern.compile("[A-Z][A-Z0-9_]+");
  private static final double MOST_STEPS = 100_000;
  private static final int LONG_ENOUGH_TO_GUESS = 5;
  private static final int TOO_LONG_TO_GUESS = 80;
  private static final int MOST_GUESSES = 200;

  private final Names names;
  private final Shapes shapes;
  private final Findings findings;
  private final List<Expressions.Located> expressions = new ArrayList<>();
  private final Set<String> properties = new HashSet<>();
  private final Map<String, Set<String>> visibleTo = new HashMap<>();

  ExpressionCheck(DmnModelInstance model, Names names, Shapes shapes, Findings findings) {
    this.names = names;
    this.shapes = shapes;
    this.findings = findings;
    Collection<Decision> decisions = model.getModelElementsByType(Decision.class);
    decisions.forEach(decision -> expressions.addAll(Expressions.of(decision)));
    expressions.forEach(expression -> properties.addAll(expression.tree().properties()));
  }

  void run() {
    expressions.forEach(this::check);
  }

  private void check(Expressions.Located expression) {
    if (findings.hasErrorAt(expression.place())) {
      return;
    }
    FeelTree tree = expression.tree();
    Set<String> visible =
        visibleTo.computeIfAbsent(
            expression.decision().getId(), id -> names.visibleTo(expression.decision()));
    for (String name : tree.names()) {
      if (!visible.contains(name)) {
        unknown(name, expression, visible);
      }
    }
    List<FeelTree.Misread> misread = shapes.misread(tree, expression.decision());
    misread.stream().distinct().forEach(one -> misread(one, expression.place()));
    Set<String> certain =
        misread.stream()
            .filter(FeelTree.Missing.class::isInstance)
            .map(one -> ((FeelTree.Missing) one).property())
            .collect(Collectors.toSet());
    for (String name : tree.namesInFilters()) {
      if (!visible.contains(name) && !properties.contains(name) && !certain.contains(name)) {
        doubtful(name, expression.place(), visible);
      }
    }
    if (tree.steps() > MOST_STEPS) {
      findings.error(
          Check.ENDLESS,
          expression.place(),
          "The loops of this expression take more than "
              + (long) MOST_STEPS
              + " steps, which would keep the engine busy without end. Loop over the data, or over a shorter range.");
    }
    for (String function : tree.unknownFunctions()) {
      findings.error(
          Check.UNKNOWN_NAME,
          expression.place(),
          "FEEL has no function '"
              + function
              + "': its result would be null. "
              + similar(function, FeelTree.functions())
                  .map(other -> "Write '" + other + "', if that is meant.")
                  .orElse("Correct its name."));
    }
    for (FeelTree.Misfit call : tree.misfits()) {
      findings.error(
          Check.ARGUMENTS,
          expression.place(),
          "The function '"
              + call.function()
              + "' is called as "
              + call.taken().stream()
                  .map(parameters -> call.function() + "(" + String.join(", ", parameters) + ")")
                  .collect(Collectors.joining(" or "))
              + "; given "
              + call.given()
              + ", its result would be null. Give what it takes.");
    }
    for (String unit : tree.unknownUnits()) {
      findings.error(
          Check.UNKNOWN_UNIT,
          expression.place(),
          "\""
              + unit
              + "\" is no unit that can be converted, so the result would be null. "
              + "Write it as UCUM does, as in \"ng/mL\".");
    }
    for (FeelTree.UnlikeUnits units : tree.unlikeUnits()) {
      findings.error(
          Check.UNKNOWN_UNIT,
          expression.place(),
          "\""
              + units.from()
              + "\" and \""
              + units.to()
              + "\" measure different things, "
              + "so the result would be null. Convert between units of one thing; from moles to a mass with convertMoles.");
    }
  }

  private void unknown(String name, Expressions.Located expression, Set<String> visible) {
    List<String> givers = names.givers(name);
    Optional<String> similar = similar(name, visible);
    if (!givers.isEmpty()) {
      findings.error(
          Check.REQUIREMENT_NOT_DRAWN,
          expression.place(),
          "'"
              + name
              + "' comes from '"
              + givers.get(0)
              + "', which this decision does not require: whether it has a value depends on chance. Draw an arrow from '"
              + givers.get(0)
              + "' to '"
              + expression.decision().getId()
              + "'.");
    } else if (expression.inRule() && expression.tree().bareNames().contains(name)) {
      findings.error(
          Check.UNQUOTED_TEXT,
          expression.place(),
          "'"
              + name
              + "' is neither a name nor in quotes, so it never has a value. "
              + similar
                  .map(
                      other ->
                          "Write "
                              + other
                              + ", if that is meant, or the text in quotes: \""
                              + name
                              + "\".")
                  .orElse("Write \"" + name + "\"."));
    } else {
      findings.error(
          Check.UNKNOWN_NAME,
          expression.place(),
          "Nobody gives a value named '"
              + name
              + "', so it is always null. "
              + similar
                  .map(other -> "Write '" + other + "', if that is meant.")
                  .orElse("Correct the name, or draw the input or decision that gives it."));
    }
  }

  private void misread(FeelTree.Misread misread, Place place) {
    if (misread instanceof FeelTree.Missing missing) {
      missing(missing, place);
    } else if (misread instanceof FeelTree.OtherType other) {
      findings.error(
          Check.WRONG_TYPE,
          place,
          "'"
              + other.value()
              + "' is "
              + other.type().words()
              + " and is compared with "
              + other.comparedWith().words()
              + ", so the result is always null. Correct one of the two.");
    } else if (misread instanceof FeelTree.NoChoice none) {
      findings.error(
          Check.OUTSIDE_ALLOWED_VALUES,
          place,
          "'"
              + none.value()
              + "' is never \""
              + none.text()
              + "\". Take one of "
              + String.join(", ", none.choices())
              + ".");
    }
  }

  private void missing(FeelTree.Missing missing, Place place) {
    String property = missing.property();
    List<String> givers = missing.inFilter() ? names.givers(property) : List.of();
    String what =
        missing.inFilter()
            ? "The items of '"
                + missing.owner()
                + "' have no property '"
                + property
                + "', and no other value that this decision reads has that name, so it is always null. "
            : "'"
                + missing.owner()
                + "' has no property '"
                + property
                + "', so it is always null. ";
    if (LOOKS_LIKE_A_TEXT.matcher(property).matches()) {
      findings.error(
          Check.UNQUOTED_TEXT, place, what + "If it is a text, write \"" + property + "\".");
    } else if (!givers.isEmpty()) {
      findings.error(
          Check.REQUIREMENT_NOT_DRAWN,
          place,
          what + "If that of '" + givers.get(0) + "' is meant, draw an arrow from it.");
    } else {
      findings.error(
          Check.UNKNOWN_NAME,
          place,
          what
              + similar(property, missing.known())
                  .map(other -> "Write '" + other + "', if that is meant.")
                  .orElse(
                      missing.known().isEmpty()
                          ? "It is a single value: remove the property."
                          : "There are: " + String.join(", ", missing.known()) + "."));
    }
  }

  private void doubtful(String name, Place place, Set<String> visible) {
    List<String> givers = names.givers(name);
    if (LOOKS_LIKE_A_TEXT.matcher(name).matches()) {
      findings.warning(
          Check.UNQUOTED_TEXT,
          place,
          "'"
              + name
              + "' looks like a text without quotes, which is always null. Write \""
              + name
              + "\".");
    } else if (!givers.isEmpty()) {
      findings.warning(
          Check.REQUIREMENT_NOT_DRAWN,
          place,
          "'"
              + name
              + "' seems to come from '"
              + givers.get(0)
              + "', which this decision does not require. Draw an arrow from it, or ignore this if the list's items have a property of that name.");
    } else {
      similar(name, visible)
          .ifPresent(
              other ->
                  findings.warning(
                      Check.UNKNOWN_NAME,
                      place,
                      "'"
                          + name
                          + "' looks like '"
                          + other
                          + "' written wrongly. Correct it, or ignore this if the list's items have a property of that name."));
    }
  }

  private static Optional<String> similar(String name, Set<String> known) {
    return name.length() < LONG_ENOUGH_TO_GUESS || name.length() > TOO_LONG_TO_GUESS
        ? Optional.empty()
        : known.stream()
            .limit(MOST_GUESSES)
            .filter(
                other ->
                    Math.abs(name.length() - other.length()) <= 2 && distance(name, other) <= 2)
            .min(Comparator.comparingInt(other -> distance(name, other)));
  }

  /** Levenshtein's distance: how many letters must be put in, taken out or changed. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
