package dev.necessity.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.check.Finding;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who deployed what, and what the check found: one row a deployment, written in the transaction of the deployment. */
@Repository
public class DeploymentRegister {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  public DeploymentRegister(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A file as it was deployed. */
  public record DeployedFile(String name, String sha256) {}

  /**
   * One deployment.
   *
   * @param deployedBy id of the user, null where the application deployed its own models
   * @param findings warnings only: an error refuses the deployment
   * @param replayReport the file of the deployment that is its replay report, null where none was given
   */
  public record Entry(String deploymentId, String name, String source, String deployedBy, OffsetDateTime deployedAt,
      List<DeployedFile> files, List<Finding> findings, String replayReport) {}

  void add(Entry entry) {
    jdbc.sql("insert into necessity_deployment (deployment_id, name, source, deployed_by, deployed_at, files, findings, replay_report)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(entry.deploymentId(), entry.name(), entry.source(), entry.deployedBy(),
            entry.deployedAt().withOffsetSameInstant(ZoneOffset.UTC), text(entry.files()), text(entry.findings()), entry.replayReport())
        .update();
  }

  /** Newest first. */
  List<Entry> list(int page, int size) {
    return jdbc.sql("select * from necessity_deployment order by deployed_at desc, deployment_id desc limit ? offset ?")
        .params(size, (long) page * size)
        .query((row, number) -> new Entry(row.getString("deployment_id"), row.getString("name"), row.getString("source"),
            row.getString("deployed_by"), row.getObject("deployed_at", OffsetDateTime.class),
            read(row.getString("files"), new TypeReference<>() {}), read(row.getString("findings"), new TypeReference<>() {}),
            row.getString("replay_report")))
        .list();
  }

  long count() {
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
