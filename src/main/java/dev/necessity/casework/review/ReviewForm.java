package dev.necessity.casework.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.necessity.assessment.Assessment;
import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.document.PolicyDocuments;
import dev.necessity.casework.document.RequestDocumentation.DocumentRequest;
import dev.necessity.casework.people.Caller;
import dev.necessity.casework.people.Clinician;
import dev.necessity.casework.people.Participants;
import dev.necessity.casework.people.ReviewerNpis;
import dev.necessity.casework.review.ReviewRules.Entered;
import dev.necessity.casework.review.ReviewRules.Specialty;
import dev.necessity.casework.sheet.CaseSheet;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.TaskForm;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * The medical director's review (docs/api.md, "Forms"). What is wrong with a decision as a whole
 * the table {@code reviewProblems} says. Only a member of the medical directors' group can submit
 * it, whatever else somebody may do in the engine: software certifies, only a clinician denies.
 */
@Component
public class ReviewForm implements TaskForm {

  public static final int SHORTEST_TEXT = 20;
  private static final String NOT_STATED = "NOT_STATED";

  /** Ends a review without a decision. */
  public static final String ASK_FOR_DOCUMENTS = "ASK_FOR_DOCUMENTS";

  private static final String WHOLE_DAYS = "give whole days, 0 or more";

  private final CaseVariables variables;
  private final Participants participants;
  private final PolicyDocuments documents;
  private final ReviewRules rules;
  private final ReviewerNpis npis;
  private final Clock clock;

  ReviewForm(
      CaseVariables variables,
      Participants participants,
      PolicyDocuments documents,
      ReviewRules rules,
      ReviewerNpis npis,
      Clock clock) {
    this.variables = variables;
    this.participants = participants;
    this.documents = documents;
    this.rules = rules;
    this.npis = npis;
    this.clock = clock;
  }

  /**
   * A review as the table {@code reviewOutcome} reads it; what the form leaves out is NOT_STATED or
   * 0, never absent.
   *
   * @param requestedDays inpatient days that the request names, 0 if none
   * @param specialtyCode in the list of the table {@code reviewerSpecialties}
   * @param specialtyReason why the reviewer has another specialty than those that are fit for the
   *     procedure, null for who has one of them
   */
  public record Review(
      String decision,
      String procedure,
      String setting,
      BigDecimal inpatientDays,
      String requestedSetting,
      BigDecimal requestedDays,
      String rationale,
      String userId,
      String name,
      String npi,
      String specialty,
      @JsonInclude(JsonInclude.Include.NON_NULL) String specialtyCode,
      @JsonInclude(JsonInclude.Include.NON_NULL) String specialtyReason) {}

  /** What the medical director asks for instead of deciding, and what for. */
  record DocumentsAsked(List<String> documents, String question, String userId, String name) {}

  @Override
  public String taskKey() {
    return CaseTasks.REVIEW;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    String decision =
        FormProblem.oneOf(
            fields, "decision", Set.of("UPHOLD", "OVERTURN", "MODIFY", ASK_FOR_DOCUMENTS));
    boolean asks = decision.equals(ASK_FOR_DOCUMENTS);
    if (asks) {
      ask(task, fields);
    } else {
      decide(task, decision, fields);
    }
    task.getExecution().getProcessInstance().setVariable(CaseVariables.DOCUMENTS_ASKED, asks);
  }

  static int edition(DelegateTask task) {
    return task.getVariableLocal(LaidOut.EDITION.variable()) instanceof Integer edition
        ? edition
        : 0;
  }

  private void ask(DelegateTask task, Map<String, Object> fields) {
    Caller caller = Caller.medicalDirector(task, "decision");
    if (task.getBpmnModelInstance().getModelElementById("reopenDocumentation") == null) {
      throw FormProblem.of(
          "decision",
          "this case follows an earlier version of the process, which cannot ask for documents from here; decide it");
    }
    if (!OffsetDateTime.now(clock)
        .isBefore(OffsetDateTime.parse((String) task.getVariable(CaseVariables.DUE_AT)))) {
      throw FormProblem.of(
          "decision",
          "the limit of the decision clock has passed, so no time is left to ask for documents; decide the case");
    }
    DocumentsAsked asked =
        new DocumentsAsked(
            documents(task, fields),
            FormProblem.text(fields, "question", SHORTEST_TEXT, "say what for"),
            caller.userId(),
            caller.name());
    participants.did(Acts.Kind.ASKED, task, "decision", null, variables.hash(asked));
    task.getExecution()
        .getProcessInstance()
        .setVariable(CaseVariables.DOCUMENTS_ASKED_FOR, variables.json(asked));
  }

