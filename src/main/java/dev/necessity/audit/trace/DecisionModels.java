package dev.necessity.audit.trace;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.PolicyKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The decision tables as they were deployed when a case was decided; a deployed definition never
 * changes, so each file is read once.
 */
@Component
public class DecisionModels {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionModels.class);

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final Map<String, Optional<Table>> tables = new ConcurrentHashMap<>();
  private final Map<File, Map<String, Table>> files = new ConcurrentHashMap<>();

  public DecisionModels(RepositoryService repository, EngineCommands engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /** A decision file, as it was deployed. */
  private record File(String deployment, String name) {

    static File of(DecisionDefinition decision) {
      return new File(decision.getDeploymentId(), decision.getResourceName());
    }
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
    return deployed == null
        ? Optional.empty()
        : Optional.ofNullable(
            files
                .computeIfAbsent(File.of(deployed), file -> tablesOf(deployed))
                .get(PolicyKeys.decision(deployed.getKey())));
  }

  /**
   * Reads the file past the engine, which would keep what it parsed of it: once for each decision,
   * and ten times as large as the text.
   */
  private Map<String, Table> tablesOf(DecisionDefinition deployed) {
    try (InputStream file = repository.getDecisionModel(deployed.getId())) {
      List<Decision> decisions =
          List.copyOf(Dmn.readModelFromStream(file).getModelElementsByType(Decision.class));
      Map<String, Table> byDecision = new HashMap<>();
      for (int position = 0; position < decisions.size(); position++) {
        Decision decision = decisions.get(position);
        if (decision.getExpression() instanceof DecisionTable table) {
          byDecision.put(decision.getId(), table(decision, table, position));
        }
      }
      return Map.copyOf(byDecision);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
