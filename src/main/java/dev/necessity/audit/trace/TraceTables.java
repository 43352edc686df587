package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.audit.trace.CaseTrace.FiredRule;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.Value;
import dev.necessity.audit.trace.DecisionModels.Column;
import dev.necessity.audit.trace.DecisionModels.Rule;
import dev.necessity.audit.trace.DecisionModels.Table;
import dev.necessity.history.EvaluationRecord;
import dev.necessity.policy.model.CriterionList;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyKeys;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision tables of a case as they were evaluated, with the rules that fired as their deployed
 * version words them.
 */
final class TraceTables {

  private static final Logger LOG = LoggerFactory.getLogger(TraceTables.class);

  /** How the name of an output ends that names a table's sources. */
  private static final String CITATION = "Citation";

  private final CaseHistory history;
  private final DecisionModels models;
  private final HistoryValues values;
  private final Consumer<String> findings;

  TraceTables(
      CaseHistory history, DecisionModels models, HistoryValues values, Consumer<String> findings) {
    this.history = history;
    this.models = models;
    this.values = values;
    this.findings = findings;
  }

  /**
   * One evaluation of a diagram.
   *
   * @param result what its top decision returned, or null where the history does not hold it
   */
  record TracedEvaluation(OffsetDateTime at, JsonNode result, List<TableStep> tables) {}

  /**
   * The tables evaluated at an activity, in the order of their diagram, one evaluation after the
   * other.
   */
  List<TableStep> at(String activity) {
    return evaluations(activity).stream()
        .flatMap(evaluation -> evaluation.tables().stream())
        .toList();
  }

