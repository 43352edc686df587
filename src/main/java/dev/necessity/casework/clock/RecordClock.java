package dev.necessity.casework.clock;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Turns what the clock tables say into the instants of this case, counted from the receipt as
 * elapsed time (docs/api.md, "Decision clock"). Instants are ISO 8601 with the offset of the
 * receipt.
 */
@Component
public class RecordClock implements ExecutionListener {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final CaseVariables variables;
  private final CaseRegister register;

  public RecordClock(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  /** A warning of the clock: from when on, and what it does to the open tasks. */
  public record Warning(OffsetDateTime at, int share, int priority, String group) {

    /** The same warning of a limit that was moved. */
    Warning within(OffsetDateTime received, Duration limit) {
      return new Warning(received.plus(RecordClock.share(limit, share)), share, priority, group);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void notify(DelegateExecution execution) {
    Map<String, Object> clock = (Map<String, Object>) DecisionOutput.single(execution);
    OffsetDateTime received = variables.instant(execution, CaseVariables.RECEIVED_AT);
    Duration limit = duration(clock, "limit");
    List<Warning> warnings =
        ((List<Map<String, Object>>) clock.get("warnings"))
            .stream()
                .map(
                    warning ->
                        new Warning(
                            received.plus(share(limit, (Number) warning.get("share"))),
                            ((Number) warning.get("share")).intValue(),
                            ((Number) warning.get("priority")).intValue(),
                            (String) warning.get("group")))
                .toList();

    execution.setVariable(CaseVariables.DUE_AT, CaseVariables.text(received.plus(limit)));
    execution.setVariable(
        CaseVariables.DOCUMENTATION_UNTIL,
        CaseVariables.text(received.plus(duration(clock, "documentationPeriod"))));
    execution.setVariable(CaseVariables.DOCUMENTATION, "OPEN");
    execution.setVariable(CaseVariables.EXTENSION_LIMIT, text(clock, "extension"));
    execution.setVariable(
        CaseVariables.EXTENSION_GROUNDS, variables.json(clock.get("extensionGrounds")));
    execution.setVariable(CaseVariables.CLOCK_SCHEDULE, variables.json(warnings));
    EscalateWarning.schedule(execution, variables, warnings);
    register.due(execution.getProcessInstanceId(), received.plus(limit));
  }

  private static Duration duration(Map<String, Object> clock, String name) {
    return Duration.parse(text(clock, name));
  }

  private static String text(Map<String, Object> clock, String name) {
    if (clock.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalStateException(
        "The table decisionClock gives no '"
            + name
            + "' for this urgency and line of business."
            + " Add the missing row, deploy the table, and retry the job.");
  }

  private static Duration share(Duration limit, Number percent) {
    BigDecimal seconds =
        BigDecimal.valueOf(limit.toSeconds()).multiply(new BigDecimal(percent.toString()));
    return Duration.ofSeconds(seconds.divide(HUNDRED, 0, RoundingMode.DOWN).longValueExact());
  }
}
