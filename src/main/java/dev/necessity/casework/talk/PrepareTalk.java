package dev.necessity.casework.talk;

import dev.necessity.assessment.Determination;
import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.casework.review.ReviewRules;
import dev.necessity.casework.sheet.RequestSummary;
import dev.necessity.notice.NoticeWriter.Matter;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Tells who is to be talked with, and what was decided, on the form of a peer-to-peer talk. */
@Component
public class PrepareTalk implements TaskListener {

  private final CaseVariables variables;
  private final CaseNotices notices;
  private final ReviewRules rules;

  PrepareTalk(CaseVariables variables, CaseNotices notices, ReviewRules rules) {
    this.variables = variables;
    this.notices = notices;
    this.rules = rules;
  }

  @Override
  public void notify(DelegateTask task) {
    CaseTalks.Asked asked = variables.read(task, CaseVariables.TALK_ASKED, CaseTalks.Asked.class);
    task.setVariableLocal(
        "talkSummary",
        asked.clinicianName() + ", NPI " + asked.clinicianNpi() + "\n\n" + asked.reachedAt());
    task.setVariableLocal("decisionSummary", said(decided(task)));
    offer(task);
  }

  /** What the form offers to choose from. */
  public void offer(DelegateTask task) {
    LaidOut.SPECIALTIES.on(
        task, variables.json(rules.choices(decided(task).request().procedure().code())));
  }

  private Matter decided(DelegateTask task) {
    return notices.matter(task.getExecution().getProcessBusinessKey());
  }

  private static String said(Matter matter) {
    Determination decided = matter.determination();
    return RequestSummary.words(decided.disposition())
        + ", "
        + RequestSummary.words(decided.setting())
        + "; critical criteria met "
        + matter.assessment().critical().met()
        + " of "
        + matter.assessment().critical().total()
        + "\n\n"
        + String.join(" ", decided.reasons())
        + (decided.rationale() == null ? "" : "\n\nRationale: " + decided.rationale());
  }
}
