package dev.necessity.policy.compare;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.Requirements;
import dev.necessity.policy.model.TableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * What changed between two versions of a decision file, in the order of the newer one. How the
 * diagram is laid out is no change.
 */
public record PolicyComparison(String before, String after, List<DecisionChange> changes) {

  /**
   * What changed in one decision or input.
   *
   * @param words one sentence for each change
   * @param table both versions of its table, where it is one in both files
   */
  public record DecisionChange(
      String decision, List<String> words, Optional<TableComparison> table) {}

  /** Compares two files; decisions are the same where their ids are. */
  public static PolicyComparison of(PolicyFile before, PolicyFile after) {
    List<DecisionChange> changes = new ArrayList<>();
    versions(before, after, changes);
    inputs(before, after, changes);
    Map<String, Decision> old = decisions(before);
    Map<String, Decision> now = decisions(after);
    for (Decision decision : now.values()) {
      if (!old.containsKey(decision.getId())) {
        changes.add(
            new DecisionChange(
                decision.getId(),
                List.of("Decision added: " + kind(decision) + "."),
                Optional.empty()));
      } else {
        compare(old.get(decision.getId()), decision).ifPresent(changes::add);
      }
    }
    old.values().stream()
        .filter(decision -> !now.containsKey(decision.getId()))
        .forEach(
            decision ->
                changes.add(
                    new DecisionChange(
                        decision.getId(),
                        List.of("Decision removed: " + kind(decision) + "."),
                        Optional.empty())));
    return new PolicyComparison(before.name(), after.name(), List.copyOf(changes));
  }

  /** The version tags of a file; one where it is as it should be, none where it has none. */
  public static Set<String> tags(PolicyFile file) {
    Set<String> tags = new TreeSet<>();
    file.model().getModelElementsByType(Decision.class).stream()
        .map(Decision::getVersionTag)
        .filter(Objects::nonNull)
        .forEach(tags::add);
    return tags;
  }

  private static void versions(PolicyFile before, PolicyFile after, List<DecisionChange> changes) {
    String old = String.join(", ", tags(before));
    String now = String.join(", ", tags(after));
    if (!old.equals(now)) {
      changes.add(
          new DecisionChange(
              "",
              List.of("Version tag: " + named(old) + " became " + named(now) + "."),
              Optional.empty()));
    }
  }

  private static void inputs(PolicyFile before, PolicyFile after, List<DecisionChange> changes) {
    Set<String> old = inputs(before);
    Set<String> now = inputs(after);
    now.stream()
        .filter(name -> !old.contains(name))
        .forEach(
            name ->
                changes.add(new DecisionChange(name, List.of("Input added."), Optional.empty())));
    old.stream()
        .filter(name -> !now.contains(name))
        .forEach(
            name ->
                changes.add(new DecisionChange(name, List.of("Input removed."), Optional.empty())));
  }

  private static Set<String> inputs(PolicyFile file) {
    Set<String> names = new TreeSet<>();
    Requirements.inputs(file.model()).forEach(input -> names.add(input.getId()));
    return names;
  }

  private static Map<String, Decision> decisions(PolicyFile file) {
    Map<String, Decision> decisions = new LinkedHashMap<>();
    file.model()
        .getModelElementsByType(Decision.class)
        .forEach(decision -> decisions.put(decision.getId(), decision));
    return decisions;
  }

  private static Optional<DecisionChange> compare(Decision old, Decision now) {
    List<String> words = new ArrayList<>();
    became("Name", old.getName(), now.getName(), words);
    became("Description", description(old), description(now), words);
    Set<String> oldRequired = required(old);
    Set<String> nowRequired = required(now);
    nowRequired.stream()
        .filter(id -> !oldRequired.contains(id))
        .forEach(id -> words.add("Requires '" + id + "' now."));
    oldRequired.stream()
        .filter(id -> !nowRequired.contains(id))
        .forEach(id -> words.add("No longer requires '" + id + "'."));

    Optional<TableComparison> table = Optional.empty();
    if (old.getExpression() instanceof DecisionTable oldTable
        && now.getExpression() instanceof DecisionTable nowTable) {
      table =
          Optional.of(TableComparison.of(TableText.of(oldTable), TableText.of(nowTable)))
              .filter(comparison -> !comparison.words().isEmpty());
      table.ifPresent(comparison -> words.addAll(comparison.words()));
    } else if (!kind(old).equals(kind(now))) {
      words.add("Was " + kind(old) + ", is " + kind(now) + ".");
    } else {
      became("Expression", expression(old), expression(now), words);
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new DecisionChange(now.getId(), List.copyOf(words), table));
  }

  private static void became(String what, String old, String now, List<String> words) {
    if (!Objects.equals(old, now)) {
      words.add(what + ": " + named(old) + " became " + named(now) + ".");
    }
  }

  private static String named(String text) {
    return text == null || text.isBlank() ? "(none)" : text;
  }

  private static String kind(Decision decision) {
    return decision.getExpression() instanceof DecisionTable
        ? "a table"
        : decision.getExpression() instanceof LiteralExpression
            ? "an expression"
            : "without logic that the engine runs";
  }

  private static String expression(Decision decision) {
    return decision.getExpression() instanceof LiteralExpression literal
            && literal.getText() != null
        ? literal.getText().getTextContent().strip()
        : null;
  }

  private static String description(DrgElement element) {
    Description description = element.getDescription();
    return description == null ? null : description.getTextContent().strip();
  }

  private static Set<String> required(Decision decision) {
    Set<String> required = new TreeSet<>();
    decision.getInformationRequirements().stream()
        .map(Requirements::target)
        .filter(Objects::nonNull)
        .map(DrgElement::getId)
        .filter(Objects::nonNull)
        .forEach(required::add);
    return required;
  }
}
