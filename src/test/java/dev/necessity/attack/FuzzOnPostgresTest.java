package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Postgres;
import dev.necessity.attack.Visitor.Call;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Whatever is sent to any door, on PostgreSQL: no failure of the server, nothing stored for what is
 * refused, nothing of the member in a refusal or in the log, and no trace there. {@code
 * -Dfuzz.inputs} says how many, {@code -Dfuzz.seed} which; what came of them is printed. How long
 * an answer took is no failure unless so many are sent that the machine is for them alone.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@DirtiesContext
class FuzzOnPostgresTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20261128);
  private static final int REPORTED = 20;
  private static final int ALONE = 10_000;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Who opened a case is kept before the answer is known, attempts that are refused among them. */
  private static final String ATTEMPTS = "necessity_case_read";

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }

  @Test
  void nothingThatIsSentMakesTheServerFailOrIsStoredWhenItIsRefused() {
    LoggerFactory.getLogger(getClass()).info("{} inputs with -Dfuzz.seed={}", INPUTS, SEED);
    People.add(engine.getIdentityService());
    BpmnAwareTests.init(engine);
    List<String> known = List.of(open("seed"), open("all-met-ambulatory"), open("seed"));
    Fuzz fuzz = new Fuzz(SEED);
    ApiFuzz api = new ApiFuzz(fuzz, known);
    EngineFuzz engines = new EngineFuzz(fuzz, things(known));
    Visitor door = new Visitor(port);
    String counting = counting();

    List<String> failures = new ArrayList<>();
    Map<Integer, Integer> answers = new TreeMap<>();
    Map<String, Long> atFirst = counts(counting);
    Map<String, Long> stored = atFirst;
    Slowest slowest = new Slowest(Duration.ZERO, "");
    try (Logs logs = new Logs()) {
      long written = written();
      for (int i = 0; i < INPUTS && failures.size() < REPORTED; i++) {
        Call call = fuzz.chance(2) ? api.next() : engines.next();
        long began = System.nanoTime();
        HttpResponse<String> answer = door.send(call);
        slowest =
            slowest.or(
                Duration.ofNanos(System.nanoTime() - began), call.method() + " " + call.path());
        answers.merge(answer.statusCode(), 1, Integer::sum);
        long writtenNow = written();
        Map<String, Long> now = writtenNow == written ? stored : counts(counting);
        wrong(answer, stored, now)
            .ifPresent(problem -> failures.add(problem + " for " + call + ": " + answer.body()));
        stored = now;
        written = writtenNow;
      }
      logs.lines().stream()
          .filter(line -> line.contains(ApiFuzz.MEMBER) || line.contains("\n\tat "))
          .map(line -> "in the log: " + line)
          .limit(REPORTED)
          .forEach(failures::add);
    }
    BpmnAwareTests.reset();
    LoggerFactory.getLogger(getClass())
        .info(
            "{} inputs; answers by status: {}; the slowest took {} ms: {}; stored by what was taken: {}",
            answers.values().stream().mapToInt(Integer::intValue).sum(),
            answers,
            slowest.took().toMillis(),
            slowest.call(),
            changed(atFirst, stored));
    if (INPUTS >= ALONE && slowest.took().compareTo(LONGEST) > 0) {
      failures.add("an answer took " + slowest.took() + ": " + slowest.call());
    }

    SoftAssertions.assertSoftly(softly -> failures.forEach(softly::fail));
  }

  private record Slowest(Duration took, String call) {

    Slowest or(Duration another, String by) {
      return another.compareTo(took) > 0 ? new Slowest(another, by) : this;
    }
  }

  /**
   * The number of the last transaction that may have written something: while it stays, nothing is
   * stored.
   */
  private long written() {
    return jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        .query(Long.class)
        .single();
  }

  private static Optional<String> wrong(
      HttpResponse<String> answer, Map<String, Long> before, Map<String, Long> now) {
    boolean refused = answer.statusCode() >= 400;
    if (answer.statusCode() >= 500) {
      return Optional.of("failed with " + answer.statusCode());
    }
    if (refused && !now.equals(before)) {
      return Optional.of(answer.statusCode() + " but stored " + changed(before, now));
    }
    return refused && answer.body().contains(ApiFuzz.MEMBER)
        ? Optional.of("the member's name in a refusal")
        : Optional.empty();
  }

  /**
   * Things that exist, by what a path of the engine calls them; people and groups are left out, or
   * an administrator deletes who sends.
   */
  private Map<String, List<String>> things(List<String> known) {
    List<String> instances =
        engine.getRuntimeService().createProcessInstanceQuery().list().stream()
            .map(ProcessInstance::getId)
            .toList();
    return Map.of(
        "caseNumber",
        known,
        "instance",
        instances,
        "task",
        engine.getTaskService().createTaskQuery().list().stream().map(Task::getId).toList(),
        "variable",
        engine.getHistoryService().createHistoricVariableInstanceQuery().list().stream()
            .map(HistoricVariableInstance::getId)
            .limit(20)
            .toList(),
        "job",
        engine.getManagementService().createJobQuery().list().stream().map(Job::getId).toList(),
        "filter",
        engine.getFilterService().createFilterQuery().list().stream().map(Filter::getId).toList(),
        "key",
        List.of("priorAuthorization"),
        "definition",
        engine.getRepositoryService().createProcessDefinitionQuery().list().stream()
            .map(ProcessDefinition::getId)
            .toList(),
        "deployment",
        engine.getRepositoryService().createDeploymentQuery().list().stream()
            .map(Deployment::getId)
            .toList(),
        "application",
        List.of("tasklist", "cockpit", "admin"));
  }

  private String open(String example) {
    return CaseDriver.open(engine, cases, reader, example, body -> {}).caseNumber();
  }

  private String counting() {
    List<String> tables =
        jdbc.sql(
                "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1")
            .query(String.class)
            .list();
    assertThat(tables).contains("necessity_case", "act_hi_procinst", ATTEMPTS);
    return tables.stream()
        .filter(table -> !table.equals(ATTEMPTS))
        .map(table -> "select '" + table + "' as name, count(*) as rows from " + table)
        .collect(Collectors.joining(" union all "));
  }

  private Map<String, Long> counts(String counting) {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.sql(counting).query((row, number) -> counts.put(row.getString(1), row.getLong(2))).list();
    return counts;
  }

  private static String changed(Map<String, Long> before, Map<String, Long> now) {
    return now.entrySet().stream()
        .filter(table -> !table.getValue().equals(before.get(table.getKey())))
        .map(table -> table.getKey() + " " + before.get(table.getKey()) + " -> " + table.getValue())
        .collect(Collectors.joining(", "));
  }
}
