package dev.necessity.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Callers who send requests, each one again until it is accepted, whatever happens to the servers
 * meanwhile. They keep what they were told, to compare it with what is stored in the end.
 */
final class Senders implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final long PAUSE_MILLIS = 100;

  private final ExecutorService threads;
  private volatile boolean enough;
  private volatile boolean closed;
  private final ObjectNode example;
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final long begun = System.nanoTime();

  /**
   * @param server gives the one to ask at the n-th try of a request
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  Senders(int callers, ObjectNode example, IntFunction<Node> server) {
    this.example = example;
    this.threads = Executors.newFixedThreadPool(callers);
    for (int caller = 0; caller < callers; caller++) {
      int first = caller;
      threads.submit(
          () -> {
            while (!enough) {
              untilAccepted(UUID.randomUUID().toString(), first, server);
            }
            return null;
          });
    }
  }

  static ObjectNode example(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Models.text(Models.REQUESTS.resolve(name + ".json")));
  }

  /** The review's case, received when it is sent: it waits for documents. */
  static ObjectNode waiting() throws IOException {
    ObjectNode request = example("seed");
    request.remove("receivedAt");
    return request;
  }

  /**
   * One that is certified when it arrives, on the day of the example, and so is sealed and
   * delivered.
   */
  static ObjectNode certified() throws IOException {
    return example("all-met-ambulatory");
  }

  private void untilAccepted(String requestId, int first, IntFunction<Node> server)
      throws InterruptedException {
    String body = example.deepCopy().put("requestId", requestId).toString();
    for (int attempt = first; !closed; attempt++) {
      try {
        HttpResponse<String> answer = server.apply(attempt).post("ines", "/api/requests", body);
        count(String.valueOf(answer.statusCode()));
        if (answer.statusCode() / 100 == 2) {
          accepted.put(requestId, JSON.readTree(answer.body()).get("caseNumber").asText());
          return;
        }
      } catch (IOException unreachable) {
        count("no answer");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, any -> new LongAdder()).increment();
  }

  /** The case numbers that were told, by the ids of the requests. */
  Map<String, String> accepted() {
    return Map.copyOf(accepted);
  }

  /** How often each was answered, by its status. */
  Map<String, Long> answers() {
    Map<String, Long> counted = new TreeMap<>();
    answers.forEach((answer, count) -> counted.put(answer, count.sum()));
    return counted;
  }

  void awaitAccepted(int count) {
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> accepted.size() >= count);
  }

  void awaitAnswer(String status) {
    await().atMost(LONGEST).until(() -> answers().containsKey(status));
  }

  /** Begins with no other request, and waits until each that was begun is accepted. */
  void finish() {
    enough = true;
    threads.shutdown();
    await().atMost(LONGEST).until(threads::isTerminated);
  }

  /**
   * For the page of figures: how many were accepted in which time, and what the callers were told
   * besides.
   */
  String figures() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    return "%d accepted in %.0f s (%.0f a second); answers %s"
        .formatted(accepted.size(), seconds, accepted.size() / seconds, answers());
  }

  @Override
  public void close() {
    enough = true;
    closed = true;
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
