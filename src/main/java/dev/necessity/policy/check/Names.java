package dev.necessity.policy.check;

import dev.necessity.policy.model.Requirements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * Which element of a file gives which names to those that require it. In this engine a table gives
 * its outputs' names, not its own; a literal expression gives its variable's name, an input its
 * own.
 *
 * @param givenBy the names by the id of the element that gives them
 * @param givers ids of the elements that give a name, by the name
 */
record Names(
    Map<String, Set<String>> givenBy,
    Map<String, List<String>> givers,
    Map<String, DrgElement> elements) {

  static Names of(DmnModelInstance model) {
    Map<String, Set<String>> givenBy = new LinkedHashMap<>();
    Map<String, DrgElement> elements = new LinkedHashMap<>();
    for (InputData input : Requirements.inputs(model)) {
      elements.put(input.getId(), input);
      givenBy.put(input.getId(), Set.of(name(input)));
    }
    for (Decision decision : model.getModelElementsByType(Decision.class)) {
      elements.put(decision.getId(), decision);
      givenBy.put(decision.getId(), given(decision));
    }
    Map<String, List<String>> givers = new TreeMap<>();
    givenBy.forEach(
        (id, names) ->
            names.forEach(name -> givers.computeIfAbsent(name, any -> new ArrayList<>()).add(id)));
    return new Names(givenBy, givers, elements);
  }

  private static Set<String> given(Decision decision) {
    Set<String> names = new LinkedHashSet<>();
    if (decision.getExpression() instanceof DecisionTable table) {
      table.getOutputs().stream().map(Output::getName).filter(Objects::nonNull).forEach(names::add);
    } else if (decision.getVariable() != null && decision.getVariable().getName() != null) {
      names.add(decision.getVariable().getName());
    }
    return names;
  }

  private static String name(InputData input) {
    return input.getName() == null ? input.getId() : input.getName();
  }

  /** The elements that a decision requires directly; those that do not exist are left out. */
  List<DrgElement> required(Decision decision) {
    return decision.getInformationRequirements().stream()
        .map(Requirements::target)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The names that a decision's expressions may use. */
  Set<String> visibleTo(Decision decision) {
    Set<String> visible = new LinkedHashSet<>();
    required(decision)
        .forEach(element -> visible.addAll(givenBy.getOrDefault(element.getId(), Set.of())));
    if (decision.getExpression() instanceof DecisionTable table) {
      table.getInputs().stream()
          .map(Input::getCamundaInputVariable)
          .filter(Objects::nonNull)
          .forEach(visible::add);
      visible.add("cellInput");
    }
    return visible;
  }

  /** Ids of the elements that give a name. */
  List<String> givers(String name) {
    return givers.getOrDefault(name, List.of());
  }

  Collection<DrgElement> all() {
    return elements.values();
  }

  /** The column of a required table that gives this name one value, not a list. */
  Optional<Output> columnBehind(String name, Decision decision) {
    return tableBehind(name, decision)
        .map(giver -> (DecisionTable) giver.getExpression())
        .flatMap(
            table ->
                table.getOutputs().stream()
                    .filter(output -> name.equals(output.getName()))
                    .findFirst());
  }

  /** The required decision whose table gives this name one value, not a list. */
  Optional<Decision> tableBehind(String name, Decision decision) {
    return required(decision).stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .filter(
            giver ->
                giver.getExpression() instanceof DecisionTable table
                    && table.getHitPolicy() != HitPolicy.COLLECT
                    && table.getHitPolicy() != HitPolicy.RULE_ORDER
                    && table.getOutputs().stream()
                        .anyMatch(output -> name.equals(output.getName())))
        .findFirst();
  }
}