  private List<String> documents(DelegateTask task, Map<String, Object> fields) {
    List<String> known =
        documents.all(task.getProcessInstanceId()).stream().map(DocumentRequest::document).toList();
    List<String> asked =
        fields.get("documents") instanceof List<?> some
            ? some.stream().map(Object::toString).distinct().toList()
            : List.of();
    if (asked.isEmpty() || !known.containsAll(asked)) {
      throw FormProblem.of("documents", "choose one or more of " + String.join(", ", known));
    }
    return asked;
  }

  private void decide(DelegateTask task, String decision, Map<String, Object> fields) {
    Clinician reviewer = Clinician.of(task, fields, "decision", npis);
    participants
        .objection(Acts.Kind.REVIEWED, task, reviewer.userId(), reviewer.npi())
        .ifPresent(
            objection -> {
              throw FormProblem.of("decision", objection);
            });
    if (edition(task) > 0 && !String.valueOf(edition(task)).equals(fields.get("seen"))) {
      throw FormProblem.of(
          "seen",
          "evidence arrived since this review was opened; load the review again and say that you have seen what changed");
    }
    Request request = variables.request(task);
    boolean modify = decision.equals("MODIFY");
    String setting =
        modify
            ? FormProblem.oneOf(fields, "setting", Set.of("AMBULATORY", "INPATIENT"))
            : NOT_STATED;
    String procedure =
        modify
            ? FormProblem.oneOf(
                fields, "procedure", Set.of("MEDICALLY_NECESSARY", "NOT_MEDICALLY_NECESSARY"))
            : NOT_STATED;
    BigDecimal days = days(fields);
    String rationale = FormProblem.text(fields, "rationale", SHORTEST_TEXT, "say why");
    String specialtyReason =
        fields.get("specialtyReason") instanceof String reason ? reason.strip() : "";
    Optional<Specialty> specialty =
        rules.specialty(request.procedure().code(), reviewer.specialty());
    rules.check(
        new Entered(
            decision,
            variables.assessment(task).recommendation().disposition(),
            procedure,
            setting,
            days,
            request.requestedSetting().name(),
            requestedDays(request),
            OwnWords.isOnly(said(task), rationale),
            specialty.map(each -> each.fit() ? "FIT" : "OTHER").orElse("NOT_LISTED"),
            specialtyReason.length()));
    Specialty listed = specialty.orElseThrow();
    Review review =
        new Review(
            decision,
            procedure,
            setting,
            days,
            request.requestedSetting().name(),
            requestedDays(request),
            rationale,
            reviewer.userId(),
            reviewer.name(),
            reviewer.npi(),
            listed.name(),
            listed.code(),
            listed.fit() ? null : specialtyReason);
    participants.did(Acts.Kind.REVIEWED, task, "decision", reviewer.npi(), variables.hash(review));
    task.getExecution()
        .getProcessInstance()
        .setVariable(CaseVariables.REVIEW, variables.json(review));
  }

  /** What the policy said, and the form shows. */
  private List<String> said(DelegateTask task) {
    Assessment assessment = variables.assessment(task);
    return Stream.of(
            assessment.recommendation().reasons().stream(),
            assessment.criteria().stream().map(Assessment.Criterion::reason),
            Stream.of(CaseSheet.recommended(assessment)))
        .flatMap(each -> each)
        .toList();
  }

  private static BigDecimal days(Map<String, Object> fields) {
    BigDecimal days = number(fields.get("inpatientDays"));
    if (days.signum() < 0 || days.stripTrailingZeros().scale() > 0) {
      throw FormProblem.of("inpatientDays", WHOLE_DAYS);
    }
    return days;
  }

  private static BigDecimal number(Object value) {
    try {
      return value == null || value.toString().isBlank()
          ? BigDecimal.ZERO
          : new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      throw FormProblem.of("inpatientDays", WHOLE_DAYS);
    }
  }

  private static BigDecimal requestedDays(Request request) {
    return request.inpatientDays() == null
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(request.inpatientDays());
  }
}
