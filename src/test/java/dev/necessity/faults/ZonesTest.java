package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Postgres;
import dev.necessity.cases.CaseVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two machines in different time zones on one database. */
class ZonesTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DATABASE = Postgres.newDatabase();
  private static final JdbcClient JDBC =
      JdbcClient.create(new DriverManagerDataSource(DATABASE, "postgres", "postgres"));

  private static Node kolkata;
  private static Node newYork;

  @BeforeAll
  static void start() {
    kolkata = in("Asia/Kolkata");
    newYork = in("America/New_York");
    List.of(kolkata, newYork).forEach(Node::awaitHealth);
  }

  @AfterAll
  static void stop() {
    List.of(kolkata, newYork).forEach(Node::close);
  }

  private static Node in(String zone) {
    return Node.launch(
        DATABASE,
        Map.of("TZ", zone),
        "--necessity.audit.every=PT1S",
        "--camunda.bpm.job-execution.max-wait=1000");
  }

  private static String open(Node node, OffsetDateTime receivedAt) throws IOException {
    return open(node, Senders.waiting().put("receivedAt", CaseVariables.text(receivedAt)));
  }

  private static String open(Node node, ObjectNode request) throws IOException {
    JsonNode answer =
        JSON.readTree(
            node.post(
                    "ines",
                    "/api/requests",
                    request.put("requestId", UUID.randomUUID().toString()).toString())
                .body());
    assertThat(answer.path("caseNumber").asText()).as(answer.toString()).isNotEmpty();
    return answer.path("caseNumber").asText();
  }

  private static JsonNode verification(Node node, String caseNumber) throws IOException {
    return node.read("aud", "/api/audit/verification?caseNumber=" + caseNumber);
  }

  @Test
  void eachSealsAndVerifiesTheCasesOfTheOther() throws IOException {
    List<String> cases =
        List.of(open(kolkata, Senders.certified()), open(newYork, Senders.certified()));

    for (Node node : List.of(kolkata, newYork)) {
      for (String caseNumber : cases) {
        await()
            .atMost(LONGEST)
            .until(() -> verification(node, caseNumber).path("sealed").asInt() == 1);
        assertThat(verification(node, caseNumber).path("findings")).isEmpty();
      }
    }
  }

  @Test
  void aDocumentationPeriodClosesAtItsInstantInEveryZone() throws IOException {
    Duration period = Duration.ofDays(10);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> cases = new LinkedHashMap<>();
    for (Node node : List.of(kolkata, newYork)) {
      cases.put(
          open(node, now.minus(period).plusHours(1)), open(node, now.minus(period).plusSeconds(5)));
    }
    cases.forEach(
        (open, over) -> {
          await().atMost(LONGEST).until(() -> state(over).equals("IN_REVIEW"));

          assertThat(state(open)).isEqualTo("WAITING_FOR_DOCUMENTATION");
          LocalDateTime due =
              JDBC.sql(
                      "select DUEDATE_ from ACT_RU_JOB j join necessity_case c on c.case_number = (select BUSINESS_KEY_ from ACT_HI_PROCINST where ID_ = j.PROCESS_INSTANCE_ID_)"
                          + " where c.case_number = ? and j.HANDLER_CFG_ like 'documentationPeriodOver%'")
                  .param(open)
                  .query(LocalDateTime.class)
                  .single();
          assertThat(due.toInstant(ZoneOffset.UTC)).isEqualTo(documentationUntil(newYork, open));
        });
  }

  private static Instant documentationUntil(Node node, String caseNumber) {
    try {
      return OffsetDateTime.parse(
              node.read("ines", "/api/requests/" + caseNumber)
                  .at("/clock/documentationUntil")
                  .asText())
          .toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String state(String caseNumber) {
    return JDBC.sql("select state from necessity_case where case_number = ?")
        .param(caseNumber)
        .query(String.class)
        .single();
  }
}
