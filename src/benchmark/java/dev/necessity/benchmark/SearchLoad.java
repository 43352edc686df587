package dev.necessity.benchmark;

import dev.necessity.Postgres;
import dev.necessity.audit.seal.Sealer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the auditors' search costs over the API, with many finished cases and their full history in
 * the database.
 */
final class SearchLoad {

  private static final String ALL = "/api/audit/cases";

  private SearchLoad() {}

  /**
   * What an auditor asks: by the case, by when, and by what happened in it; rarely, always and
   * never found.
   */
  private static Map<String, String> queries(String caseNumber) {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("every case, first page", ALL);
    queries.put("every case, page 100", ALL + "?page=100");
    queries.put("every case, page 1,000", ALL + "?page=1000");
    queries.put("one case by its number", ALL + "?caseNumber=" + caseNumber);
    queries.put("disposition", ALL + "?disposition=DO_NOT_CERTIFY");
    queries.put("disposition, page 100", ALL + "?disposition=DO_NOT_CERTIFY&page=100");
    queries.put("criterion and status", ALL + "?criterion=nicotineStatus&status=MET");
    queries.put(
        "criterion, status, version",
        ALL + "?criterion=nicotineStatus&status=MET&policyVersion=2025-11");
    queries.put(
        "rule that fires in every case", ALL + "?rule=rule_policyCatalog_siJointFusion202511_4");
    queries.put("person who acted", ALL + "?person=mia");
    queries.put(
        "what never happened together",
        ALL + "?disposition=CERTIFY&person=mia&criterion=nicotineStatus&status=MET");
    return queries;
  }

  static void measure(Report report, int seconds, List<Integer> sizes) throws Exception {
    try (ConfigurableApplicationContext application =
        Application.start(Postgres.newDatabase(), false)) {
      JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
      Load load = LivePath.load(application);
      Growth.deny(application, 1);
      load.open(LivePath.example("all-met-ambulatory", false).get());
      application.getBean(Sealer.class).sealAll();
      List<String> kinds =
          jdbc.queryForList("select case_number from necessity_seal order by seq", String.class);
      List<List<String>> rows = new ArrayList<>();
      int before = 0;
      for (int size : sizes) {
        for (String kind : kinds) {
          copy(jdbc, kind, before, size / kinds.size());
        }
        jdbc.execute("vacuum analyze");
        before = size / kinds.size();
        for (Map.Entry<String, String> query : queries(kinds.get(0)).entrySet()) {
          rows.add(
              Stream.of(
                      List.of(query.getKey(), String.format("%,d", size)),
                      load.get("aud", query.getValue(), Math.max(1, seconds / 3)).cells())
                  .flatMap(List::stream)
                  .toList());
        }
      }
      report.table(
          "The auditors' search",
          List.of("query", "finished cases", "requests a second", "p50 ms", "p95 ms", "p99 ms"),
          rows);
    }
  }

  /**
   * A sealed case with its history, its seal and what it is found by; the copies have no chain:
   * each names a seal before it that there is not, as two of one do not follow.
   */
  private static void copy(JdbcTemplate jdbc, String caseNumber, int from, int to) {
    if (to <= from) {
      return;
    }
    Growth.copy(jdbc, caseNumber, from, to);
    String copies = ", generate_series(" + (from + 1) + ", " + to + ") n where case_number = ?";
    jdbc.update(
        "insert into necessity_seal (seq, case_number, process_instance, sealed_at, previous, content, marks, seal)"
            + " select seq + n * 1000, case_number || '-' || n, process_instance || '-' || n, sealed_at, substr(previous, 1, 56) || lpad(n::text, 8, '0'), content, marks, seal from necessity_seal"
            + copies,
        caseNumber);
    jdbc.update(
        "insert into necessity_audit_case (seq, case_number, received_at, policy_id, policy_version, ended_at, disposition, keep_until, terms)"
            + " select seq + n * 1000, case_number || '-' || n, received_at - n * interval '1 minute', policy_id, policy_version, ended_at, disposition, keep_until, terms"
            + " from necessity_audit_case"
            + copies,
        caseNumber);
  }
}
