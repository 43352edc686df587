package dev.necessity.web.audit;

import static dev.necessity.web.audit.Markup.at;
import static dev.necessity.web.audit.Markup.el;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTrace.ActStep;
import dev.necessity.audit.trace.CaseTrace.AssessmentStep;
import dev.necessity.audit.trace.CaseTrace.Event;
import dev.necessity.audit.trace.CaseTrace.EvidenceItem;
import dev.necessity.audit.trace.CaseTrace.FiredRule;
import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.audit.trace.CaseTrace.Replacement;
import dev.necessity.audit.trace.CaseTrace.TableStep;
import dev.necessity.audit.trace.CaseTrace.TaskStep;
import dev.necessity.audit.trace.DecisionModels;
import dev.necessity.audit.trace.DecisionModels.Column;
import dev.necessity.audit.trace.DecisionModels.Table;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * One case as a page to read and to print: without scripts, every decision table with the rule that
 * fired marked.
 */
final class CasePage {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'");

  private final CaseTrace trace;
  private final Function<String, Optional<Table>> tables;

  private CasePage(CaseTrace trace, Function<String, Optional<Table>> tables) {
    this.trace = trace;
    this.tables = tables;
  }

  /**
   * The content of the page.
   *
   * @param tables the deployed table of a decision definition
   * @param process the process diagram, empty when its definition is gone
   * @param decisions the diagrams of the policy and of the final tables, none when no policy was
   *     evaluated or its definitions are gone
   */
  static List<Markup> content(
      CaseTrace trace,
      Function<String, Optional<Table>> tables,
      Optional<Diagram> process,
      List<Diagram> decisions) {
    CasePage page = new CasePage(trace, tables);
    List<Markup> parts = new ArrayList<>();
    parts.add(page.contents());
    parts.add(page.findings());
    parts.add(page.summary());
    parts.add(page.timeline());
    process.ifPresent(diagram -> parts.add(page.process(diagram)));
    parts.add(page.criteria());
    parts.add(page.evidence());
    parts.add(page.tasks());
    parts.add(page.acts());
    parts.add(page.notices());
    if (!decisions.isEmpty()) {
      parts.add(page.decisionDiagrams(decisions));
    }
    trace.assessments().forEach(assessment -> parts.add(page.assessment(assessment)));
    return parts;
  }

  private Markup contents() {
    return el(
        "nav",
        at("class", "contents"),
        at("aria-label", "On this page"),
        link("#summary", "Summary"),
        link("#timeline", "Timeline"),
        link("#process", "Path"),
        link("#criteria", "Criteria"),
        link("#evidence", "Evidence"),
        link("#tasks", "Tasks"),
        link("#acts", "Who did what"),
        link("#notices", "Notices"),
        link("#decisions", "Decisions"),
        trace.assessments().stream()
            .map(each -> link("#assessment-" + each.number(), "Assessment " + each.number()))
            .toList());
  }

  /** What can be done with the case. */
  static Markup actions(CaseTrace trace, CsrfToken token) {
    return el(
        "div",
        at("class", "actions"),
        Markup.form(
            trace.caseNumber() + "/recheck",
            token,
            el("button", at("type", "submit"), "Judge again")),
        trace.endedAt() == null
            ? null
            : el(
                "a",
                at("href", "../api/requests/" + trace.caseNumber() + "/bundle"),
                "Export as a bundle"),
        el("a", at("href", "../api/requests/" + trace.caseNumber() + "/trace"), "Trace as JSON"),
        el("a", at("href", trace.caseNumber() + "/reads"), "Who opened it"));
  }

  private static Markup link(String to, String text) {
    return el("a", at("href", to), text);
  }

  private Markup findings() {
    return trace.findings().isEmpty()
        ? null
        : el(
            "section",
            at("class", "findings"),
            at("role", "alert"),
            el("h2", "Findings"),
            el("ul", trace.findings().stream().map(finding -> el("li", finding)).toList()));
  }

