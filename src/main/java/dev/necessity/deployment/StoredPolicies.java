package dev.necessity.deployment;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.policy.model.PolicyNotFoundException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The decision files and forms as they are deployed, read from the engine's tables without an
 * engine; each version is read once.
 */
public final class StoredPolicies implements Policies {

  private static final String FILES =
      """
      select d.DEC_REQ_KEY_, b.BYTES_ from ACT_RE_DECISION_DEF d join ACT_GE_BYTEARRAY b on b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ and b.NAME_ = d.RESOURCE_NAME_
      where d.KEY_ = ? and (d.VERSION_TAG_ = ? or ? = 'latest') order by d.VERSION_ desc""";

  private final JdbcClient jdbc;
  private final DeployedDocuments documents;
  private final DmnEngine engine = PolicyEngine.create();
  private final Map<String, DecisionDiagram> read = new ConcurrentHashMap<>();

  public StoredPolicies(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.documents = new DeployedDocuments(jdbc);
  }

  private record Stored(String file, byte[] content) {}

  @Override
  public DecisionDiagram table(String decision) {
    return policy(decision, "latest");
  }

  @Override
  public DecisionDiagram policy(String decision, String version) {
    return read.computeIfAbsent(
        decision + "|" + version,
        key -> {
          Optional<Stored> file =
              Stream.of(decision, PolicyKeys.decision(decision))
                  .distinct()
                  .flatMap(name -> files(name, version).stream())
                  .filter(stored -> PolicyKeys.isMeant(decision, stored.file()))
                  .findFirst();
          return DecisionDiagram.read(
              engine,
              new ByteArrayInputStream(
                  file.orElseThrow(() -> new PolicyNotFoundException(decision, version))
                      .content()));
        });
  }

  @Override
  public EvidenceFacts evidence() {
    return documents.evidence();
  }

  private List<Stored> files(String key, String version) {
    return jdbc.sql(FILES)
        .params(key, version, version)
        .query((row, number) -> new Stored(row.getString(1), row.getBytes(2)))
        .list();
  }
}
