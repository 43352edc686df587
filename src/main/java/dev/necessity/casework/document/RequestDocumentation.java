package dev.necessity.casework.document;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.assessment.Assessment.MissingDocument;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Lists the documents that can still change the answer: those that the policy misses, less those
 * answered as not available.
 */
@Component
public class RequestDocumentation implements JavaDelegate {

  private final CaseVariables variables;
  private final CaseRegister register;

  public RequestDocumentation(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  /**
   * What one documentation task shows: document, title, form and group as the policy's table names
   * them, and why it is asked for.
   */
  public record DocumentRequest(
      String document, String title, String form, String group, String reason) {}

  @Override
  public void execute(DelegateExecution execution) {
    Assessment assessment = variables.assessment(execution);
    Set<String> unavailable = variables.unavailableDocuments(execution);
    List<DocumentRequest> requests =
        assessment.missingDocumentation().stream()
            .filter(missing -> !unavailable.contains(missing.document()))
            .map(
                missing ->
                    new DocumentRequest(
                        missing.document(),
                        missing.title(),
                        missing.form(),
                        missing.group(),
                        reason(assessment, missing)))
            .toList();
    execution.setVariable(CaseVariables.DOCUMENT_REQUESTS, variables.json(requests));
    execution.setVariable(CaseVariables.DOCUMENT_COUNT, requests.size());
    if (!requests.isEmpty()) {
      register.move(execution.getProcessInstanceId(), CaseState.WAITING_FOR_DOCUMENTATION);
    }
  }

  private static String reason(Assessment assessment, MissingDocument missing) {
    return assessment.criteria().stream()
        .filter(criterion -> missing.criteria().contains(criterion.id()))
        .map(Criterion::reason)
        .collect(Collectors.joining("\n\n"));
  }
}
