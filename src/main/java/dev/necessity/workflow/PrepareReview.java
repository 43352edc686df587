package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Assessment.Criterion;
import dev.necessity.determination.Assessment.Recommendation;
import dev.necessity.request.Request;
import dev.necessity.workflow.ConfirmationForm.Confirmation;
import dev.necessity.workflow.ReviewRules.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Lays the assessment out for the medical director's form: what was requested, what is recommended, and each criterion. A review that
 * is open again is for whoever had it last. What changed since whoever decides saw it is said.
 */
@Component
public class PrepareReview implements TaskListener {

  static final String SPECIALTIES = "specialties";

  private final CaseVariables variables;
  private final CaseRegister register;
  private final Clinicians clinicians;
  private final PolicyDocuments documents;
  private final ReviewRules rules;

  PrepareReview(CaseVariables variables, CaseRegister register, Clinicians clinicians, PolicyDocuments documents, ReviewRules rules) {
    this.variables = variables;
    this.register = register;
    this.clinicians = clinicians;
    this.documents = documents;
    this.rules = rules;
  }

  @Override
  public void notify(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    List<Change> changes = changes(task, assessment);
    task.getExecution().getProcessInstance().setVariable(CaseVariables.REVIEWED_STATUSES, variables.json(statuses(assessment)));
    clinicians.lastReviewer(task.getProcessInstanceId()).ifPresent(task::setAssignee);
    lay(task, assessment, changes, 0);
    task.setVariableLocal(ReviewForm.DOCUMENT_CHOICES, variables.json(documents.all(task.getProcessInstanceId()).stream().map(document -> new Choice(document.title(), document.document())).toList()));
    register.move(task.getProcessInstanceId(), CaseState.IN_REVIEW);
  }

  /** Something arrived while the review is open: whoever decides it must have seen what changed. */
  void update(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    lay(task, assessment, changes(task, assessment), ReviewForm.edition(task) + 1);
  }

  /** How a criterion stands that stood otherwise when the review was opened, or the one before it. */
  record Change(String title, String before, String now, String reason) {}

  private List<Change> changes(DelegateTask task, Assessment now) {
    Map<?, ?> before = variables.find(task, CaseVariables.REVIEWED_STATUSES, Map.class).orElse(statuses(now));
    return now.criteria().stream().filter(criterion -> !criterion.status().equals(before.get(criterion.id())))
        .map(criterion -> new Change(criterion.title(), RequestSummary.words(before.get(criterion.id())), RequestSummary.words(criterion.status()), criterion.reason())).toList();
  }

  private static Map<String, String> statuses(Assessment assessment) {
    return assessment.criteria().stream().collect(Collectors.toMap(Criterion::id, Criterion::status, (one, other) -> one, LinkedHashMap::new));
  }

  private void lay(DelegateTask task, Assessment assessment, List<Change> changes, int edition) {
    Request request = variables.request(task);
    task.setVariableLocal("requestSummary", RequestSummary.shown(requested(task, request)
        + variables.find(task, CaseVariables.LINK, Link.class).map(PrepareReview::continues).orElse("")
        + variables.find(task, CaseVariables.CONFIRMATION, Confirmation.class).filter(answer -> !answer.confirms()).map(PrepareReview::handedOver).orElse("")));
    task.setVariableLocal("recommendationSummary", recommended(assessment));
    task.setVariableLocal("changes", variables.json(changes));
    task.setVariableLocal("doubts", variables.json(PrepareConfirmation.rows(assessment)));
    task.setVariableLocal("criteria", variables.json(rows(assessment, RequestSummary.records(request.evidence(), variables.mapper()))));
    offer(task);
    task.setVariableLocal(ReviewForm.EDITION, edition);
    task.setVariableLocal(ReviewForm.SEEN_CHOICES, variables.json(edition == 0 ? List.of() : List.of(new Choice("I have seen what changed (" + edition + ")", String.valueOf(edition)))));
  }

  /** What the form asks by, and offers to choose from. */
  void offer(DelegateTask task) {
    Request request = variables.request(task);
    task.setVariableLocal("namesDays", request.requestedSetting() == Request.Setting.AMBULATORY || request.inpatientDays() != null && request.inpatientDays() > 0);
    task.setVariableLocal(SPECIALTIES, variables.json(rules.choices(request.procedure().code())));
  }

  private String requested(DelegateTask task, Request request) {
    Set<String> unavailable = variables.unavailableDocuments(task);
    return RequestSummary.of(request, (String) task.getVariable(CaseVariables.DUE_AT))
        + (unavailable.isEmpty() ? "" : "\n\nAnswered as not available: " + unavailable.stream().sorted().map(RequestSummary::words).collect(Collectors.joining(", ")));
  }

  private static String continues(Link link) {
    return "\n\n" + (link.kind() == Link.Kind.APPEAL ? "Appeal" : "Reconsideration") + " of case " + link.of()
        + (link.reason() == null ? "" : ": " + link.reason());
  }

  private static String handedOver(Confirmation confirmation) {
    return "\n\nHanded over by " + confirmation.name() + ": " + confirmation.note();
  }

  static String recommended(Assessment assessment) {
    Recommendation recommendation = assessment.recommendation();
    return RequestSummary.words(recommendation.disposition()) + ": " + RequestSummary.words(recommendation.procedure()) + ", " + RequestSummary.words(recommendation.setting())
        + ", " + recommendation.inpatientDays().toPlainString() + " inpatient days; critical criteria met "
        + assessment.critical().met() + " of " + assessment.critical().total();
  }

  private static List<Map<String, String>> rows(Assessment assessment, Map<String, String> records) {
    return assessment.criteria().stream()
        .map(criterion -> Map.of("title", criterion.title(), "critical", criterion.critical() ? "critical" : "", "status", criterion.status(),
            "reason", criterion.reason(), "citation", criterion.citation(),
            "records", criterion.evidence().stream().map(id -> id + " (" + records.getOrDefault(id, "") + ")").collect(Collectors.joining("; "))))
        .toList();
  }
}
