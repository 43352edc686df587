package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that hangs or goes away under a running server, and comes back. */
class LostDatabaseTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  @TempDir private Path data;

  @Test
  void
      whileItIsAwayEveryDoorSaysSoInOneFormAndAfterwardsTheServerGoesOnAndOneThatWasStartedMeanwhileComesUp()
          throws IOException {
    EmbeddedPostgres database = database(0);
    String url = database.getJdbcUrl("postgres", "postgres");
    try (Wire wire = new Wire(database.getPort());
        Node node =
            Node.start(
                url.replace(":" + database.getPort() + "/", ":" + wire.port() + "/"), Map.of())) {
      // It hangs: nobody has noticed yet when the call comes that waits for its answer.
      wire.hold();
      long begun = System.nanoTime();
      assertThatItSaysSo(node, "GET", "/api/requests");
      System.out.printf(
          "Database that hangs: 503 after %d ms%n",
          Duration.ofNanos(System.nanoTime() - begun).toMillis());
      assertThat(node.get(null, "/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(node.get(null, "/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThatItSaysSo(node, "POST", "/api/requests");
      wire.release();
      node.awaitHealth();
      assertThat(node.get("aud", "/api/requests").statusCode()).isEqualTo(200);

      database.close();
      await()
          .atMost(LONGEST)
          .until(() -> node.get(null, "/actuator/health/readiness").statusCode() == 503);

      for (List<String> door :
          List.of(
              List.of("GET", "/api/requests"),
              List.of("POST", "/api/requests"),
              List.of("POST", "/api/assessments"),
              List.of("GET", "/engine-rest/task"),
              List.of("GET", "/camunda/app/tasklist/default/"),
              List.of("GET", "/audit"),
              List.of("GET", "/workbench"),
              List.of("POST", "/camunda/api/admin/auth/user/default/login/tasklist"),
              List.of("GET", "/"),
              List.of("GET", "/no-such-page"))) {
        assertThatItSaysSo(node, door.get(0), door.get(1));
      }
      assertThat(node.get(null, "/actuator/health").statusCode()).isEqualTo(503);
      assertThat(node.get(null, "/actuator/health/liveness").statusCode()).isEqualTo(200);

      try (Node later = Node.launch(url, Map.of())) {
        await()
            .atMost(LONGEST)
            .until(() -> later.log().contains("The server waits for it and tries again"));
        database = database(database.getPort());
        node.awaitHealth();
        later.awaitHealth();
        assertThat(later.complaints())
            .allSatisfy(line -> assertThat(line).contains("does not answer", "tries again in"));
        assertThat(later.get("aud", "/api/requests").statusCode()).isEqualTo(200);
      }
      assertThat(node.get("aud", "/api/requests").statusCode()).isEqualTo(200);
      // A job that was under way may find, when it is tried again, that its row was changed: the
      // engine says so and tries once more.
      assertThat(node.complaints())
          .filteredOn(line -> !line.contains("OptimisticLockingException"))
          .singleElement()
          .asString()
          .contains("has not answered since", "refused with 503");
    } finally {
      database.close();
    }
  }

  private static void assertThatItSaysSo(Node node, String method, String path) throws IOException {
    HttpResponse<String> answer =
        node.send("rita", method, path, method.equals("POST") ? "{}" : null);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).as(path).hasValue("5");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .as(path)
        .startsWith("application/problem+json");
    assertThat(new ObjectMapper().readTree(answer.body()).get("detail").asText())
        .startsWith("The database does not answer");
  }

  private EmbeddedPostgres database(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
