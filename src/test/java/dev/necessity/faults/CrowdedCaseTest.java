package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Postgres;
import dev.necessity.request.RequestJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Many callers on one case of two servers, again and again with a new case for {@code
 * faults.minutes}, while its timers become due: each case is received so that its documentation
 * period ends while the callers send evidence. Everything is stored, in the order of each caller,
 * and no answer is a failure.
 */
@Tag("faults")
class CrowdedCaseTest {

  private static final int CALLERS = Integer.getInteger("faults.callers", 200);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("faults.minutes", 10));
  private static final int PIECES = 3;
  private static final Duration PERIOD = Duration.ofDays(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String database = Postgres.newDatabase();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"));
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private Duration longest = Duration.ZERO;

  private record Answer(HttpResponse<String> response, Duration took) {}

  @Test
  void everythingIsStoredInTheOrderOfEachCallerAndNothingFails() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Node> nodes =
        List.of(
            Node.launch(database, Map.of(), "--camunda.bpm.job-execution.max-wait=1000"),
            Node.launch(database, Map.of(), "--camunda.bpm.job-execution.max-wait=1000"));
    int rounds = 0;
    try {
      nodes.forEach(Node::awaitHealth);
      Instant begun = Instant.now();
      for (Instant end = begun.plus(LENGTH); Instant.now().isBefore(end); rounds++) {
        round(nodes, callers);
      }
      System.out.printf(
          "%d callers on one case of two nodes, %d cases in %d s with timers due: answers %s, longest %d ms%n",
          CALLERS,
          rounds,
          Duration.between(begun, Instant.now()).toSeconds(),
          answers,
          longest.toMillis());
    } finally {
      callers.shutdownNow();
      nodes.forEach(Node::close);
    }
  }

  private void round(List<Node> nodes, ExecutorService callers) throws Exception {
    String caseNumber = open(nodes.get(0));
    List<Callable<List<Answer>>> calls = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int number = caller;
      calls.add(
          () -> {
            List<Answer> told = new ArrayList<>();
            for (int piece = 0; piece < PIECES; piece++) {
              long sent = System.nanoTime();
              HttpResponse<String> response = null;
              // Who is told that too many others are at it sends again, as he is told.
              for (int node = number + piece; response == null || isCrowded(response); node++) {
                response =
                    nodes
                        .get(node % nodes.size())
                        .post(
                            "ines",
                            "/api/requests/" + caseNumber + "/evidence",
                            treatment(number, piece));
                told.add(new Answer(response, Duration.ofNanos(System.nanoTime() - sent)));
              }
            }
            return told;
          });
    }
    for (Future<List<Answer>> told : callers.invokeAll(calls)) {
      for (Answer answer : told.get()) {
        answers.merge(answer.response.statusCode(), 1, Integer::sum);
        longest = answer.took.compareTo(longest) > 0 ? answer.took : longest;
        assertThat(answer.response.statusCode() == 200 || isCrowded(answer.response))
            .as(answer.response.statusCode() + answer.response.body())
            .isTrue();
      }
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                jdbc.sql("select state from necessity_case where case_number = ?")
                    .param(caseNumber)
                    .query(String.class)
                    .single()
                    .equals("IN_REVIEW"));
    List<String> stored = stored(caseNumber);
    for (int caller = 0; caller < CALLERS; caller++) {
      int number = caller;
      List<String> sent =
          IntStream.range(0, PIECES).mapToObj(piece -> start(number, piece)).toList();
      assertThat(stored.stream().filter(sent::contains))
          .as("of caller " + caller)
          .containsExactlyElementsOf(sent);
    }
  }

  /** Each piece of each caller has a day of its own. */
  private static String start(int caller, int piece) {
    return LocalDate.of(2000, 1, 1).plusDays((long) caller * PIECES + piece).toString();
  }

  private static String treatment(int caller, int piece) {
    return "{\"conservativeTreatment\": [{\"type\": \"BRACING\", \"start\": \"%s\", \"end\": \"2020-01-01\"}]}"
        .formatted(start(caller, piece));
  }

  private List<String> stored(String caseNumber) {
    byte[] request =
        jdbc.sql(
                "select b.BYTES_ from ACT_RU_VARIABLE v join ACT_GE_BYTEARRAY b on b.ID_ = v.BYTEARRAY_ID_ join ACT_RU_EXECUTION e on e.ID_ = v.EXECUTION_ID_"
                    + " where v.NAME_ = 'request' and e.BUSINESS_KEY_ = ? and e.SUPER_EXEC_ is null")
            .param(caseNumber)
            .query(byte[].class)
            .single();
    return RequestJson.restore(new String(request, StandardCharsets.UTF_8))
        .evidence()
        .records("conservativeTreatment")
        .stream()
        .map(treatment -> treatment.field("start").asText())
        .toList();
  }

  private static boolean isCrowded(HttpResponse<String> answer) {
    return answer.statusCode() == 503
        && answer.headers().firstValue("Retry-After").isPresent()
        && answer.body().contains("Many others are changing case");
  }

  private static String open(Node node) throws Exception {
    ObjectNode request = Senders.waiting();
    request
        .put("requestId", UUID.randomUUID().toString())
        .put("receivedAt", Instant.now().minus(PERIOD).plusSeconds(5).toString());
    return JSON.readTree(node.post("ines", "/api/requests", request.toString()).body())
        .get("caseNumber")
        .asText();
  }
}
