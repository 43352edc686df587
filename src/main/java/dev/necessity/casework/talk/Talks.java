package dev.necessity.casework.talk;

import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.casework.people.Participants;
import dev.necessity.engine.EngineCommands;
import dev.necessity.notice.NoticeRights;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.request.Request;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Service;

/**
 * Peer-to-peer talks: after an adverse decision the clinician of the provider talks with a medical director. Each is a run of
 * the process {@code peerToPeerTalk} under the number of the decided case, which stays as it was.
 */
@Service
public class Talks {

  private final CaseNotices notices;
  private final Participants participants;
  private final CaseVariables variables;
  private final StoredValues stored;
  private final EngineCommands engine;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final Clock clock;

  Talks(CaseNotices notices, Participants participants, CaseVariables variables, StoredValues stored, EngineCommands engine, RuntimeService runtime,
      HistoryService history, Clock clock) {
    this.notices = notices;
    this.participants = participants;
    this.variables = variables;
    this.stored = stored;
    this.engine = engine;
    this.runtime = runtime;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Who wants to talk.
   *
   * @param reachedAt how and when the clinician can be reached
   * @param askedAt ISO 8601 with the offset of the receipt
   */
  public record Asked(String clinicianName, String clinicianNpi, String reachedAt, String askedAt) {

    boolean sameAs(Asked other) {
      return clinicianName.equals(other.clinicianName) && clinicianNpi.equals(other.clinicianNpi) && reachedAt.equals(other.reachedAt);
    }
  }

  /**
   * Asks for a talk, within the period that the notice gave. Asked twice in the same words, it is one talk.
   *
   * @return whether this call asked for it
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when the case is not decided, its notice gives no right to a talk, the period is over, or
   *     another talk about it is still to be held or was held
   */
  public boolean ask(String caseNumber, String clinicianName, String clinicianNpi, String reachedAt) {
    return engine.change(caseNumber, entry -> {
      Matter decided = notices.matter(caseNumber);
      OffsetDateTime now = OffsetDateTime.now(clock).withOffsetSameInstant(decided.issue().issuedAt().getOffset());
      Asked asked = new Asked(clinicianName, clinicianNpi, reachedAt, CaseVariables.text(now));
      List<CaseView.Talk> earlier = of(caseNumber);
      if (earlier.stream().anyMatch(talk -> talk.result() == null && talk.asked().sameAs(asked))) {
        return false;
      }
      refuse(caseNumber, decided.issue().rights(), now.toLocalDate(), earlier);
      participants.askedToTalk(caseNumber, clinicianNpi);
      start(caseNumber, decided.request(), asked);
      return true;
    });
  }

  private static void refuse(String caseNumber, NoticeRights rights, LocalDate today, List<CaseView.Talk> earlier) {
    LocalDate until = Optional.ofNullable(rights.peerToPeerUntil()).orElseThrow(() -> new CaseConflictException(
        "The notice of case " + caseNumber + " gives no right to a peer-to-peer talk."));
    if (today.isAfter(until)) {
      throw new CaseConflictException("The period for a peer-to-peer talk about case " + caseNumber + " ended on " + until + ".");
    }
    if (earlier.stream().anyMatch(talk -> talk.result() == null)) {
      throw new CaseConflictException("A peer-to-peer talk about case " + caseNumber + " is still to be held.");
    }
    if (earlier.stream().anyMatch(talk -> !talk.result().outcome().equals(TalkForm.NOT_HELD))) {
      throw new CaseConflictException("The peer-to-peer talk about case " + caseNumber + " was held. Send new evidence as a reconsideration, or appeal.");
    }
  }

  private void start(String caseNumber, Request request, Asked asked) {
    runtime.startProcessInstanceByKey(CaseTasks.TALK_PROCESS, caseNumber, Map.of(
        CaseVariables.TALK_ASKED, variables.json(asked), CaseVariables.URGENCY, request.urgency().name(),
        // Says how long the history of the talk is kept.
        CaseVariables.LINE_OF_BUSINESS, request.lineOfBusiness().name()));
  }

  /** The talks about a case, oldest first. */
  public List<CaseView.Talk> of(String caseNumber) {
    return engine.run(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(CaseTasks.TALK_PROCESS)
        .processInstanceBusinessKey(caseNumber).orderByProcessInstanceStartTime().asc().list().stream().map(this::read).toList());
  }

  private CaseView.Talk read(HistoricProcessInstance talk) {
    Values values = stored.of(talk.getId(), CaseVariables.TALK_ASKED, CaseVariables.DUE_AT, CaseVariables.TALK_RESULT, CaseVariables.RECONSIDERATION);
    return new CaseView.Talk(values.json(CaseVariables.TALK_ASKED, Asked.class).orElseThrow(), values.text(CaseVariables.DUE_AT).orElse(null),
        values.json(CaseVariables.TALK_RESULT, TalkForm.Result.class).orElse(null), values.text(CaseVariables.RECONSIDERATION).orElse(null));
  }
}
