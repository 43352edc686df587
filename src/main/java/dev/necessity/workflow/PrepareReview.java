package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Assessment.Criterion;
import dev.necessity.determination.Assessment.Recommendation;
import dev.necessity.request.Request;
import dev.necessity.workflow.ConfirmationForm.Confirmation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    String changed = lastSeen(task).map(before -> changes("**Since the last review was opened**", before, assessment)).orElse("");
    task.getExecution().getProcessInstance().setVariable(CaseVariables.REVIEWED_STATUSES, variables.json(statuses(assessment)));
    clinicians.lastReviewer(task.getProcessInstanceId()).ifPresent(task::setAssignee);
    lay(task, assessment, changed, 0);
    task.setVariableLocal(ReviewForm.DOCUMENT_CHOICES, variables.json(documents.all(task.getProcessInstanceId()).stream().map(document -> choice(document.title(), document.document())).toList()));
    register.move(task.getProcessInstanceId(), CaseState.IN_REVIEW);
  }

  /** Evidence arrived while the review is open: whoever decides it must have seen what changed. */
  void update(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    String changed = lastSeen(task).map(before -> changes("**Since the review was opened evidence arrived**", before, assessment)).orElse("");
    lay(task, assessment, changed, ReviewForm.edition(task) + 1);
  }

  private Optional<Map> lastSeen(DelegateTask task) {
    return variables.find(task, CaseVariables.REVIEWED_STATUSES, Map.class);
  }

  private static Map<String, String> statuses(Assessment assessment) {
    return assessment.criteria().stream().collect(Collectors.toMap(Criterion::id, Criterion::status, (one, other) -> one, LinkedHashMap::new));
  }

  private void lay(DelegateTask task, Assessment assessment, String changed, int edition) {
    task.setVariableLocal("requestSummary", requested(variables.request(task))
        + variables.find(task, CaseVariables.LINK, Link.class).map(PrepareReview::continues).orElse("")
        + variables.find(task, CaseVariables.CONFIRMATION, Confirmation.class).filter(answer -> !answer.confirms()).map(PrepareReview::handedOver).orElse(""));
    task.setVariableLocal("recommendationSummary", recommended(assessment) + changed);
    task.setVariableLocal("criteria", variables.json(rows(assessment)));
    offer(task);
    task.setVariableLocal(ReviewForm.EDITION, edition);
    task.setVariableLocal(ReviewForm.SEEN_CHOICES, variables.json(edition == 0 ? List.of() : List.of(choice("I have seen what changed (" + edition + ")", String.valueOf(edition)))));
  }

  /** What the form asks by, and offers to choose from. */
  void offer(DelegateTask task) {
    Request request = variables.request(task);
    task.setVariableLocal("namesDays", request.requestedSetting() == Request.Setting.AMBULATORY || request.inpatientDays() != null && request.inpatientDays() > 0);
    task.setVariableLocal(SPECIALTIES, variables.json(rules.specialties(request.procedure().code()).stream()
        .map(specialty -> choice(specialty.label(), specialty.code())).toList()));
  }

  private static Map<String, String> choice(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  private static String changes(String since, Map<?, ?> before, Assessment now) {
    String changes = now.criteria().stream().filter(criterion -> !criterion.status().equals(before.get(criterion.id())))
        .map(criterion -> "\n\n" + criterion.title() + ": " + words(before.get(criterion.id())) + " became " + words(criterion.status()) + ". " + criterion.reason())
        .collect(Collectors.joining());
    return "\n\n" + since + (changes.isEmpty() ? "\n\nNo criterion changed." : changes);
  }

  static String requested(Request request) {
    return request.procedure().code() + ", " + words(request.procedure().side() == null ? "no side" : request.procedure().side()) + ", " + words(request.requestedSetting())
        + (request.inpatientDays() == null ? "" : ", " + request.inpatientDays() + " inpatient days")
        + ", diagnoses " + String.join(", ", request.diagnoses());
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
    return words(recommendation.disposition()) + ": " + words(recommendation.procedure()) + ", " + words(recommendation.setting())
        + ", " + recommendation.inpatientDays().toPlainString() + " inpatient days; critical criteria met "
        + assessment.critical().met() + " of " + assessment.critical().total()
        + recommendation.doubts().stream().map(doubt -> "\n\nDoubt: " + doubt.text()).collect(Collectors.joining());
  }

  private static List<Map<String, String>> rows(Assessment assessment) {
    return assessment.criteria().stream()
        .map(criterion -> Map.of("title", criterion.title(), "status", criterion.status(),
            "reason", criterion.reason(), "citation", criterion.citation()))
        .toList();
  }

  static String words(Object code) {
    return code.toString().toLowerCase().replace('_', ' ');
  }
}
