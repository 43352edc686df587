package dev.necessity.web.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.TasksOfCase.TaskOfCase;
import dev.necessity.casework.sheet.CaseSheet;
import dev.necessity.casework.sheet.EarlierDecisions;
import dev.necessity.casework.sheet.RequestSummary;
import dev.necessity.notice.RecordWords;
import dev.necessity.notice.RecordWords.Told;
import dev.necessity.notice.Wording;
import dev.necessity.request.EvidenceRecord;
import dev.necessity.web.told.CriteriaState;
import dev.necessity.web.told.DecisionFacts;
import dev.necessity.web.told.Fact;
import dev.necessity.web.told.ToldNotice;
import dev.necessity.web.told.Words;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case as whoever works on it sees it, for the template {@code desk/told}; everything in words.
 *
 * @param handling under which policy, until when, and what became of the request itself
 * @param recommendation null where the policy said nothing yet, or the case is decided
 * @param criteria null until they were assessed
 * @param decision none while there is none
 */
record DeskPage(
    String caseNumber,
    String state,
    ShownClock clock,
    List<Fact> procedure,
    List<Fact> member,
    List<Fact> provider,
    List<Fact> handling,
    List<Fact> decision,
    List<OpenTask> open,
    List<Answer> answers,
    Recommendation recommendation,
    CriteriaState criteria,
    List<Document> documents,
    List<Linked> linked,
    List<Talk> talks,
    List<ToldNotice> notices) {

  /**
   * @param with whom it is: somebody, or the groups it is offered to
   */
  record OpenTask(String name, String with, String due) {}

  /**
   * What came of asking for a document.
   *
   * @param answer that it came, or why it cannot be obtained
   */
  record Answer(String document, String answer, String by, String at) {}

  record Recommendation(
      String words,
      List<String> reasons,
      List<String> doubts,
      List<String> nextSteps,
      List<String> caveats) {}

  /** The records of one kind of document. */
  record Document(String name, List<Record> records) {}

  /**
   * @param replaced by which record and why, empty where it counts
   * @param criteria that rest on it
   */
  record Record(
      String id, String name, String says, String source, String criteria, String replaced) {}

  /**
   * Another case that has to do with this one.
   *
   * @param open whether the reader may open it
   */
  record Linked(
      String caseNumber, boolean open, String about, String state, String by, String why) {}

  record Talk(String with, String reached, String due, String result) {}

  static DeskPage of(CaseOnDesk found, Wording words, OffsetDateTime now) {
    CaseView view = found.view();
    Assessment assessment = found.assessment();
    boolean decided = view.state() == CaseState.DECIDED;
    return new DeskPage(
        view.caseNumber(),
        RequestSummary.words(view.state()),
        ShownClock.of(
            found.ended() || view.clock().dueAt() == null
                ? null
                : OffsetDateTime.parse(view.clock().dueAt()),
            found.tasks().stream()
                .filter(TaskOfCase::isOpen)
                .mapToInt(TaskOfCase::priority)
                .max()
                .orElse(0),
            now),
        RequestFacts.procedure(found.request(), words),
        RequestFacts.member(found.request(), words),
        RequestFacts.provider(found.request()),
        handling(found, words),
        decided ? DecisionFacts.of(view.determination()) : List.of(),
        found.tasks().stream()
            .filter(TaskOfCase::isOpen)
            .map(task -> open(task, found.people(), words))
            .toList(),
        found.tasks().stream()
            .filter(task -> !task.isOpen() && task.key().equals(CaseTasks.OBTAIN_DOCUMENTATION))
            .map(task -> answer(task, found.people(), words))
            .toList(),
        decided || assessment == null ? null : recommendation(assessment),
        assessment == null ? null : CriteriaState.of(view.assessment()),
        documents(found, words),
        linked(found),
        view.talks().stream().map(talk -> talk(talk, words)).toList(),
        found.notices().stream().map(ToldNotice::of).toList());
  }

  private static List<Fact> handling(CaseOnDesk found, Wording words) {
    CaseView view = found.view();
    List<Fact> facts = new ArrayList<>();
    if (view.clock().dueAt() != null) {
      facts.add(Fact.of("Decision due", words.instant(view.clock().dueAt())));
    }
    if (view.clock().documentationUntil() != null && !found.ended()) {
      facts.add(Fact.of("Documents until", words.instant(view.clock().documentationUntil())));
    }
    if (view.extension() != null) {
      facts.add(Fact.of("Extended", extension(view.extension(), found.people(), words)));
    }
    facts.add(
        Fact.of(
            "Policy",
            view.policy() == null
                ? "none"
                : view.policy().id() + ", version " + view.policy().version()));
    if (found.routeReason() != null) {
      facts.add(Fact.of("Why this policy", found.routeReason()));
    }
    if (found.link() != null) {
      facts.add(
          Fact.of(
              "Continues",
              RequestSummary.words(found.link().kind())
                  + " of "
                  + found.link().of()
                  + (found.link().reason() == null ? "" : ": " + found.link().reason())));
    }
    if (found.withdrawal() != null) {
      facts.add(Fact.of("Withdrawn", found.withdrawal().path("reason").asText()));
    }
    return facts;
  }

  private static String extension(JsonNode extension, Map<String, String> people, Wording words) {
    return "by "
        + Words.person(people, extension.path("by").asText())
        + ", from "
        + words.instant(extension.path("dueAtBefore").asText())
        + ": "
        + extension.path("reason").asText();
  }

  private static OpenTask open(TaskOfCase task, Map<String, String> people, Wording words) {
    return new OpenTask(
        task.name(),
        task.assignee() == null
            ? "nobody yet; offered to "
                + task.groups().stream()
                    .map(group -> group.replace('-', ' '))
                    .collect(Collectors.joining(", "))
            : Words.person(people, task.assignee()),
        task.dueAt() == null ? "" : words.instant(task.dueAt().toString()));
  }

  private static Answer answer(TaskOfCase task, Map<String, String> people, Wording words) {
    return new Answer(
        task.name(),
        !task.completed()
            ? "not answered in time"
            : task.unavailableReason() == null
                ? "answered"
                : "not available: " + task.unavailableReason(),
        task.completed() && task.assignee() != null ? Words.person(people, task.assignee()) : "",
        words.instant(task.endedAt().toString()));
  }

  private static Recommendation recommendation(Assessment assessment) {
    return new Recommendation(
        CaseSheet.recommended(assessment),
        assessment.recommendation().reasons(),
        assessment.recommendation().doubts().stream()
            .map(doubt -> doubt.text() + " " + doubt.citation())
            .toList(),
        assessment.nextSteps().stream().map(step -> step.text() + " " + step.citation()).toList(),
        assessment.caveats().stream()
            .map(caveat -> caveat.text() + " " + caveat.citation())
            .toList());
  }

  private static List<Document> documents(CaseOnDesk found, Wording words) {
    Map<String, List<Told>> told =
        RecordWords.of(found.request(), words).stream().collect(Collectors.groupingBy(Told::kind));
    return found.request().evidence().lists().entrySet().stream()
        .map(
            kind ->
                new Document(
                    RecordWords.name(kind.getKey(), words),
                    told.get(kind.getKey()).stream()
                        .map(each -> record(each, kind.getValue(), found.assessment()))
                        .toList()))
        .toList();
  }

  private static Record record(Told told, List<EvidenceRecord> ofKind, Assessment assessment) {
    return new Record(
        told.id(),
        told.name(),
        told.values(),
        told.source().isEmpty() ? "not stated" : told.source(),
        assessment == null
            ? ""
            : assessment.criteria().stream()
                .filter(criterion -> criterion.evidence().contains(told.id()))
                .map(Criterion::title)
                .collect(Collectors.joining("; ")),
        ofKind.stream()
            .filter(other -> told.id().equals(other.replaces()))
            .map(other -> "Replaced by " + other.id() + ", counts no more: " + other.correction())
            .collect(Collectors.joining(" ")));
  }

  private static List<Linked> linked(CaseOnDesk found) {
    Map<String, EarlierDecisions.Decision> decided =
        found.earlier().stream()
            .collect(Collectors.toMap(EarlierDecisions.Decision::caseNumber, decision -> decision));
    Stream<Linked> open =
        Stream.concat(
            found.view().family().stream()
                .filter(relative -> !decided.containsKey(relative.caseNumber()))
                .map(
                    relative ->
                        undecided(
                            found,
                            relative.caseNumber(),
                            relative.kind() == null
                                ? "this request, the first time"
                                : RequestSummary.words(relative.kind()) + " of this request",
                            relative.state())),
            found.view().otherLines().stream()
                .filter(line -> !decided.containsKey(line.caseNumber()))
                .map(
                    line ->
                        undecided(
                            found,
                            line.caseNumber(),
                            "another line of this request",
                            line.state())));
    return Stream.concat(
            open,
            found.earlier().stream()
                .map(
                    decision ->
                        new Linked(
                            decision.caseNumber(),
                            found.mayOpen().contains(decision.caseNumber()),
                            decision.about(),
                            decision.decided(),
                            decision.by(),
                            decision.why())))
        .toList();
  }

  private static Linked undecided(
      CaseOnDesk found, String caseNumber, String about, CaseState state) {
    return new Linked(
        caseNumber,
        found.mayOpen().contains(caseNumber),
        about,
        RequestSummary.words(state),
        "",
        "");
  }

  private static Talk talk(CaseView.Talk talk, Wording words) {
    return new Talk(
        talk.asked().clinicianName() + ", NPI " + talk.asked().clinicianNpi(),
        talk.asked().reachedAt(),
        talk.dueAt() == null ? "" : words.instant(talk.dueAt()),
        talk.result() == null
            ? "not held yet"
            : RequestSummary.words(talk.result().outcome()) + ": " + talk.result().summary());
  }
}