  private Markup summary() {
    JsonNode decided = trace.determination();
    List<Markup> rows = new ArrayList<>();
    rows.add(
        row(
            "Received",
            trace.received().receivedAt()
                + ", by "
                + person(trace.received().by())
                + " ("
                + words(trace.received().via())
                + ")"));
    rows.add(row("Request", trace.received().requestId()));
    JsonNode link = trace.received().link();
    if (link != null) {
      rows.add(
          row(
              "Continues",
              "case "
                  + link.path("of").asText()
                  + " ("
                  + words(link.path("kind").asText())
                  + ")"
                  + (link.path("reason").isTextual() ? ": " + link.path("reason").asText() : "")));
    }
    rows.add(
        row(
            "Policy",
            trace.policy().id() == null
                ? "not selected"
                : trace.policy().id()
                    + ", version "
                    + trace.policy().version()
                    + (trace.policy().finalTables() == null
                        ? ""
                        : ", final tables " + trace.policy().finalTables())));
    rows.add(row("Why this policy", trace.policy().reason()));
    if (decided.isObject()) {
      rows.add(
          row(
              "Decision",
              el("strong", words(decided.path("disposition").asText())),
              ": "
                  + words(decided.path("procedure").asText())
                  + ", "
                  + words(decided.path("setting").asText())
                  + ", inpatient days "
                  + decided.path("inpatientDays").asText()));
      rows.add(
          row(
              "Decided",
              decided.path("decidedAt").asText() + ", by " + decidedBy(decided.path("decidedBy"))));
      JsonNode confirmed = decided.path("confirmedBy");
      if (confirmed.isObject()) {
        rows.add(
            row(
                "Confirmed in spite of doubts",
                confirmed.path("name").asText()
                    + " ("
                    + confirmed.path("userId").asText()
                    + "): "
                    + confirmed.path("note").asText()));
      }
      rows.add(
          row(
              "Reasons",
              el(
                  "ul",
                  each(decided.path("reasons"))
                      .map(reason -> el("li", reason.asText()))
                      .toList())));
      if (decided.path("rationale").isTextual()) {
        rows.add(row("Rationale", decided.path("rationale").asText()));
      }
    } else if (trace.withdrawal().isObject()) {
      rows.add(row("Withdrawn", trace.withdrawal().path("reason").asText()));
    } else {
      rows.add(
          row(
              "Decision",
              trace.endedAt() == null ? "not decided yet" : "ended without a determination"));
    }
    return section(
        "summary",
        "Summary",
        el("dl", rows),
        trace.policy().table() == null
            ? null
            : List.of(el("h3", "The catalogue"), table(trace.policy().table())));
  }

  private String decidedBy(JsonNode by) {
    return by.path("kind").asText().equals("POLICY")
        ? "the policy"
        : by.path("name").asText()
            + " ("
            + by.path("userId").asText()
            + "), "
            + by.path("specialty").asText()
            + ", NPI "
            + by.path("npi").asText();
  }

  private static Markup row(String term, Object... values) {
    return el("div", el("dt", term), el("dd", Arrays.asList(values)));
  }

  private Markup timeline() {
    return section(
        "timeline",
        "Timeline",
        Markup.grid(
            "Timeline of the case",
            List.of("When", "What", "Who", "Detail"),
            trace.timeline().stream().map(this::event).toList()));
  }

  private Markup event(Event event) {
    return el(
        "tr",
        at("class", "event " + event.kind()),
        el("td", at("class", "instant"), instant(event.at())),
        el("td", event.text()),
        el("td", event.by() == null ? "" : person(event.by())),
        el("td", event.detail()));
  }

  private Markup process(Diagram diagram) {
    Map<String, String> marks = new HashMap<>();
    trace
        .path()
        .forEach(
            step ->
                marks.merge(
                    step.activity(),
                    step.endedAt() == null ? "waiting" : "passed",
                    (before, now) -> now.equals("waiting") ? now : before));
    Set<String> flows = TakenFlows.of(trace.path(), diagram.edges());
    return section(
        "process",
        "The path through the process",
        el(
            "p",
            "What the case passed is drawn in colour and with heavier lines; the order is in the table below."),
        Markup.scroll(
            "Process diagram",
            CaseDrawing.draw(diagram, "Process diagram with the path of the case", marks, flows)),
        el(
            "details",
            el("summary", "The path as a table"),
            Markup.grid(
                "Path of the case",
                List.of("Entered", "Left", "Activity", "Kind"),
                trace.path().stream().map(CasePage::pathRow).toList())));
  }

  private static Markup pathRow(PathStep step) {
    return el(
        "tr",
        el("td", at("class", "instant"), instant(step.at())),
        el("td", at("class", "instant"), instant(step.endedAt())),
        el("td", step.name() == null ? step.activity() : step.name()),
        el("td", step.type() + (step.cancelled() ? ", cancelled" : "")));
  }

