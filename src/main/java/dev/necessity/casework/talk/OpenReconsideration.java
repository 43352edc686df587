package dev.necessity.casework.talk;

import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.appeal.LinkedCases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** A talk that reopened the decision: opens the linked case, with what was said as its reason. */
@Component
public class OpenReconsideration implements JavaDelegate {

  private final CaseVariables variables;
  private final LinkedCases linked;

  public OpenReconsideration(CaseVariables variables, LinkedCases linked) {
    this.variables = variables;
    this.linked = linked;
  }

  @Override
  public void execute(DelegateExecution execution) {
    CaseTalks.TalkResult talk =
        variables.read(execution, CaseVariables.TALK_RESULT, CaseTalks.TalkResult.class);
    execution.setVariable(
        CaseVariables.RECONSIDERATION,
        linked.reopen(
            execution.getProcessBusinessKey(),
            "peer-to-peer talk on " + talk.heldOn() + ". " + talk.summary(),
            execution.getProcessInstanceId()));
  }
}
