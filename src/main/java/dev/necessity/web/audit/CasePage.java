package dev.necessity.web.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTrace.ActStep;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.EvidenceItem;
import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.audit.trace.CaseTrace.Replacement;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.DecisionModels.Table;
import dev.necessity.web.told.CriteriaState;
import dev.necessity.web.told.Fact;
import dev.necessity.web.told.ToldNotice;
import dev.necessity.web.told.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One case to read and to print, as the template {@code audit/told} shows it: every decision table
 * with the rule that fired marked. Instants, people and codes are in words.
 *
 * @param catalogue the table by which the policy was chosen, null where none was
 * @param process null where its definition is gone
 * @param parts what the page does not show at first, in its order
 * @param criteria null where they were not assessed
 * @param decisions the diagrams of the policy and of the final tables, none where no policy was
 *     evaluated or its definitions are gone
 */
record CasePage(
    String caseNumber,
    boolean ended,
    List<String> findings,
    List<Fact> summary,
    EvaluatedTable catalogue,
    List<Happened> timeline,
    CaseDrawing process,
    List<Passed> path,
    CriteriaState criteria,
    List<Evidence> evidence,
    List<Task> tasks,
    List<Act> acts,
    List<ToldNotice> notices,
    List<CaseDrawing> decisions,
    List<ToldAssessment> assessments,
    List<Part> parts) {

  /**
   * What is read when somebody asks for it.
   *
   * @param name in the address and, of its section, on the page
   * @param assessment null for all other parts
   */
  record Part(String name, String title, ToldAssessment assessment) {}

  /** Empty when there is no such part. */
  Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /**
   * @param kind its class in the stylesheet
   */
  record Happened(String kind, String at, String text, String by, String detail) {}

  /** An activity of the process. */
  record Passed(String entered, String left, String activity, String kind) {}

  /**
   * @param replaced by what and why, null where it still counts
   */
  record Evidence(
      String id,
      String replaced,
      String kind,
      String source,
      String arrived,
      String criteria,
      String says) {}

  record Task(String name, String offered, String claimed, String ended, String entered) {}

  record Act(String act, String role, String by, String npi, String at) {}

  /**
   * @param tables the deployed table of a decision definition
   * @param process the process diagram, empty when its definition is gone
   * @param decisions the diagrams of the policy and of the final tables
   */
  static CasePage of(
      CaseTrace trace,
      Function<String, Optional<Table>> tables,
      Optional<Diagram> process,
      List<Diagram> decisions) {
    Function<TableStep, EvaluatedTable> evaluated =
        step -> EvaluatedTable.of(step, tables.apply(step.definition()));
    Map<String, String> people = trace.people();
    TableStep catalogue = trace.policy().table();
    CaseDrawing way = process.map(diagram -> path(diagram, trace.path())).orElse(null);
    List<CaseDrawing> drawn = decisions.isEmpty() ? List.of() : decisions(trace, decisions);
    List<ToldAssessment> assessments =
        trace.assessments().stream()
            .map(step -> ToldAssessment.of(step, trace.assessments().size(), evaluated))
            .toList();
    return new CasePage(
        trace.caseNumber(),
        trace.endedAt() != null,
        trace.findings(),
        CaseSummary.of(trace),
        catalogue == null ? null : evaluated.apply(catalogue),
        trace.timeline().stream().map(event -> happened(event, people)).toList(),
        way,
        trace.path().stream().map(CasePage::passed).toList(),
        trace.assessment().isObject()
            ? CriteriaState.of(trace.assessment(), firedRules(trace)::get)
            : null,
        trace.evidence().stream().map(CasePage::evidence).toList(),
        trace.tasks().stream().map(task -> task(task, people)).toList(),
        trace.acts().stream().map(act -> act(act, people)).toList(),
        trace.notices().stream().map(ToldNotice::of).toList(),
        drawn,
        assessments,
        parts(way != null, catalogue != null, !drawn.isEmpty(), assessments));
  }

  private static List<Part> parts(
      boolean drawn, boolean chosen, boolean judged, List<ToldAssessment> assessments) {
    Stream<Part> fixed =
        Stream.of(
                new Part("timeline", "Timeline", null),
                drawn ? new Part("process", "Path through the process", null) : null,
                new Part("evidence", "Evidence", null),
                new Part("tasks", "Tasks", null),
                new Part("acts", "Who did what", null),
                new Part("notices", "Notices", null),
                chosen ? new Part("catalogue", "Catalogue of policies", null) : null,
                judged ? new Part("decisions", "Decisions of the last assessment", null) : null)
            .filter(Objects::nonNull);
    return Stream.concat(
            fixed,
            assessments.stream()
                .map(
                    each ->
                        new Part(
                            "assessment-" + each.number(),
                            "Assessment " + each.number() + ", every decision table",
                            each)))
        .toList();
  }

  /** By the criterion, which is the name of its decision. */
  private static Map<String, String> firedRules(CaseTrace trace) {
    return trace.assessments().isEmpty()
        ? Map.of()
        : trace.assessments().get(trace.assessments().size() - 1).tables().stream()
            .collect(
                Collectors.toMap(
                    TableStep::decision,
                    table ->
                        table.rules().stream()
                            .map(rule -> rule.description() + " (" + rule.id() + ")")
                            .collect(Collectors.joining("; ")),
                    (one, other) -> one + "; " + other));
  }

  private static Happened happened(Event event, Map<String, String> people) {
    return new Happened(
        event.kind().name(),
        Words.of(event.at()),
        event.text(),
        event.by() == null ? "" : Words.person(people, event.by()),
        event.detail());
  }

  private static CaseDrawing path(Diagram diagram, List<PathStep> path) {
    Map<String, String> marks = new HashMap<>();
    path.forEach(
        step ->
            marks.merge(
                step.activity(),
                step.endedAt() == null ? "waiting" : "passed",
                (before, now) -> now.equals("waiting") ? now : before));
    return CaseDrawing.of(
        diagram,
        "Process diagram with the path of the case",
        marks,
        TakenFlows.of(path, diagram.edges()));
  }

  private static Passed passed(PathStep step) {
    return new Passed(
        Words.of(step.at()),
        Words.of(step.endedAt()),
        step.name() == null ? step.activity() : step.name(),
        step.type() + (step.cancelled() ? ", cancelled" : ""));
  }

  private static Evidence evidence(EvidenceItem item) {
    return new Evidence(
        item.id(),
        item.replaced() == null ? null : replaced(item.replaced()),
        item.kind(),
        item.source() == null ? "not stated" : source(item.source()),
        item.arrivedAt() == null ? "with the request" : Words.of(item.arrivedAt()),
        Words.list(item.criteria()),
        Words.fields(
            item.record().properties().stream().filter(field -> !field.getKey().equals("id"))));
  }

  private static String source(JsonNode source) {
    return source.path("document").asText()
        + (source.has("page") ? ", page " + source.path("page").asText() : "");
  }

  private static String replaced(Replacement correction) {
    return "Replaced by "
        + correction.record()
        + ", counts no more"
        + (correction.at() == null ? "; with the request" : "; " + Words.of(correction.at()))
        + (correction.by() == null ? "" : ", " + correction.by())
        + ": "
        + correction.why();
  }

  private static Task task(TaskStep task, Map<String, String> people) {
    return new Task(
        task.name(),
        Words.of(task.offeredAt()) + ", to " + Words.list(task.offeredTo()),
        task.claimedAt() == null
            ? ""
            : Words.of(task.claimedAt()) + ", " + Words.person(people, task.claimedBy()),
        Words.of(task.outcome())
            + (task.endedAt() == null ? "" : ", " + Words.of(task.endedAt()))
            + (task.endedBy() == null ? "" : ", by " + Words.person(people, task.endedBy())),
        Words.fields(task.entered().entrySet().stream()));
  }

  private static Act act(ActStep act, Map<String, String> people) {
    return new Act(
        Words.of(act.act()),
        Words.of(act.role()),
        act.by() == null ? "" : Words.person(people, act.by()),
        act.npi(),
        Words.of(act.at()));
  }

  private static List<CaseDrawing> decisions(CaseTrace trace, List<Diagram> diagrams) {
    Map<String, String> marks = new HashMap<>();
    trace
        .assessments()
        .get(trace.assessments().size() - 1)
        .tables()
        .forEach(table -> marks.put(table.decision(), "passed"));
    Words.each(trace.assessment().path("criteria"))
        .forEach(
            criterion ->
                marks.put(criterion.path("id").asText(), criterion.path("status").asText()));
    return IntStream.range(0, diagrams.size())
        .mapToObj(
            i ->
                CaseDrawing.of(
                    diagrams.get(i),
                    i == 0
                        ? "Decision diagram of the policy with the status of each criterion"
                        : "Decision diagram of the final tables",
                    marks,
                    Set.of()))
        .toList();
  }
}
