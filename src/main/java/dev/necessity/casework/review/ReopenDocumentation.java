package dev.necessity.casework.review;

import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.document.PolicyDocuments;
import dev.necessity.casework.document.RequestDocumentation.DocumentRequest;
import dev.necessity.casework.review.ReviewForm.DocumentsAsked;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Opens the documentation period again for what the medical director asks for, also where it was
 * answered as not available. The period is that share of the time which is left on the clock that
 * it was of the whole before, so that time to decide is left.
 */
@Component
public class ReopenDocumentation implements JavaDelegate {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final PolicyDocuments documents;
  private final Clock clock;

  ReopenDocumentation(
      CaseVariables variables, CaseRegister register, PolicyDocuments documents, Clock clock) {
    this.variables = variables;
    this.register = register;
    this.documents = documents;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DocumentsAsked asked =
        variables.read(execution, CaseVariables.DOCUMENTS_ASKED_FOR, DocumentsAsked.class);
    List<DocumentRequest> requests =
        documents.of(
            execution.getProcessInstanceId(),
            asked.documents(),
            asked.name() + " asks: " + asked.question());
    Map<String, String> unavailable = variables.unavailable(execution);
    asked.documents().forEach(unavailable::remove);
    execution.setVariable(CaseVariables.UNAVAILABLE_DOCUMENTS, variables.json(unavailable));
    execution.setVariable(CaseVariables.DOCUMENTATION, DocumentationPeriod.OPEN.name());
    execution.setVariable(CaseVariables.DOCUMENTATION_UNTIL, CaseVariables.text(until(execution)));
    execution.setVariable(CaseVariables.DOCUMENT_REQUESTS, variables.json(requests));
    execution.setVariable(CaseVariables.DOCUMENT_COUNT, requests.size());
    register.move(execution.getProcessInstanceId(), CaseState.WAITING_FOR_DOCUMENTATION);
  }

  private OffsetDateTime until(DelegateExecution execution) {
    OffsetDateTime received = variables.instant(execution, CaseVariables.RECEIVED_AT);
    return ReopenedPeriod.until(
        received,
        variables.instant(execution, CaseVariables.DOCUMENTATION_UNTIL),
        variables.instant(execution, CaseVariables.DUE_AT),
        OffsetDateTime.now(clock).withOffsetSameInstant(received.getOffset()));
  }
}
