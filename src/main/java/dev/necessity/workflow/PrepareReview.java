package dev.necessity.workflow;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Assessment.Recommendation;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lays the assessment out for the medical director's form: what was requested, what is recommended, and each criterion. */
@Component
public class PrepareReview implements TaskListener {

  private final CaseVariables variables;
  private final CaseRegister register;

  public PrepareReview(CaseVariables variables, CaseRegister register) {
    this.variables = variables;
    this.register = register;
  }

  @Override
  public void notify(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    task.setVariableLocal("requestSummary", requested(variables.request(task))
        + variables.find(task, CaseVariables.LINK, Link.class).map(PrepareReview::continues).orElse(""));
    task.setVariableLocal("recommendationSummary", recommended(assessment));
    task.setVariableLocal("criteria", variables.json(rows(assessment)));
    register.move(task.getProcessInstanceId(), CaseState.IN_REVIEW);
  }

  private static String requested(Request request) {
    return request.procedure().code() + ", " + words(request.procedure().side() == null ? "no side" : request.procedure().side()) + ", " + words(request.requestedSetting())
        + (request.inpatientDays() == null ? "" : ", " + request.inpatientDays() + " inpatient days")
        + ", diagnoses " + String.join(", ", request.diagnoses());
  }

  private static String continues(Link link) {
    return "\n\n" + (link.kind() == Link.Kind.APPEAL ? "Appeal" : "Reconsideration") + " of case " + link.of()
        + (link.reason() == null ? "" : ": " + link.reason());
  }

  private static String recommended(Assessment assessment) {
    Recommendation recommendation = assessment.recommendation();
    return words(recommendation.disposition()) + ": " + words(recommendation.procedure()) + ", " + words(recommendation.setting())
        + ", " + recommendation.inpatientDays().toPlainString() + " inpatient days; critical criteria met "
        + assessment.critical().met() + " of " + assessment.critical().total();
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