  /** One for each time that the case came to the activity, oldest first. */
  List<TracedEvaluation> evaluations(String activity) {
    history.decisions().stream()
        .filter(TraceTables::isUnreadable)
        .forEach(
            decision ->
                findings.accept(
                    "The record of the evaluation of '"
                        + id(decision)
                        + "' at "
                        + HistoryValues.at(decision.getEvaluationTime())
                        + " cannot be read."));
    Map<String, List<HistoricDecisionInstance>> byEvaluation =
        history.decisions().stream()
            .filter(decision -> activity.equals(decision.getActivityId()))
            .collect(
                Collectors.groupingBy(
                    HistoricDecisionInstance::getActivityInstanceId,
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byEvaluation.values().stream().map(this::evaluation).toList();
  }

  /**
   * What the policy and the final tables said, one for each time that the case was assessed. An
   * earlier process assessed and decided in one step; a policy that ends in a determination of its
   * own is asked in both, and its tables are told once.
   */
  List<TracedEvaluation> assessments(String assess, String decide) {
    List<TracedEvaluation> assessed = evaluations(assess);
    List<TracedEvaluation> decided = evaluations(decide);
    int before = Math.max(0, assessed.size() - decided.size());
    List<TracedEvaluation> both = new ArrayList<>(assessed.subList(0, before));
    for (int i = 0; i < decided.size(); i++) {
      both.add(
          before + i < assessed.size()
              ? after(assessed.get(before + i), decided.get(i))
              : decided.get(i));
    }
    return both;
  }

  private static TracedEvaluation after(TracedEvaluation assessed, TracedEvaluation decided) {
    Set<String> told =
        decided.tables().stream().map(TableStep::decision).collect(Collectors.toSet());
    return new TracedEvaluation(
        decided.at(),
        decided.result(),
        Stream.concat(
                assessed.tables().stream().filter(table -> !told.contains(table.decision())),
                decided.tables().stream())
            .toList());
  }

  private TracedEvaluation evaluation(List<HistoricDecisionInstance> decisions) {
    Date at =
        decisions.stream()
            .map(HistoricDecisionInstance::getEvaluationTime)
            .max(Date::compareTo)
            .orElseThrow();
    JsonNode result =
        decisions.stream()
            .filter(
                decision ->
                    decision.getRootDecisionInstanceId() == null
                        && !isTable(decision)
                        && !isUnreadable(decision))
            .sorted(
                Comparator.comparing(
                    decision -> !decision.getDecisionDefinitionKey().equals(Policy.FINAL_DECISION)))
            .flatMap(
                decision ->
                    decision.getOutputs().stream()
                        .map(output -> value("the result of '" + id(decision) + "'", output)))
            .findFirst()
            .orElse(NullNode.getInstance());
    List<TableStep> tables =
        decisions.stream()
            .filter(this::isTable)
            .sorted(Comparator.comparing(this::position))
            .flatMap(this::readable)
            .toList();
    return new TracedEvaluation(HistoryValues.at(at), result, cited(tables));
  }

  /** A criterion's own table leaves its citation to the list of all criteria. */
  private static List<TableStep> cited(List<TableStep> tables) {
    Map<String, String> listed = new HashMap<>();
    tables.stream()
        .filter(table -> table.decision().equals(CriterionList.DECISION))
        .flatMap(table -> table.rules().stream())
        .filter(rule -> rule.citation() != null)
        .forEach(
            rule ->
                rule.outputs().stream()
                    .filter(output -> output.name().equals(CriterionList.ID))
                    .forEach(id -> listed.put(id.value().asText(), rule.citation())));
    return tables.stream()
        .map(
            table ->
                listed.containsKey(table.decision())
                    ? cited(table, listed.get(table.decision()))
                    : table)
        .toList();
  }

  private static TableStep cited(TableStep table, String citation) {
    return new TableStep(
        table.decision(),
        table.definition(),
        table.historyId(),
        table.at(),
        table.inputs(),
        table.rules().stream()
            .map(
                rule ->
                    new FiredRule(
                        rule.id(),
                        rule.description(),
                        rule.citation() == null ? citation : rule.citation(),
                        rule.outputs()))
            .toList());
  }

  /** A table that cannot be read is a finding; the others are told. */
  private Stream<TableStep> readable(HistoricDecisionInstance decision) {
    try {
      return Stream.of(step(decision));
    } catch (RuntimeException broken) {
      LOG.warn("The history of the table '{}' cannot be read", id(decision), broken);
      findings.accept(
          "The history of the table '"
              + id(decision)
              + "' cannot be read: a row of it is broken or missing.");
      return Stream.empty();
    }
  }

  /**
   * As its file and the policy's analysts call it; the engine's key has the policy's id in front.
   */
  private static String id(HistoricDecisionInstance decision) {
    return PolicyKeys.decision(decision.getDecisionDefinitionKey());
  }

  private JsonNode value(String what, HistoricDecisionOutputInstance output) {
    return values.json(what, output.getTypedValue(), findings);
  }

  private static boolean isUnreadable(HistoricDecisionInstance decision) {
    return decision.getOutputs().stream()
        .anyMatch(
            output ->
                output.getRuleId() == null
                    && EvaluationRecord.NAME.equals(output.getVariableName()));
  }

  /** A decision whose model is gone is a table if its history names a rule. */
  private boolean isTable(HistoricDecisionInstance decision) {
    return model(decision).isPresent()
        || decision.getOutputs().stream().anyMatch(output -> output.getRuleId() != null);
  }

  private int position(HistoricDecisionInstance decision) {
    return model(decision).map(Table::position).orElse(Integer.MAX_VALUE);
  }

  private Optional<Table> model(HistoricDecisionInstance decision) {
    return models.table(decision.getDecisionDefinitionId());
  }

  private TableStep step(HistoricDecisionInstance decision) {
    Optional<Table> model = model(decision);
    if (model.isEmpty()) {
      findings.accept(
          "The table '"
              + id(decision)
              + "' is not deployed any more in the version that was evaluated.");
    }
    return new TableStep(
        id(decision),
        decision.getDecisionDefinitionId(),
        decision.getId(),
        HistoryValues.at(decision.getEvaluationTime()),
        inputs(decision, model),
        rules(decision, model));
  }

  private List<Value> inputs(HistoricDecisionInstance decision, Optional<Table> model) {
    List<Column> columns = model.map(Table::inputs).orElse(List.of());
    return decision.getInputs().stream()
        .sorted(Comparator.comparing(input -> index(columns, input.getClauseId())))
        .map(input -> input(decision, input))
        .toList();
  }

  private Value input(HistoricDecisionInstance decision, HistoricDecisionInputInstance input) {
    return new Value(
        input.getClauseId(),
        input.getClauseName(),
        values.json(
            "an input of the table '" + id(decision) + "'", input.getTypedValue(), findings));
  }

  private static int index(List<Column> columns, String clause) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id().equals(clause)) {
        return i;
      }
    }
    return columns.size();
  }

  private List<FiredRule> rules(HistoricDecisionInstance decision, Optional<Table> model) {
    Map<String, List<HistoricDecisionOutputInstance>> byRule =
        decision.getOutputs().stream()
            .filter(output -> output.getRuleId() != null)
            .sorted(Comparator.comparing(HistoricDecisionOutputInstance::getRuleOrder))
            .collect(
                Collectors.groupingBy(
                    HistoricDecisionOutputInstance::getRuleId,
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byRule.entrySet().stream()
        .map(rule -> rule(decision, model, rule.getKey(), rule.getValue()))
        .toList();
  }

  private FiredRule rule(
      HistoricDecisionInstance decision,
      Optional<Table> model,
      String id,
      List<HistoricDecisionOutputInstance> fired) {
    Optional<Rule> row = model.flatMap(table -> table.rule(id));
    if (model.isPresent() && row.isEmpty()) {
      findings.accept(
          "The table '"
              + id(decision)
              + "' has no rule '"
              + id
              + "', which the history says fired.");
    }
    List<Column> columns = model.map(Table::outputs).orElse(List.of());
    List<Value> outputs =
        fired.stream()
            .sorted(Comparator.comparing(output -> index(columns, output.getClauseId())))
            .map(
                output ->
                    new Value(
                        output.getVariableName(),
                        output.getClauseName(),
                        value("an output of the table '" + id(decision) + "'", output)))
            .toList();
    String citation =
        outputs.stream()
            .filter(output -> output.name().endsWith(CITATION))
            .map(Value::value)
            .map(JsonNode::asText)
            .findFirst()
            .orElse(null);
    return new FiredRule(id, row.map(Rule::description).orElse(""), citation, outputs);
  }
}
