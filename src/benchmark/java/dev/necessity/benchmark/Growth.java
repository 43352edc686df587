package dev.necessity.benchmark;

import dev.necessity.Postgres;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.seal.Sealer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a decided case weighs, and what the live path and the lists cost when many of them are in
 * the database.
 */
final class Growth {

  private static final int CASES = 100;
  private static final int CASES_AS_SHIPPED = 30;
  private static final int VACUUM_EVERY = 10;

  /** Columns that hold the id of something of the case; each copy of a case gets its own. */
  private static final Set<String> IDS =
      Set.of(
          "id_",
          "proc_inst_id_",
          "root_proc_inst_id_",
          "process_instance_id_",
          "execution_id_",
          "parent_act_inst_id_",
          "act_inst_id_",
          "task_id_",
          "dec_inst_id_",
          "root_dec_inst_id_",
          "bytearray_id_",
          "var_inst_id_",
          "job_id_",
          "business_key_",
          "operation_id_");

  private Growth() {}

  static void measure(Report report, int seconds, List<Integer> sizes) throws Exception {
    weigh(report);
    Map<String, Map<Integer, Load.Result>> results = new LinkedHashMap<>();
    List<List<String>> rechecks = new ArrayList<>();
    for (int size : sizes) {
      // Each on a database of its own: the calls leave open cases behind, and only the finished
      // ones shall differ.
      try (ConfigurableApplicationContext application =
          Application.start(Postgres.newDatabase(), false)) {
        deny(application, 1);
        copyADecidedCase(application.getBean(JdbcTemplate.class), size);
        if (size > 0) {
          rechecks.add(recheck(application.getBean(Recheck.class)));
        }
        Load load = LivePath.load(application);
        Map<String, Load.Result> calls = LivePath.calls(load, seconds);
        calls.put("GET /api/requests?size=50", load.get("rita", "/api/requests?size=50", seconds));
        calls.put(
            "task list of the reviewers",
            load.get(
                "rita",
                "/engine-rest/task?candidateGroup=reviewers&sortBy=dueDate&sortOrder=asc&maxResults=50",
                seconds));
        calls.forEach(
            (call, result) ->
                results.computeIfAbsent(call, key -> new LinkedHashMap<>()).put(size, result));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    results.forEach(
        (call, bySize) ->
            bySize.forEach(
                (size, result) ->
                    rows.add(
                        Stream.of(
                                List.of(call, String.format("%,d", size)),
                                result.cells(),
                                List.of(
                                    Report.ratio(
                                        result.p95() / bySize.values().iterator().next().p95())))
                            .flatMap(List::stream)
                            .toList())));
    report.table(
        "With finished cases and their full history in the database",
        List.of(
            "call",
            "finished cases",
            "requests a second",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "p95 to the first"),
        rows);
    report.table(
        "Re-check of every finished case",
        List.of("cases", "seconds", "cases a second", "differences"),
        rechecks);
  }

  private static List<String> recheck(Recheck recheck) {
    long start = System.nanoTime();
    Recheck.Summary summary =
        recheck.recheck(
            OffsetDateTime.now(ZoneOffset.UTC).minusYears(1),
            OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
            different -> {},
            checked -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    return List.of(
        String.format("%,d", summary.checked()),
        Report.number(seconds),
        Report.number(summary.checked() / seconds),
        String.valueOf(summary.different()));
  }

  /** The review's case from its receipt to its denial, many times. */
  private static void weigh(Report report) throws Exception {
    Map<String, Double> ours = bytesOfACase(false, CASES);
    Map<String, Double> shipped = bytesOfACase(true, CASES_AS_SHIPPED);
    List<List<String>> table =
        shipped.entrySet().stream()
            .filter(each -> each.getValue() + ours.get(each.getKey()) > 0)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(
                each ->
                    List.of(
                        each.getKey(),
                        Report.number(ours.get(each.getKey())),
                        Report.number(each.getValue())))
            .collect(Collectors.toCollection(ArrayList::new));
    table.add(List.of("**together**", Report.number(sum(ours)), Report.number(sum(shipped))));
    report.table(
        "Bytes in PostgreSQL for the review's case to its denial, indexes included",
        List.of("table", "this project", "Camunda as shipped"),
        table);
  }

  private static double sum(Map<String, Double> bytes) {
    return bytes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Sealed, and with what the auditors' search finds it by. */
  private static Map<String, Double> bytesOfACase(boolean asShipped, int cases) throws Exception {
    try (ConfigurableApplicationContext application = Application.start(asShipped)) {
      JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
      Sealer sealer = application.getBean(Sealer.class);
      deny(application, cases);
      sealer.sealAll();
      Map<String, Long> before = bytes(jdbc);
      deny(application, cases);
      sealer.sealAll();
      Map<String, Double> grown = new LinkedHashMap<>();
      bytes(jdbc)
          .forEach((table, size) -> grown.put(table, (size - before.get(table)) / (double) cases));
      return grown;
    }
  }

  static void deny(ConfigurableApplicationContext application, int times) throws Exception {
    ProcessEngine engine = application.getBean(ProcessEngine.class);
    Load load = LivePath.load(application);
    JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
    var seed = LivePath.example("seed", true);
    for (int i = 0; i < times; i++) {
      if (i % VACUUM_EVERY == 0) {
        jdbc.execute("vacuum");
      }
      String caseNumber = load.open(seed.get());
      Job over =
          engine
              .getManagementService()
              .createJobQuery()
              .processInstanceId(instance(engine, caseNumber))
              .activityId("documentationPeriodOver")
              .singleResult();
      engine.getManagementService().executeJob(over.getId());
      Task review =
          engine
              .getTaskService()
              .createTaskQuery()
              .processInstanceBusinessKey(caseNumber)
              .singleResult();
      engine.getIdentityService().setAuthentication("mia", List.of("medical-directors"));
      engine
          .getFormService()
          .submitTaskForm(
              review.getId(),
              Map.of(
                  "decision",
                  "UPHOLD",
                  "reviewerNpi",
                  "1487650917",
                  "rationale",
                  "The record does not support the procedure at this time.",
                  "reviewerSpecialty",
                  "Orthopaedic surgery"));
      engine.getIdentityService().clearAuthentication();
    }
  }

  private static String instance(ProcessEngine engine, String caseNumber) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .singleResult()
        .getId();
  }

  private static Map<String, Long> bytes(JdbcTemplate jdbc) {
    jdbc.execute("vacuum");
    Map<String, Long> bytes = new LinkedHashMap<>();
    jdbc.query(
        "select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
        row -> {
          bytes.put(row.getString(1), row.getLong(2));
        });
    return bytes;
  }

  /**
   * Copies the newest decided case, row by row under new ids, until there are {@code to} of them.
   */
  private static void copyADecidedCase(JdbcTemplate jdbc, int to) {
    if (to == 0) {
      return;
    }
    String caseNumber =
        jdbc.queryForObject(
            "select case_number from necessity_case where state = 'DECIDED' and policy_id is not null"
                + " order by received_at desc limit 1",
            String.class);
    copy(jdbc, caseNumber, 0, to);
    jdbc.execute("vacuum analyze");
  }

  /** Copies a case with its history, numbered from {@code from}, not included, to {@code to}. */
  static void copy(JdbcTemplate jdbc, String caseNumber, int from, int to) {
    String instance =
        jdbc.queryForObject(
            "select id_ from act_hi_procinst where business_key_ = ?", String.class, caseNumber);
    for (String table :
        jdbc.queryForList(
            "select distinct table_name from information_schema.columns where table_schema = 'public'"
                + " and column_name = 'root_proc_inst_id_' and (table_name like 'act_hi_%' or table_name = 'act_ge_bytearray')",
            String.class)) {
      List<String> columns =
          jdbc.queryForList(
              "select column_name from information_schema.columns where table_schema = 'public' and table_name = ?",
              String.class,
              table);
      String values =
          columns.stream()
              .map(column -> IDS.contains(column) ? column + " || '-' || n" : column)
              .collect(Collectors.joining(", "));
      jdbc.update(
          "insert into "
              + table
              + " ("
              + String.join(", ", columns)
              + ") select "
              + values
              + " from "
              + table
              + ", generate_series("
              + (from + 1)
              + ", "
              + to
              + ") n where root_proc_inst_id_ = ?",
          instance);
    }
    jdbc.update(
        "insert into necessity_case (case_number, request_id, content_hash, state, policy_id, policy_version, task_groups, received_at, decided_before_acts)"
            + " select case_number || '-' || n, request_id || '-' || n, content_hash, state, policy_id, policy_version, task_groups, received_at - n * interval '1 minute', true"
            + " from necessity_case, generate_series("
            + (from + 1)
            + ", "
            + to
            + ") n where case_number = ?",
        caseNumber);
  }
}
