package dev.necessity.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.app.door.EnginePath;
import dev.necessity.engine.EngineCommands;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDetail;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;
import org.springframework.util.AntPathMatcher;

/**
 * Which cases an answer of the engine's REST API shows. Whatever is not known to be a list, or to
 * have nothing to do with cases, counts as the content of a case: a call that is added to the
 * engine one day is not missed.
 */
@Component
class ShownCases {

  private static final AntPathMatcher PATHS = new AntPathMatcher();

  /** Definitions, files, people: nothing of a case. */
  private static final List<String> NO_CASE =
      List.of(
          "process-definition/**",
          "decision-definition/**",
          "decision-requirements-definition/**",
          "case-definition/**",
          "deployment/**",
          "user/**",
          "group/**",
          "tenant/**",
          "authorization/**",
          "identity/**",
          "metrics/**",
          "engine",
          "version",
          "telemetry/**",
          "schema/**",
          "batch/**",
          "job-definition/**",
          "history/process-definition/**",
          "history/decision-definition/**",
          "history/batch/**",
          "history/cleanup/**",
          "history/*/report",
          "task/report/**",
          "**/count");

  /** Rows that say that a case is there and where it stands, with nothing of what it holds. */
  private static final List<String> LISTS =
      List.of(
          "task",
          "filter/**",
          "process-instance",
          "execution",
          "job",
          "incident",
          "external-task",
          "event-subscription",
          "history/process-instance",
          "history/task",
          "history/incident",
          "history/job-log",
          "history/decision-instance");

  /**
   * What makes the rows of a list show content: variables of tasks, inputs and outputs of
   * decisions.
   */
  private static final List<String> WITH_CONTENT =
      List.of("InReturn", "includeInputs", "includeOutputs");

  private final EngineCommands engine;
  private final HistoryService history;
  private final ObjectMapper json;

  /**
   * How to find the process instance of a thing that a path names: by what stands before its id.
   */
  private final Map<String, Function<String, String>> instanceOf;

  ShownCases(
      EngineCommands engine,
      HistoryService history,
      ManagementService management,
      ObjectMapper json) {
    this.engine = engine;
    this.history = history;
    this.json = json;
    this.instanceOf =
        Map.of(
            "process-instance", id -> id,
            "task",
                id ->
                    found(
                        history.createHistoricTaskInstanceQuery().taskId(id).singleResult(),
                        HistoricTaskInstance::getProcessInstanceId),
            "execution",
                id ->
                    found(
                        first(
                            history
                                .createHistoricActivityInstanceQuery()
                                .executionId(id)
                                .listPage(0, 1)),
                        HistoricActivityInstance::getProcessInstanceId),
            "variable-instance",
                id ->
                    found(
                        history
                            .createHistoricVariableInstanceQuery()
                            .variableId(id)
                            .disableBinaryFetching()
                            .singleResult(),
                        HistoricVariableInstance::getProcessInstanceId),
            "detail",
                id ->
                    found(
                        history
                            .createHistoricDetailQuery()
                            .detailId(id)
                            .disableBinaryFetching()
                            .singleResult(),
                        HistoricDetail::getProcessInstanceId),
            "decision-instance",
                id ->
                    found(
                        history
                            .createHistoricDecisionInstanceQuery()
                            .decisionInstanceId(id)
                            .singleResult(),
                        HistoricDecisionInstance::getProcessInstanceId),
            "job",
                id ->
                    found(
                        management.createJobQuery().jobId(id).singleResult(),
                        Job::getProcessInstanceId),
            "job-log",
                id ->
                    found(
                        history.createHistoricJobLogQuery().logId(id).singleResult(),
                        HistoricJobLog::getProcessInstanceId));
  }

  static boolean mayBeOfCases(EnginePath call) {
    return !matches(NO_CASE, call);
  }

  /**
   * Whether an answer to a call that may be of cases can show what one holds.
   *
   * @param wishes of the call, as {@link #wishes} gives them
   */
  static boolean mayShow(EnginePath call, String wishes) {
    return !matches(LISTS, call) || WITH_CONTENT.stream().anyMatch(wishes::contains);
  }

  /** Query string (null: none) and body of a call in one spelling, however they were escaped. */
  String wishes(String query, byte[] body) {
    return (query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8))
        + read(body).map(JsonNode::toString).orElse("");
  }

  private static boolean matches(List<String> patterns, EnginePath call) {
    return patterns.stream().anyMatch(pattern -> PATHS.match(pattern, call.path()));
  }

  /** The case numbers behind what the path names and behind every row of the answer. */
  Set<String> in(EnginePath call, byte[] answer) {
    Set<String> instances = new LinkedHashSet<>();
    return engine.run(
        () -> {
          named(call).forEach(instances::add);
          read(answer)
              .ifPresent(
                  tree ->
                      Stream.of("processInstanceId", "rootProcessInstanceId")
                          .forEach(
                              field ->
                                  tree.findValues(field).stream()
                                      .filter(JsonNode::isTextual)
                                      .map(JsonNode::asText)
                                      .forEach(instances::add)));
          Set<String> numbers = new LinkedHashSet<>();
          if (!instances.isEmpty()) {
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceIds(instances)
                .list()
                .stream()
                .map(HistoricProcessInstance::getBusinessKey)
                .filter(Objects::nonNull)
                .forEach(numbers::add);
          }
          return numbers;
        });
  }

  private Stream<String> named(EnginePath call) {
    List<String> segments = call.segments();
    int kind = segments.get(0).equals("history") ? 1 : 0;
    return segments.size() > kind + 1 && instanceOf.containsKey(segments.get(kind))
        ? Stream.ofNullable(instanceOf.get(segments.get(kind)).apply(segments.get(kind + 1)))
        : Stream.empty();
  }

  private Optional<JsonNode> read(byte[] answer) {
    try {
      return Optional.of(json.readTree(answer));
    } catch (IOException file) {
      return Optional.empty();
    }
  }

  private static <T> T first(List<T> rows) {
    return rows.isEmpty() ? null : rows.get(0);
  }

  private static <T> String found(T row, Function<T, String> instance) {
    return row == null ? null : instance.apply(row);
  }
}
