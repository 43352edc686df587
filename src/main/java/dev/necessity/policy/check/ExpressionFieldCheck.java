package dev.necessity.policy.check;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.feel.FeelTree;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.DocumentForm.Computed;
import dev.necessity.request.FormProblems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the expression fields of a form, which a browser computes as well as the
 * server: they are tried on samples.
 */
final class ExpressionFieldCheck {

  private static final String CORRECT_IT = "Correct it; if it is a text, put it in quotes.";

  private ExpressionFieldCheck() {}

  static List<Problem> of(DocumentForm form) {
    Stream<Problem> answering =
        form.answeredBy() == null || FeelTree.expression(form.answeredBy()).isPresent()
            ? Stream.empty()
            : Stream.of(
                new Problem(form.id(), "available", "'answeredBy' is not FEEL. " + CORRECT_IT));
    if (form.list() == null || form.computed().isEmpty()) {
      return answering.toList();
    }
    List<Map<String, Object>> samples = EvidenceFacts.namesOf(form);
    return Stream.concat(
            answering,
            form.computed().stream()
                .flatMap(
                    computed ->
                        problems(computed, samples).stream()
                            .map(message -> new Problem(form.id(), computed.key(), message))))
        .toList();
  }

  private static List<String> problems(Computed computed, List<Map<String, Object>> samples) {
    Optional<FeelTree> parsed = FeelTree.expression(computed.expression());
    if (parsed.isEmpty()) {
      return List.of("The expression is not FEEL. " + CORRECT_IT);
    }
    List<String> problems = new ArrayList<>();
    FeelTree tree = parsed.get();
    Set<String> names = new TreeSet<>(samples.get(0).keySet());
    Stream.concat(tree.names().stream(), tree.namesInFilters().stream())
        .distinct()
        .filter(name -> !names.contains(name))
        .forEach(
            name ->
                problems.add(
                    "Nobody gives the expression '"
                        + name
                        + "'. Use one of "
                        + String.join(", ", names)
                        + "."));
    tree.unknownFunctions()
        .forEach(
            function ->
                problems.add(
                    "FEEL has no function '"
                        + function
                        + "': its result would be null. Correct its name."));
    tree.misfits()
        .forEach(
            call ->
                problems.add(
                    "The function '"
                        + call.function()
                        + "' is called as "
                        + call.taken().stream()
                            .map(
                                parameters ->
                                    call.function() + "(" + String.join(", ", parameters) + ")")
                            .collect(Collectors.joining(" or "))
                        + ". Give what it takes."));
    tree.measuringFunctions()
        .forEach(
            function ->
                problems.add(
                    "A browser has no function '"
                        + function
                        + "', so who fills in the form would not see the value. Call it in a table of the policy instead."));
    return problems.isEmpty() ? failures(computed, samples) : problems;
  }

  private static List<String> failures(Computed computed, List<Map<String, Object>> samples) {
    try {
      return samples.stream()
              .map(names -> PolicyEngine.evaluate(computed.expression(), names))
              .allMatch(computed.type()::takes)
          ? List.of()
          : List.of(
              "The expression gives something else than its 'type' says. Correct one of the two.");
    } catch (RuntimeException fails) {
      return List.of("The expression fails for a sample of a record. Correct it.");
    }
  }
}
