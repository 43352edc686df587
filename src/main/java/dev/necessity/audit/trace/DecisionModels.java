package dev.necessity.audit.trace;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.PolicyKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The decision tables as they were deployed when a case was decided; a deployed definition never
 * changes, so each is read once.
 */
@Component
public class DecisionModels {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionModels.class);

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final Map<String, Optional<Table>> tables = new ConcurrentHashMap<>();

  public DecisionModels(RepositoryService repository, EngineCommands engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * One decision table.
   *
   * @param position of the decision in its file, counted from 0
   */
  public record Table(
      String decision,
      String description,
      String hitPolicy,
      int position,
      List<Column> inputs,
      List<Column> outputs,
      List<Rule> rules) {

    public Optional<Rule> rule(String id) {
      return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
  }

  /** A column by its clause id, its label, and its expression or output name. */
  public record Column(String id, String label, String text) {}

  /** A row as it is written. */
  public record Rule(String id, String description, List<String> inputs, List<String> outputs) {}

  /**
   * The table of a decision definition; empty when the definition is not deployed any more, cannot
   * be read, or has no table.
   */
  public Optional<Table> table(String definitionId) {
    return definitionId == null
        ? Optional.empty()
        : tables.computeIfAbsent(definitionId, this::readable);
  }

  private Optional<Table> readable(String definitionId) {
    try {
      return engine.run(() -> read(definitionId));
    } catch (RuntimeException broken) {
      LOG.warn("The decision definition {} cannot be read", definitionId, broken);
      return Optional.empty();
    }
  }

  /** Asks first: an exception of the engine would roll back what this is a part of. */
  private Optional<Table> read(String definitionId) {
    DecisionDefinition deployed =
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionId(definitionId)
            .singleResult();
    if (deployed == null) {
      return Optional.empty();
    }
    DmnModelInstance model = repository.getDmnModelInstance(definitionId);
    Decision decision = model.getModelElementById(PolicyKeys.decision(deployed.getKey()));
    int position = List.copyOf(model.getModelElementsByType(Decision.class)).indexOf(decision);
    return decision.getExpression() instanceof DecisionTable table
        ? Optional.of(table(decision, table, position))
        : Optional.empty();
  }

  private static Table table(Decision decision, DecisionTable table, int position) {
    return new Table(
        decision.getId(),
        description(decision),
        table.getHitPolicy().name(),
        position,
        table.getInputs().stream()
            .map(
                input ->
                    new Column(
                        input.getId(),
                        input.getLabel(),
                        input.getInputExpression().getText().getTextContent()))
            .toList(),
        table.getOutputs().stream()
            .map(output -> new Column(output.getId(), output.getLabel(), output.getName()))
            .toList(),
        table.getRules().stream()
            .map(
                rule ->
                    new Rule(
                        rule.getId(),
                        description(rule),
                        texts(rule.getInputEntries()),
                        texts(rule.getOutputEntries())))
            .toList());
  }

  private static List<String> texts(Collection<? extends DmnElement> entries) {
    return entries.stream().map(entry -> entry.getTextContent().strip()).toList();
  }

  private static String description(DmnElement element) {
    return element.getDescription() == null ? "" : element.getDescription().getTextContent();
  }
}