  private Markup criteria() {
    if (!trace.assessment().isObject()) {
      return section("criteria", "Criteria", el("p", "The criteria were not assessed."));
    }
    return section(
        "criteria", "Criteria in the last assessment", state(trace.assessment(), "Criteria"));
  }

  /** Where the case stood by an assessment. */
  private Markup state(JsonNode assessment, String caption) {
    JsonNode critical = assessment.path("critical");
    String missing =
        each(assessment.path("missingDocumentation"))
            .map(document -> document.path("title").asText(document.path("document").asText()))
            .distinct()
            .collect(Collectors.joining("; "));
    return Markup.all(
        List.of(
            el(
                "p",
                "Critical criteria met: "
                    + critical.path("met").asText()
                    + " of "
                    + critical.path("total").asText()
                    + ". Documentation: "
                    + words(assessment.path("documentation").asText())
                    + "."
                    + (missing.isEmpty() ? "" : " Still missing: " + missing + ".")
                    + (assessment.has("whatNext")
                        ? " Next: " + words(assessment.path("whatNext").asText()) + "."
                        : "")),
            Markup.grid(
                caption,
                List.of("Criterion", "Status", "Reason", "Citation", "Rests on"),
                each(assessment.path("criteria")).map(this::criterion).toList())));
  }

