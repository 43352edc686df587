package dev.necessity.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Requests over HTTP into PostgreSQL: this project's settings against Camunda's. */
final class LivePath {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LivePath() {}

  static void compare(Report report, int seconds) throws Exception {
    // Both run on compiled code, whoever comes first: it takes the JVM a minute or two of calls to compile what a request needs.
    measure(false, 2 * seconds);
    measure(true, 2 * seconds);
    Map<String, Load.Result> ours = measure(false, seconds);
    long heap = heapAfterCollection();
    Map<String, Load.Result> shipped = measure(true, seconds);
    List<List<String>> rows = new ArrayList<>();
    ours.forEach((call, result) -> {
      rows.add(row(call, "this project", result, result.perSecond() / shipped.get(call).perSecond()));
      rows.add(row(call, "Camunda as shipped", shipped.get(call), 1));
    });
    report.table("The live path on PostgreSQL", List.of("call", "engine", "requests a second", "p50 ms", "p95 ms", "p99 ms", "ratio"), rows);
    report.table("Heap", List.of("what", "MiB"), List.of(
        List.of("after the load, collected", Report.number(heap / (double) (1 << 20))),
        List.of("limit that the whole run stayed in", Report.number(Runtime.getRuntime().maxMemory() / (double) (1 << 20)))));
  }

  private static List<String> row(String call, String engine, Load.Result result, double ratio) {
    List<String> cells = new ArrayList<>(List.of(call, engine));
    cells.addAll(result.cells());
    cells.add(Report.ratio(ratio));
    return cells;
  }

  private static Map<String, Load.Result> measure(boolean asShipped, int seconds) throws Exception {
    try (ConfigurableApplicationContext application = Application.start(asShipped)) {
      return calls(load(application), seconds);
    }
  }

  static Load load(ConfigurableApplicationContext application) {
    // A database that runs for longer knows how many rows its tables have; a new one plans as if they were empty.
    return new Load(((ServletWebServerApplicationContext) application).getWebServer().getPort(),
        () -> application.getBean(JdbcTemplate.class).execute("analyze"));
  }

  static Map<String, Load.Result> calls(Load load, int seconds) throws Exception {
    Map<String, Load.Result> results = new LinkedHashMap<>();
    results.put("POST /api/requests, certified at once", load.post("ines", "/api/requests", example("all-met-ambulatory", false), seconds));
    results.put("POST /api/requests, the review's case up to its tasks", load.post("ines", "/api/requests", example("seed", true), seconds));
    results.put("POST /api/assessments", load.post("ines", "/api/assessments", example("seed", true), seconds));
    return results;
  }

  /** One of the example requests, each time under a request id of its own. */
  static Supplier<String> example(String name, boolean receivedNow) throws IOException {
    ObjectNode body = (ObjectNode) JSON.readTree(Models.text(Models.REQUESTS.resolve(name + ".json")));
    if (receivedNow) {
      body.remove("receivedAt");
    }
    return () -> body.deepCopy().put("requestId", UUID.randomUUID().toString()).toString();
  }

  private static long heapAfterCollection() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
