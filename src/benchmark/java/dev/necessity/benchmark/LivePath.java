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
  private static final int COUNTED = 20;

  private LivePath() {}

  static void compare(Report report, int seconds) throws Exception {
    // Both run on compiled code, whoever comes first: it takes the JVM a minute or two of calls to
    // compile what a request needs.
    measure(false, 2 * seconds);
    measure(true, 2 * seconds);
    Map<String, Load.Result> ours = measure(false, seconds);
    long heap = heapAfterCollection();
    Map<String, Load.Result> shipped = measure(true, seconds);
    Map<String, Double> rowsOfOurs = rows(false);
    Map<String, Double> rowsAsShipped = rows(true);
    List<List<String>> rows = new ArrayList<>();
    ours.forEach(
        (call, result) -> {
          rows.add(
              row(
                  call,
                  "this project",
                  result,
                  result.perSecond() / shipped.get(call).perSecond()));
          rows.add(row(call, "Camunda as shipped", shipped.get(call), 1));
        });
    report.table(
        "The live path on PostgreSQL",
        List.of("call", "engine", "requests a second", "p50 ms", "p95 ms", "p99 ms", "ratio"),
        rows);
    report.table(
        "Rows that one request writes",
        List.of("call", "this project", "Camunda as shipped"),
        rowsOfOurs.entrySet().stream()
            .map(
                call ->
                    List.of(
                        call.getKey(),
                        Report.number(call.getValue()),
                        Report.number(rowsAsShipped.get(call.getKey()))))
            .toList());
    report.table(
        "Heap",
        List.of("what", "MiB"),
        List.of(
            List.of("after the load, collected", Report.number(heap / (double) (1 << 20))),
            List.of(
                "limit that the whole run stayed in",
                Report.number(Runtime.getRuntime().maxMemory() / (double) (1 << 20)))));
  }

  static List<String> row(String call, String engine, Load.Result result, double ratio) {
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
    // A database that runs for longer knows how many rows its tables have; a new one plans as if
    // they were empty.
    return new Load(
        ((ServletWebServerApplicationContext) application).getWebServer().getPort(),
        () -> application.getBean(JdbcTemplate.class).execute("analyze"));
  }

  static Map<String, Load.Result> calls(Load load, int seconds) throws Exception {
    Map<String, Load.Result> results = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<String>> request : requests().entrySet()) {
      results.put(
          request.getKey(), load.post("ines", "/api/requests", request.getValue(), seconds));
    }
    results.put(
        "POST /api/assessments",
        load.post("ines", "/api/assessments", example("seed", true), seconds));
    return results;
  }

  private static Map<String, Supplier<String>> requests() throws IOException {
    Map<String, Supplier<String>> requests = new LinkedHashMap<>();
    requests.put("POST /api/requests, certified at once", example("all-met-ambulatory", false));
    requests.put("POST /api/requests, the review's case up to its tasks", example("seed", true));
    return requests;
  }

  /** Rows inserted, updated and deleted, by PostgreSQL's own count. */
  private static Map<String, Double> rows(boolean asShipped) throws Exception {
    Map<String, Double> rows = new LinkedHashMap<>();
    try (ConfigurableApplicationContext application = Application.start(asShipped)) {
      Load load = load(application);
      for (Map.Entry<String, Supplier<String>> request : requests().entrySet()) {
        long before = written(application);
        for (int i = 0; i < COUNTED; i++) {
          load.open(request.getValue().get());
        }
        rows.put(request.getKey(), (written(application) - before) / (double) COUNTED);
      }
    }
    return rows;
  }

  private static long written(ConfigurableApplicationContext application)
      throws InterruptedException {
    // A connection tells its count when it has had nothing to do for ten seconds.
    Thread.sleep(12_000);
    return application
        .getBean(JdbcTemplate.class)
        .queryForObject(
            "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables", Long.class);
  }

  /** One of the example requests, each time under a request id of its own. */
  static Supplier<String> example(String name, boolean receivedNow) throws IOException {
    ObjectNode body =
        (ObjectNode) JSON.readTree(Models.text(Models.REQUESTS.resolve(name + ".json")));
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
