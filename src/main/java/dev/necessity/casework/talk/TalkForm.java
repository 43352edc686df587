package dev.necessity.casework.talk;

import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseTalks.TalkResult;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.casework.people.Clinician;
import dev.necessity.casework.people.Participants;
import dev.necessity.casework.people.ReviewerNpis;
import dev.necessity.casework.review.ReviewForm;
import dev.necessity.casework.review.ReviewRules;
import dev.necessity.casework.review.ReviewRules.Specialty;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.TaskForm;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * What came of a peer-to-peer talk: {@code outcome}, {@code heldOn}, {@code participants}, {@code
 * summary}, {@code reviewerNpi}, {@code reviewerSpecialty}.
 */
@Component
public class TalkForm implements TaskForm {

  static final String NOT_HELD = "NOT_HELD";

  private final CaseVariables variables;
  private final Participants participants;
  private final CaseNotices notices;
  private final ReviewRules rules;
  private final ReviewerNpis npis;
  private final Clock clock;

  TalkForm(
      CaseVariables variables,
      Participants participants,
      CaseNotices notices,
      ReviewRules rules,
      ReviewerNpis npis,
      Clock clock) {
    this.variables = variables;
    this.participants = participants;
    this.notices = notices;
    this.rules = rules;
    this.npis = npis;
    this.clock = clock;
  }

  @Override
  public String taskKey() {
    return CaseTasks.TALK;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    Clinician director = Clinician.of(task, fields, "outcome", npis);
    participants
        .objection(Acts.Kind.TALKED, task, director.userId(), director.npi())
        .ifPresent(
            objection -> {
              throw FormProblem.of("outcome", objection);
            });
    CaseTalks.Asked asked = variables.read(task, CaseVariables.TALK_ASKED, CaseTalks.Asked.class);
    OffsetDateTime askedAt = OffsetDateTime.parse(asked.askedAt());
    OffsetDateTime now = OffsetDateTime.now(clock).withOffsetSameInstant(askedAt.getOffset());
    String outcome = FormProblem.oneOf(fields, "outcome", Set.of("UPHELD", "REOPENED", NOT_HELD));
    String procedure =
        notices.matter(task.getExecution().getProcessBusinessKey()).request().procedure().code();
    Specialty specialty = rules.listed(procedure, director.specialty());
    boolean held = !outcome.equals(NOT_HELD);
    TalkResult result =
        new TalkResult(
            outcome,
            held ? heldOn(fields, askedAt.toLocalDate(), now.toLocalDate()) : null,
            held ? FormProblem.text(fields, "participants", "say who took part") : null,
            FormProblem.text(
                fields,
                "summary",
                ReviewForm.SHORTEST_TEXT,
                "say what was said and why this came of it"),
            CaseVariables.text(now),
            director.userId(),
            director.name(),
            director.npi(),
            specialty.name());
    if (held) {
      participants.did(Acts.Kind.TALKED, task, "outcome", director.npi(), variables.hash(result));
    }
    task.getExecution().setVariable(CaseVariables.TALK_RESULT, variables.json(result));
    task.getExecution().setVariable(CaseVariables.TALK_OUTCOME, outcome);
  }

  private static String heldOn(Map<String, Object> fields, LocalDate first, LocalDate today) {
    String problem =
        "give the day of the talk, from the day it was asked for (" + first + ") to today";
    String text = FormProblem.text(fields, "heldOn", problem);
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isBefore(first) && !day.isAfter(today)) {
        return day.toString();
      }
    } catch (DateTimeParseException notADate) {
      // said below
    }
    throw FormProblem.of("heldOn", problem);
  }
}
