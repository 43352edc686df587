package dev.necessity.casework.review;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.LaidOut;
import dev.necessity.cases.Link;
import dev.necessity.casework.confirm.ConfirmationForm.Confirmation;
import dev.necessity.casework.document.PolicyDocuments;
import dev.necessity.casework.people.Clinicians;
import dev.necessity.casework.review.ReviewRules.Choice;
import dev.necessity.casework.sheet.CaseSheet;
import dev.necessity.casework.sheet.CaseSheet.Change;
import dev.necessity.casework.sheet.RequestSummary;
import dev.necessity.request.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Lays the case out for the medical director's form, with what it offers to choose from. A review
 * that is open again is for whoever had it last. What changed since whoever decides saw it is said.
 */
@Component
public class PrepareReview implements TaskListener {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final Clinicians clinicians;
  private final PolicyDocuments documents;
  private final ReviewRules rules;
  private final CaseSheet sheet;

  PrepareReview(
      CaseVariables variables,
      CaseRegister register,
      Clinicians clinicians,
      PolicyDocuments documents,
      ReviewRules rules,
      CaseSheet sheet) {
    this.variables = variables;
    this.register = register;
    this.clinicians = clinicians;
    this.documents = documents;
    this.rules = rules;
    this.sheet = sheet;
  }

  @Override
  public void notify(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    List<Change> changes = changes(task, assessment);
    task.getExecution()
        .getProcessInstance()
        .setVariable(CaseVariables.REVIEWED_STATUSES, variables.json(statuses(assessment)));
    clinicians.lastReviewer(task.getProcessInstanceId()).ifPresent(task::setAssignee);
    lay(task, assessment, changes, 0);
    register.move(task.getProcessInstanceId(), CaseState.IN_REVIEW);
  }

  /** Something arrived while the review is open: whoever decides it must have seen what changed. */
  void update(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    lay(task, assessment, changes(task, assessment), ReviewForm.edition(task) + 1);
  }

  /**
   * Lays out anew what an earlier version of the application laid out with less; nothing has
   * arrived.
   */
  public void again(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    lay(task, assessment, changes(task, assessment), ReviewForm.edition(task));
  }

  private List<Change> changes(DelegateTask task, Assessment now) {
    Map<?, ?> before =
        variables.find(task, CaseVariables.REVIEWED_STATUSES, Map.class).orElse(statuses(now));
    return now.criteria().stream()
        .filter(criterion -> !criterion.status().equals(before.get(criterion.id())))
        .map(
            criterion ->
                new Change(
                    criterion.title(),
                    RequestSummary.words(before.get(criterion.id())),
                    RequestSummary.words(criterion.status()),
                    criterion.reason()))
        .toList();
  }

  private static Map<String, String> statuses(Assessment assessment) {
    return assessment.criteria().stream()
        .collect(
            Collectors.toMap(
                Criterion::id, Criterion::status, (one, other) -> one, LinkedHashMap::new));
  }

  private void lay(DelegateTask task, Assessment assessment, List<Change> changes, int edition) {
    sheet.lay(task, assessment, remarks(task), changes);
    Request request = variables.request(task);
    LaidOut.EDITION.on(task, edition);
    LaidOut.SEEN_CHOICES.on(
        task,
        variables.json(
            edition == 0
                ? List.of()
                : List.of(
                    new Choice(
                        "I have seen what changed (" + edition + ")", String.valueOf(edition)))));
    LaidOut.DOCUMENT_CHOICES.on(
        task,
        variables.json(
            documents.all(task.getProcessInstanceId()).stream()
                .map(document -> new Choice(document.title(), document.document()))
                .toList()));
    LaidOut.SPECIALTIES.on(task, variables.json(rules.choices(request.procedure().code())));
    LaidOut.NAMES_DAYS.on(
        task,
        request.requestedSetting() == Request.Setting.AMBULATORY
            || request.inpatientDays() != null && request.inpatientDays() > 0);
  }

  private List<String> remarks(DelegateTask task) {
    Optional<String> continues =
        variables
            .find(task, CaseVariables.LINK, Link.class)
            .map(
                link ->
                    (link.kind() == Link.Kind.APPEAL ? "Appeal" : "Reconsideration")
                        + " of case "
                        + link.of()
                        + (link.reason() == null ? "" : ": " + link.reason()));
    Optional<String> handedOver =
        variables
            .find(task, CaseVariables.CONFIRMATION, Confirmation.class)
            .filter(answer -> !answer.confirms())
            .map(answer -> "Handed over by " + answer.name() + ": " + answer.note());
    return Stream.of(continues, handedOver).flatMap(Optional::stream).toList();
  }
}
