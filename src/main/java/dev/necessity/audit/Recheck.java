package dev.necessity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.necessity.determination.Outcome;
import dev.necessity.determination.PolicyRef;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicyNotFoundException;
import dev.necessity.workflow.CaseNotFoundException;
import dev.necessity.workflow.CaseVariables;
import dev.necessity.workflow.EngineCommands;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.impl.DmnEvaluationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.springframework.stereotype.Component;

/**
 * Judges stored facts again with the version of the policy that the case is pinned to. The result must be the stored
 * assessment; whatever differs is a finding.
 */
@Component
public class Recheck {

  private static final String PROCESS = "priorAuthorization";
  private static final String[] STORED = {CaseVariables.FACTS, CaseVariables.ASSESSMENT, CaseVariables.DOCUMENTATION,
      CaseVariables.POLICY_ID, CaseVariables.POLICY_VERSION, CaseVariables.POLICY_DECISION};
  private static final int PAGE = 200;

  private final HistoryService history;
  private final EngineCommands engine;
  private final Policies policies;
  private final HistoryValues values;
  private final ObjectMapper json;

  public Recheck(HistoryService history, EngineCommands engine, Policies policies, HistoryValues values, ObjectMapper json) {
    this.history = history;
    this.engine = engine;
    this.policies = policies;
    this.values = values;
    this.json = json;
  }

  /**
   * The result for one case.
   *
   * @param standing SAME, DIFFERENT, or NOT_ASSESSED where no policy judged the case
   * @param differences empty unless DIFFERENT
   */
  public record Result(String caseNumber, Standing standing, PolicyRef policy, List<Difference> differences, List<String> findings) {

    /** Whether the stored assessment stands. */
    public enum Standing { SAME, DIFFERENT, NOT_ASSESSED }
  }

  /** What was stored and what the tables say today, by a JSON pointer into the assessment. */
  public record Difference(String pointer, JsonNode stored, JsonNode again) {}

  /**
   * The result for a period.
   *
   * @param different the cases whose stored assessment does not stand
   */
  public record Summary(long checked, long same, long notAssessed, List<Result> different) {}

  /** @throws CaseNotFoundException when the history holds no such case */
  public Result recheck(String caseNumber) {
    HistoricProcessInstance instance = engine.run(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(PROCESS)
        .processInstanceBusinessKey(caseNumber).list().stream().findFirst().orElse(null));
    if (instance == null) {
      throw new CaseNotFoundException(caseNumber);
    }
    return recheck(List.of(instance)).get(0);
  }

  /**
   * Checks every case that was started in a period.
   *
   * @param from included
   * @param to not included
   * @param progress told the number of cases checked so far, after each page of cases
   */
  public Summary recheck(OffsetDateTime from, OffsetDateTime to, LongConsumer progress) {
    long same = 0;
    long notAssessed = 0;
    long checked = 0;
    List<Result> different = new ArrayList<>();
    for (List<HistoricProcessInstance> page = page(from, to, 0); !page.isEmpty(); page = page(from, to, (int) checked)) {
      for (Result result : recheck(page)) {
        switch (result.standing()) {
          case SAME -> same++;
          case NOT_ASSESSED -> notAssessed++;
          case DIFFERENT -> different.add(result);
        }
      }
      checked += page.size();
      progress.accept(checked);
    }
    return new Summary(checked, same, notAssessed, different);
  }

  private List<HistoricProcessInstance> page(OffsetDateTime from, OffsetDateTime to, int first) {
    return engine.run(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(PROCESS)
        .startedAfter(Date.from(from.toInstant().minusMillis(1))).startedBefore(Date.from(to.toInstant().minusMillis(1)))
        .orderByProcessInstanceStartTime().asc().orderByProcessInstanceId().asc().listPage(first, PAGE));
  }

  private List<Result> recheck(List<HistoricProcessInstance> cases) {
    Map<String, Map<String, HistoricVariableInstance>> stored = stored(cases);
    return cases.parallelStream()
        .map(instance -> recheck(instance.getBusinessKey(), stored.getOrDefault(instance.getId(), Map.of()))).toList();
  }

  /** The stored values of each case by name, read at once. */
  private Map<String, Map<String, HistoricVariableInstance>> stored(List<HistoricProcessInstance> cases) {
    String[] ids = cases.stream().map(HistoricProcessInstance::getId).toArray(String[]::new);
    return engine.run(() -> {
      Map<String, Map<String, HistoricVariableInstance>> byCase = history.createHistoricVariableInstanceQuery()
          .processInstanceIdIn(ids).variableNameIn(STORED).disableCustomObjectDeserialization().list().stream()
          .filter(variable -> variable.getProcessInstanceId().equals(variable.getActivityInstanceId()))
          .collect(Collectors.groupingBy(HistoricVariableInstance::getProcessInstanceId,
              Collectors.toMap(HistoricVariableInstance::getName, variable -> variable, (one, other) -> one, HashMap::new)));
      // Values are loaded when they are asked for; they must be asked for while the command is open.
      byCase.values().forEach(variables -> variables.values().forEach(HistoricVariableInstance::getTypedValue));
      return byCase;
    });
  }

  private Result recheck(String caseNumber, Map<String, HistoricVariableInstance> stored) {
    List<String> findings = new ArrayList<>();
    JsonNode assessment = value(stored, CaseVariables.ASSESSMENT, findings);
    JsonNode facts = value(stored, CaseVariables.FACTS, findings);
    String decision = value(stored, CaseVariables.POLICY_DECISION, findings).asText();
    PolicyRef policy = new PolicyRef(value(stored, CaseVariables.POLICY_ID, findings).asText(null),
        value(stored, CaseVariables.POLICY_VERSION, findings).asText(null));
    if (findings.isEmpty() && assessment.isNull()) {
      return new Result(caseNumber, Result.Standing.NOT_ASSESSED, policy, List.of(), List.of());
    }
    JsonNode again = findings.isEmpty()
        ? again(decision, policy, facts, value(stored, CaseVariables.DOCUMENTATION, findings), findings) : NullNode.getInstance();
    List<Difference> differences = findings.isEmpty() ? Differences.between(assessment, again) : List.of();
    boolean stands = findings.isEmpty() && differences.isEmpty();
    return new Result(caseNumber, stands ? Result.Standing.SAME : Result.Standing.DIFFERENT, policy, differences, findings);
  }

  private JsonNode again(String decision, PolicyRef policy, JsonNode facts, JsonNode documentation, List<String> findings) {
    try {
      Map<String, Object> result = policies.policy(decision, policy.version())
          .evaluateContext(decision, Map.of("facts", facts, "documentation", documentation.asText()));
      return json.valueToTree(Outcome.of(result, policy, json).assessment());
    } catch (PolicyNotFoundException | DmnEvaluationException failed) {
      findings.add("The facts cannot be judged again: " + failed.getMessage());
      return NullNode.getInstance();
    }
  }

  private JsonNode value(Map<String, HistoricVariableInstance> stored, String name, List<String> findings) {
    HistoricVariableInstance variable = stored.get(name);
    return variable == null ? NullNode.getInstance()
        : values.json("the variable '" + name + "'", variable.getTypedValue(), findings::add);
  }
}
