package dev.necessity.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.check.Finding;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who deployed what, and what the check found: one row a deployment, written in the transaction of
 * the deployment; for one that was refused, and so rolled back, in a transaction of its own.
 */
@Repository
public class DeploymentRegister {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final TransactionTemplate ownTransaction;

  public DeploymentRegister(
      JdbcClient jdbc, ObjectMapper json, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.json = json;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * REFUSED: nothing of it is in the engine, because its findings hold an error or because the
   * engine could not read it.
   */
  public enum DeploymentOutcome {
    DEPLOYED,
    REFUSED
  }

  /** A file as it was deployed. */
  public record DeployedFile(String name, String sha256) {}

  /**
   * One deployment.
   *
   * @param deploymentId the engine's; of a refused one the engine knows nothing
   * @param deployedBy id of the user, null where the application deployed its own models
   * @param findings of a deployment that was accepted warnings only
   * @param replayReport the file of the deployment that is its replay report, null where none was
   *     given
   */
  public record Entry(
      String deploymentId,
      String name,
      String source,
      String deployedBy,
      OffsetDateTime deployedAt,
      List<DeployedFile> files,
      List<Finding> findings,
      String replayReport,
      DeploymentOutcome outcome) {

    public boolean refused() {
      return outcome == DeploymentOutcome.REFUSED;
    }

    Entry refusedFor(Finding reason) {
      return new Entry(
          deploymentId,
          name,
          source,
          deployedBy,
          deployedAt,
          files,
          Stream.concat(Stream.of(reason), findings.stream()).toList(),
          replayReport,
          DeploymentOutcome.REFUSED);
    }
  }

  void add(Entry entry) {
    jdbc.sql(
            "insert into necessity_deployment (deployment_id, name, source, deployed_by, deployed_at, files, findings, replay_report, outcome)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            entry.deploymentId(),
            entry.name(),
            entry.source(),
            entry.deployedBy(),
            entry.deployedAt().withOffsetSameInstant(ZoneOffset.UTC),
            text(entry.files()),
            text(entry.findings()),
            entry.replayReport(),
            entry.outcome().name())
        .update();
  }

  /**
   * Keeps what did not get into the engine, whatever becomes of the transaction around; the same id
   * is kept once.
   */
  public void addRefused(Entry entry) {
    ownTransaction.executeWithoutResult(
        status -> {
          if (find(entry.deploymentId()).isEmpty()) {
            add(entry);
          }
        });
  }

  /** Newest first. */
  public List<Entry> list(int page, int size) {
    return jdbc.sql(
            "select * from necessity_deployment order by deployed_at desc, deployment_id desc limit ? offset ?")
        .params(size, (long) page * size)
        .query(this::entry)
        .list();
  }

  public Optional<Entry> find(String deploymentId) {
    return jdbc.sql("select * from necessity_deployment where deployment_id = ?")
        .params(deploymentId)
        .query(this::entry)
        .optional();
  }

  private Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getString("deployment_id"),
        row.getString("name"),
        row.getString("source"),
        row.getString("deployed_by"),
        row.getObject("deployed_at", OffsetDateTime.class),
        read(row.getString("files"), new TypeReference<>() {}),
        read(row.getString("findings"), new TypeReference<>() {}),
        row.getString("replay_report"),
        DeploymentOutcome.valueOf(row.getString("outcome")));
  }

  public long count() {
    return jdbc.sql("select count(*) from necessity_deployment").query(Long.class).single();
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
