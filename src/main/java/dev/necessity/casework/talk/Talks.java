package dev.necessity.casework.talk;

import dev.necessity.cases.CaseChanges;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseTalks.Asked;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.casework.people.Participants;
import dev.necessity.notice.NoticeRights;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.request.Request;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Service;

/**
 * Peer-to-peer talks: after an adverse decision the clinician of the provider talks with a medical
 * director. Each is a run of the process {@code peerToPeerTalk} under the number of the decided
 * case, which stays as it was.
 */
@Service
public class Talks {

  private final CaseNotices notices;
  private final Participants participants;
  private final CaseVariables variables;
  private final CaseTalks known;
  private final CaseChanges changes;
  private final RuntimeService runtime;
  private final Clock clock;

  Talks(
      CaseNotices notices,
      Participants participants,
      CaseVariables variables,
      CaseTalks known,
      CaseChanges changes,
      RuntimeService runtime,
      Clock clock) {
    this.notices = notices;
    this.participants = participants;
    this.variables = variables;
    this.known = known;
    this.changes = changes;
    this.runtime = runtime;
    this.clock = clock;
  }

  /**
   * Asks for a talk, within the period that the notice gave. Asked twice in the same words, it is
   * one talk.
   *
   * @return whether this call asked for it
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when the case is not decided, its notice gives no right to a
   *     talk, the period is over, or another talk about it is still to be held or was held
   */
  public boolean ask(
      String caseNumber, String clinicianName, String clinicianNpi, String reachedAt) {
    return changes.make(
        caseNumber,
        entry -> {
          Matter decided = notices.matter(caseNumber);
          OffsetDateTime now =
              OffsetDateTime.now(clock)
                  .withOffsetSameInstant(decided.issue().issuedAt().getOffset());
          Asked asked = new Asked(clinicianName, clinicianNpi, reachedAt, CaseVariables.text(now));
          List<CaseView.Talk> earlier = known.of(caseNumber);
          if (earlier.stream()
              .anyMatch(talk -> talk.result() == null && talk.asked().sameAs(asked))) {
            return false;
          }
          refuse(caseNumber, decided.issue().rights(), now.toLocalDate(), earlier);
          participants.askedToTalk(caseNumber, clinicianNpi);
          start(caseNumber, decided.request(), asked);
          return true;
        });
  }

  private static void refuse(
      String caseNumber, NoticeRights rights, LocalDate today, List<CaseView.Talk> earlier) {
    LocalDate until =
        Optional.ofNullable(rights.peerToPeerUntil())
            .orElseThrow(
                () ->
                    new CaseConflictException(
                        "The notice of case "
                            + caseNumber
                            + " gives no right to a peer-to-peer talk."));
    if (today.isAfter(until)) {
      throw new CaseConflictException(
          "The period for a peer-to-peer talk about case "
              + caseNumber
              + " ended on "
              + until
              + ".");
    }
    if (earlier.stream().anyMatch(talk -> talk.result() == null)) {
      throw new CaseConflictException(
          "A peer-to-peer talk about case " + caseNumber + " is still to be held.");
    }
    if (earlier.stream().anyMatch(talk -> !talk.result().outcome().equals(TalkForm.NOT_HELD))) {
      throw new CaseConflictException(
          "The peer-to-peer talk about case "
              + caseNumber
              + " was held. Send new evidence as a reconsideration, or appeal.");
    }
  }

  private void start(String caseNumber, Request request, Asked asked) {
    runtime.startProcessInstanceByKey(
        CaseTasks.TALK_PROCESS,
        caseNumber,
        Map.of(
            CaseVariables.TALK_ASKED,
            variables.json(asked),
            CaseVariables.URGENCY,
            request.urgency().name(),
            // Says how long the history of the talk is kept.
            CaseVariables.LINE_OF_BUSINESS,
            request.lineOfBusiness().name()));
  }
}