  private Markup criterion(JsonNode criterion) {
    return el(
        "tr",
        el(
            "th",
            at("scope", "row"),
            criterion.path("title").asText(),
            criterion.path("critical").asBoolean() ? " (critical)" : ""),
        el("td", status(criterion.path("status").asText())),
        el("td", criterion.path("reason").asText()),
        el("td", criterion.path("citation").asText()),
        el(
            "td",
            each(criterion.path("evidence"))
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "))));
  }

  private static Markup status(String status) {
    return el("span", at("class", "status " + status), words(status));
  }

  private Markup evidence() {
    return section(
        "evidence",
        "Evidence",
        Markup.grid(
            "Evidence records",
            List.of(
                "Record", "Kind", "Source", "Arrived", "Criteria that rest on it", "What it says"),
            trace.evidence().stream().map(CasePage::record).toList()));
  }

  private static Markup record(EvidenceItem item) {
    String source =
        item.source() == null
            ? "not stated"
            : item.source().path("document").asText()
                + (item.source().has("page")
                    ? ", page " + item.source().path("page").asText()
                    : "");
    return el(
        "tr",
        el(
            "th",
            at("scope", "row"),
            item.id(),
            item.replaced() == null ? null : replaced(item.replaced())),
        el("td", item.kind()),
        el("td", source),
        el("td", item.arrivedAt() == null ? "with the request" : instant(item.arrivedAt())),
        el("td", String.join(", ", item.criteria())),
        el("td", fields(item.record())));
  }

  private static Markup replaced(Replacement correction) {
    return el(
        "p",
        "Replaced by "
            + correction.record()
            + ", counts no more"
            + (correction.at() == null ? "; with the request" : "; " + instant(correction.at()))
            + (correction.by() == null ? "" : ", " + correction.by())
            + ": "
            + correction.why());
  }

  private static String fields(JsonNode record) {
    return record.properties().stream()
        .filter(field -> !Set.of("id").contains(field.getKey()))
        .map(field -> field.getKey() + ": " + plain(field.getValue()))
        .collect(Collectors.joining("; "));
  }

  private Markup tasks() {
    return trace.tasks().isEmpty()
        ? section("tasks", "Tasks", el("p", "No person had anything to do."))
        : section(
            "tasks",
            "Tasks",
            Markup.grid(
                "Tasks",
                List.of("Task", "Offered", "Claimed", "Ended", "Entered"),
                trace.tasks().stream().map(this::task).toList()));
  }

  private Markup task(TaskStep task) {
    String entered =
        task.entered().entrySet().stream()
            .map(field -> field.getKey() + ": " + plain(field.getValue()))
            .collect(Collectors.joining("; "));
    return el(
        "tr",
        el("th", at("scope", "row"), task.name()),
        el("td", instant(task.offeredAt()) + ", to " + String.join(", ", task.offeredTo())),
        el(
            "td",
            task.claimedAt() == null
                ? ""
                : instant(task.claimedAt()) + ", " + person(task.claimedBy())),
        el(
            "td",
            words(task.outcome())
                + (task.endedAt() == null ? "" : ", " + instant(task.endedAt()))
                + (task.endedBy() == null ? "" : ", by " + person(task.endedBy()))),
        el("td", entered));
  }

  private Markup acts() {
    return trace.acts().isEmpty()
        ? section("acts", "Who did what", el("p", "Nobody is on record."))
        : section(
            "acts",
            "Who did what",
            Markup.grid(
                "Who did what",
                List.of("What", "As", "Who", "NPI", "When"),
                trace.acts().stream().map(this::act).toList()));
  }

  private Markup act(ActStep act) {
    return el(
        "tr",
        el("th", at("scope", "row"), words(act.act())),
        el("td", words(act.role())),
        el("td", act.by() == null ? "" : person(act.by())),
        el("td", act.npi() == null ? "" : act.npi()),
        el("td", at("class", "instant"), instant(act.at())));
  }

  private Markup notices() {
    return trace.notices().isEmpty()
        ? section("notices", "Notices", el("p", "Nothing was issued."))
        : section(
            "notices",
            "Notices",
            Markup.grid(
                "Notices",
                List.of("What", "To", "Languages", "Issued", "Delivery"),
                trace.notices().stream().map(CasePage::notice).toList()));
  }

  private static Markup notice(CaseTrace.NoticeStep notice) {
    return el(
        "tr",
        el(
            "th",
            at("scope", "row"),
            notice.event().equals("NOTICE") ? "Notice of the decision" : "Extension of the clock"),
        el("td", words(notice.audience())),
        el("td", String.join(", ", notice.languages())),
        el("td", at("class", "instant"), instant(notice.issuedAt())),
        el(
            "td",
            notice.deliveries().isEmpty()
                ? "No channel was switched on; it can be fetched."
                : el("ul", notice.deliveries().stream().map(CasePage::delivery).toList())));
  }

  private static Markup delivery(CaseTrace.Delivery delivery) {
    return el(
        "li",
        words(delivery.channel())
            + ": "
            + words(delivery.state())
            + (delivery.deliveredAt() == null ? "" : ", " + instant(delivery.deliveredAt()))
            + ", tried "
            + delivery.tries()
            + " times"
            + (delivery.error() == null ? "" : "; " + delivery.error()));
  }

  private Markup decisionDiagrams(List<Diagram> diagrams) {
    Map<String, String> marks = new HashMap<>();
    List<AssessmentStep> assessments = trace.assessments();
    assessments
        .get(assessments.size() - 1)
        .tables()
        .forEach(table -> marks.put(table.decision(), "passed"));
    each(trace.assessment().path("criteria"))
        .forEach(
            criterion ->
                marks.put(criterion.path("id").asText(), criterion.path("status").asText()));
    return section(
        "decisions",
        "The decisions of the last assessment",
        el(
            "p",
            "Tables that were evaluated are drawn in colour, criteria in the colour of their status."),
        Markup.all(
            IntStream.range(0, diagrams.size())
                .mapToObj(
                    i ->
                        Markup.scroll(
                            i == 0 ? "Decision diagram" : "Diagram of the final tables",
                            CaseDrawing.draw(
                                diagrams.get(i),
                                i == 0
                                    ? "Decision diagram of the policy with the status of each criterion"
                                    : "Decision diagram of the final tables",
                                marks,
                                Set.of())))
                .toList()));
  }

  private Markup assessment(AssessmentStep assessment) {
    return section(
        "assessment-" + assessment.number(),
        "Assessment " + assessment.number() + ", " + instant(assessment.at()),
        assessment.number() == 1 ? null : changes(assessment),
        stateThen(assessment),
        el(
            "details",
            at("open", "open"),
            el("summary", "Every decision table"),
            assessment.tables().stream().map(this::tableSection).toList()));
  }

  /** The last one is told under the criteria. */
  private Markup stateThen(AssessmentStep assessment) {
    return assessment.number() == trace.assessments().size() || !assessment.state().isObject()
        ? null
        : Markup.all(
            List.of(
                el("h3", "Where the case stood then"),
                state(assessment.state(), "Criteria in assessment " + assessment.number())));
  }

  private Markup changes(AssessmentStep assessment) {
    return el(
        "div",
        at("class", "changes"),
        el("h3", "What changed since the assessment before, and why"),
        el(
            "p",
            assessment.arrived().isEmpty()
                ? "Nothing happened in between that the history names."
                : "In between: " + String.join("; ", assessment.arrived()) + "."),
        assessment.changes().isEmpty()
            ? el("p", "No criterion has another status.")
            : Markup.grid(
                "Criteria that changed",
                List.of(
                    "Criterion", "Before", "After", "Reason", "Inputs that differ", "New records"),
                assessment.changes().stream().map(CasePage::change).toList()),
        assessment.tableChanges().isEmpty()
            ? null
            : Markup.grid(
                "Tables where other rules fired",
                List.of("Table", "No longer fired", "Fired anew"),
                assessment.tableChanges().stream()
                    .map(
                        change ->
                            el(
                                "tr",
                                el("th", at("scope", "row"), change.decision()),
                                el("td", String.join(", ", change.noLonger())),
                                el("td", String.join(", ", change.anew()))))
                    .toList()));
  }

  private static Markup change(CaseTrace.Change change) {
    return el(
        "tr",
        el("th", at("scope", "row"), change.title()),
        el("td", status(change.before())),
        el("td", status(change.after())),
        el("td", change.reason()),
        el(
            "td",
            change.inputs().stream()
                .map(
                    input ->
                        input.label() + ": " + plain(input.before()) + " → " + plain(input.after()))
                .collect(Collectors.joining("; "))),
        el("td", String.join(", ", change.records())));
  }

  private Markup tableSection(TableStep step) {
    return el("section", at("class", "decision"), el("h3", step.decision()), table(step));
  }

  private Markup table(TableStep step) {
    String inputs =
        step.inputs().stream()
            .map(input -> input.label() + " = " + plain(input.value()))
            .collect(Collectors.joining("; "));
    Markup values = el("p", at("class", "inputs"), el("b", "Inputs: "), inputs);
    Markup outputs = el("div", step.rules().stream().map(CasePage::fired).toList());
    return Markup.all(
        List.of(
            values,
            step.rules().isEmpty() ? el("p", "No rule fired.") : outputs,
            tables
                .apply(step.definition())
                .map(table -> rules(table, step))
                .orElse(new Markup(""))));
  }

  private static Markup fired(FiredRule rule) {
    return el(
        "p",
        at("class", "outputs"),
        el("b", "Fired: "),
        rule.description() + " ",
        el("code", rule.id()),
        new Markup("<br>"),
        el("b", "Outputs: "),
        rule.outputs().stream()
            .map(output -> output.label() + " = " + plain(output.value()))
            .collect(Collectors.joining("; ")));
  }

  private static Markup rules(Table table, TableStep step) {
    Set<String> fired = step.rules().stream().map(FiredRule::id).collect(Collectors.toSet());
    List<String> heads = new ArrayList<>(List.of("Rule"));
    table.inputs().stream().map(Column::label).forEach(heads::add);
    table.outputs().stream().map(Column::label).forEach(heads::add);
    heads.add("Annotation");
    List<Markup> rows =
        IntStream.range(0, table.rules().size())
            .mapToObj(i -> rule(table.rules().get(i), i + 1, fired))
            .toList();
    return Markup.grid(
        "Table " + table.decision() + ", hit policy " + table.hitPolicy(), heads, rows);
  }

  private static Markup rule(DecisionModels.Rule rule, int number, Set<String> fired) {
    boolean hit = fired.contains(rule.id());
    return el(
        "tr",
        at("class", hit ? "fired" : "rule"),
        el("th", at("scope", "row"), hit ? "▶ " + number + " fired" : String.valueOf(number)),
        rule.inputs().stream()
            .map(text -> el("td", at("class", "input"), el("code", text)))
            .toList(),
        rule.outputs().stream().map(text -> el("td", el("code", text))).toList(),
        el("td", rule.description()));
  }

  private static Markup section(String id, String title, Object... content) {
    List<Object> parts = new ArrayList<>();
    for (Object part : content) {
      if (part != null) {
        parts.add(part);
      }
    }
    return el("section", at("id", id), el("h2", title), parts);
  }

  private String person(String userId) {
    if (userId == null) {
      return "nobody who was logged in";
    }
    String name = trace.people().getOrDefault(userId, userId);
    return name.equals(userId) ? userId : name + " (" + userId + ")";
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static String plain(JsonNode value) {
    return value == null ? "" : value.isTextual() ? value.asText() : value.toString();
  }

  private static String words(String code) {
    return code == null ? "" : code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String instant(OffsetDateTime instant) {
    return instant == null ? "" : instant.format(INSTANT);
  }
}
