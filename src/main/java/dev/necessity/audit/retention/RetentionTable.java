package dev.necessity.audit.retention;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.DecisionDiagram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/** How long a case is kept, by the latest deployed table {@code caseRetention}. */
@Component
public class RetentionTable {

  public static final String DECISION = "caseRetention";

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final DmnEngine dmn;
  private final Map<String, DecisionDiagram> byDefinition = new ConcurrentHashMap<>();

  RetentionTable(RepositoryService repository, EngineCommands engine, DmnEngine dmn) {
    this.repository = repository;
    this.engine = engine;
    this.dmn = dmn;
  }

  /**
   * @throws IllegalStateException when the table has no row for the line of business
   */
  Instant keepUntil(Instant end, String lineOfBusiness) {
    Map<String, Object> row =
        latest().evaluateRow(DECISION, Map.of("request", Map.of("lineOfBusiness", lineOfBusiness)));
    return end.atZone(ZoneOffset.UTC).plus(Period.parse((String) row.get("keepFor"))).toInstant();
  }

  private DecisionDiagram latest() {
    return engine.run(
        () -> {
          DecisionDefinition latest =
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey(DECISION)
                  .latestVersion()
                  .singleResult();
          return byDefinition.computeIfAbsent(latest.getId(), this::read);
        });
  }

  private DecisionDiagram read(String definition) {
    try (InputStream file = repository.getDecisionModel(definition)) {
      return DecisionDiagram.read(dmn, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
