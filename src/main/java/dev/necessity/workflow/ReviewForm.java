package dev.necessity.workflow;

import dev.necessity.request.Request;
import dev.necessity.workflow.RequestDocumentation.DocumentRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * The medical director's review (contract, "Forms"). Only a member of the medical directors' group can submit it, whatever
 * else somebody may do in the engine: software certifies, only a clinician denies.
 */
@Component
public class ReviewForm implements TaskForm {

  static final int SHORTEST_TEXT = 20;
  /** How often evidence arrived since the review was opened. */
  public static final String EDITION = "edition";
  public static final String SEEN_CHOICES = "seenChoices";
  public static final String DOCUMENT_CHOICES = "documentChoices";
  private static final String NOT_STATED = "NOT_STATED";
  private static final String ASK_FOR_DOCUMENTS = "ASK_FOR_DOCUMENTS";
  private static final String PEND = "PEND";

  private final CaseVariables variables;
  private final Participants participants;
  private final PolicyDocuments documents;
  private final Clock clock;

  ReviewForm(CaseVariables variables, Participants participants, PolicyDocuments documents, Clock clock) {
    this.variables = variables;
    this.participants = participants;
    this.documents = documents;
    this.clock = clock;
  }

  /**
   * A review as the table {@code reviewOutcome} reads it; what the form leaves out is NOT_STATED or 0, never absent.
   *
   * @param requestedDays inpatient days that the request names, 0 if none
   */
  public record Review(
      String decision, String procedure, String setting, BigDecimal inpatientDays, String requestedSetting, BigDecimal requestedDays,
      String rationale, String userId, String name, String npi, String specialty) {}

  /** What the medical director asks for instead of deciding, and what for. */
  record DocumentsAsked(List<String> documents, String question, String userId, String name) {}

  @Override
  public String taskKey() {
    return CaseTasks.REVIEW;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    String decision = FormProblem.oneOf(fields, "decision", Set.of("UPHOLD", "OVERTURN", "MODIFY", ASK_FOR_DOCUMENTS));
    boolean asks = decision.equals(ASK_FOR_DOCUMENTS);
    if (asks) {
      ask(task, fields);
    } else {
      decide(task, decision, fields);
    }
    task.getExecution().getProcessInstance().setVariable(CaseVariables.DOCUMENTS_ASKED, asks);
  }

  static int edition(DelegateTask task) {
    return task.getVariableLocal(EDITION) instanceof Integer edition ? edition : 0;
  }

  private void ask(DelegateTask task, Map<String, Object> fields) {
    Caller caller = Caller.of(task).filter(who -> who.isIn(CaseTasks.MEDICAL_DIRECTORS)).orElseThrow(() -> FormProblem.of("decision", "only a medical director can do this"));
    if (task.getBpmnModelInstance().getModelElementById("reopenDocumentation") == null) {
      throw FormProblem.of("decision", "this case follows an earlier version of the process, which cannot ask for documents from here; decide it");
    }
    if (!OffsetDateTime.now(clock).isBefore(OffsetDateTime.parse((String) task.getVariable(CaseVariables.DUE_AT)))) {
      throw FormProblem.of("decision", "the limit of the decision clock has passed, so no time is left to ask for documents; decide the case");
    }
    DocumentsAsked asked = new DocumentsAsked(documents(task, fields), FormProblem.text(fields, "question", SHORTEST_TEXT, "say what for"), caller.userId(), caller.name());
    participants.did(Acts.Kind.ASKED, task, "decision", null, variables.hash(asked));
    task.getExecution().getProcessInstance().setVariable(CaseVariables.DOCUMENTS_ASKED_FOR, variables.json(asked));
  }

  private List<String> documents(DelegateTask task, Map<String, Object> fields) {
    List<String> known = documents.all(task.getProcessInstanceId()).stream().map(DocumentRequest::document).toList();
    List<String> asked = fields.get("documents") instanceof List<?> some ? some.stream().map(Object::toString).distinct().toList() : List.of();
    if (asked.isEmpty() || !known.containsAll(asked)) {
      throw FormProblem.of("documents", "choose one or more of " + String.join(", ", known));
    }
    return asked;
  }

  private void decide(DelegateTask task, String decision, Map<String, Object> fields) {
    Clinician reviewer = Clinician.of(task, fields, "decision");
    if (edition(task) > 0 && !String.valueOf(edition(task)).equals(fields.get("seen"))) {
      throw FormProblem.of("seen", "evidence arrived since this review was opened; load the review again and say that you have seen what changed");
    }
    if (decision.equals("UPHOLD") && variables.assessment(task).recommendation().disposition().equals(PEND)) {
      throw FormProblem.of("decision", "the policy recommends nothing while a criterion is unsure; decide yourself, or ask for documents");
    }
    Request request = variables.request(task);
    boolean modify = decision.equals("MODIFY");
    String setting = modify ? FormProblem.oneOf(fields, "setting", Set.of("AMBULATORY", "INPATIENT")) : NOT_STATED;
    Review review = new Review(decision,
        modify ? FormProblem.oneOf(fields, "procedure", Set.of("MEDICALLY_NECESSARY", "NOT_MEDICALLY_NECESSARY")) : NOT_STATED,
        setting, modify ? days(fields, setting) : BigDecimal.ZERO,
        request.requestedSetting().name(), requestedDays(request),
        FormProblem.text(fields, "rationale", SHORTEST_TEXT, "say why"),
        reviewer.userId(), reviewer.name(), reviewer.npi(), reviewer.specialty());
    participants.did(Acts.Kind.REVIEWED, task, "decision", reviewer.npi(), variables.hash(review));
    task.getExecution().getProcessInstance().setVariable(CaseVariables.REVIEW, variables.json(review));
  }

  private static BigDecimal days(Map<String, Object> fields, String setting) {
    BigDecimal days = number(fields.get("inpatientDays"));
    if (setting.equals("AMBULATORY") && days.signum() != 0) {
      throw FormProblem.of("inpatientDays", "an ambulatory procedure has 0 inpatient days");
    }
    if (days.signum() < 0 || days.stripTrailingZeros().scale() > 0) {
      throw FormProblem.of("inpatientDays", "give whole days, 0 or more");
    }
    return days;
  }

  private static BigDecimal number(Object value) {
    try {
      return value == null || value.toString().isBlank() ? BigDecimal.ZERO : new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      throw FormProblem.of("inpatientDays", "give whole days, 0 or more");
    }
  }

  private static BigDecimal requestedDays(Request request) {
    return request.inpatientDays() == null ? BigDecimal.ZERO : BigDecimal.valueOf(request.inpatientDays());
  }
}
