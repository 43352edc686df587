package dev.necessity.casework.talk;

import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Fixes until when a talk is held: the period of the table {@code talkPeriod}, counted from when it
 * was asked for.
 */
@Component
public class RecordTalkPeriod implements ExecutionListener {

  private final CaseVariables variables;

  public RecordTalkPeriod(CaseVariables variables) {
    this.variables = variables;
  }

  @Override
  public void notify(DelegateExecution execution) {
    OffsetDateTime asked =
        OffsetDateTime.parse(
            variables.read(execution, CaseVariables.TALK_ASKED, CaseTalks.Asked.class).askedAt());
    execution.setVariable(
        CaseVariables.DUE_AT,
        CaseVariables.text(asked.plus(Duration.parse((String) DecisionOutput.single(execution)))));
  }
}
