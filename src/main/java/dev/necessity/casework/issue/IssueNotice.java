package dev.necessity.casework.issue;

import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.DecisionOutput;
import dev.necessity.notice.Issue;
import dev.necessity.outbox.Outbox;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Fixes the instant of the notice, in the offset of the receipt, and the rights that the table
 * {@code noticeRights} gives from then on.
 */
@Component
public class IssueNotice implements ExecutionListener {

  private final CaseVariables variables;
  private final Outbox outbox;
  private final Clock clock;

  public IssueNotice(CaseVariables variables, Outbox outbox, Clock clock) {
    this.variables = variables;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    OffsetDateTime received = variables.instant(execution, CaseVariables.RECEIVED_AT);
    OffsetDateTime now = OffsetDateTime.now(clock).withOffsetSameInstant(received.getOffset());
    execution.setVariable(
        CaseVariables.NOTICE, variables.json(Issue.of(now, DecisionOutput.row(execution))));
    outbox.noticeIssued(execution.getProcessBusinessKey());
  }
}
