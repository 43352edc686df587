package dev.necessity.web.audit;

import static dev.necessity.web.audit.Markup.at;
import static dev.necessity.web.audit.Markup.el;

import dev.necessity.audit.search.CaseIndex.Line;
import dev.necessity.audit.search.CaseIndex.Page;
import dev.necessity.audit.search.Search;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The search for cases: a form and what it found. */
final class SearchPage {

  private SearchPage() {}

  static List<Markup> content(Search search, Page page) {
    return List.of(form(search), results(search, page));
  }

  private static Markup form(Search search) {
    return el(
        "section",
        el("h2", "Find cases"),
        el(
            "form",
            at("class", "search"),
            at("method", "get"),
            at("action", "audit"),
            field("caseNumber", "Case number, or its beginning", "text", search.caseNumber()),
            field("receivedFrom", "Received from (included)", "date", search.receivedFrom()),
            field("receivedTo", "Received before", "date", search.receivedTo()),
            field("policyId", "Policy", "text", search.policyId()),
            field("policyVersion", "Policy version", "text", search.policyVersion()),
            field("disposition", "Disposition, as DO_NOT_CERTIFY", "text", search.disposition()),
            field("criterion", "Criterion, by its id", "text", search.criterion()),
            field("status", "Its last status, as NOT_MET", "text", search.status()),
            field("rule", "Rule that fired, by its id", "text", search.rule()),
            field("person", "Person who acted, by user id", "text", search.person()),
            el("div", el("button", at("type", "submit"), "Find"))));
  }

  private static Markup field(String name, String label, String type, String value) {
    return el(
        "div",
        el("label", at("for", name), label),
        el(
            "input",
            at("id", name),
            at("name", name),
            at("type", type),
            at("value", value == null ? "" : value)));
  }

  private static Markup results(Search search, Page page) {
    Markup found =
        page.items().isEmpty()
            ? el(
                "p",
                at("role", "status"),
                page.total() == 0 ? "No case fits." : "There are no more.")
            : Markup.grid(
                "Cases, newest receipt first",
                List.of("Case", "State", "Policy", "Received", "Ended", "Disposition"),
                page.items().stream().map(SearchPage::row).toList());
    return el(
        "section",
        el("h2", "Cases"),
        page.total() == 0 ? null : el("p", at("role", "status"), total(page)),
        found,
        el(
            "p",
            at("class", "actions"),
            page.page() > 0
                ? el(
                    "a",
                    at("href", "audit?" + query(search) + "page=" + (page.page() - 1)),
                    "Newer")
                : null,
            page.more()
                ? el(
                    "a",
                    at("href", "audit?" + query(search) + "page=" + (page.page() + 1)),
                    "Older")
                : null,
            el("a", at("href", "api/audit/cases.csv?" + query(search)), "All of them as CSV")));
  }

  private static String total(Page page) {
    int first = page.page() * page.size();
    return (page.totalIsMore() ? "More than " : "")
        + String.format(Locale.ROOT, "%,d", page.total())
        + (page.total() == 1 ? " case" : " cases")
        + (page.items().isEmpty()
            ? ""
            : ", " + (first + 1) + " to " + (first + page.items().size()) + " below")
        + ".";
  }

  private static Markup row(Line line) {
    return el(
        "tr",
        el(
            "th",
            at("scope", "row"),
            el("a", at("href", "audit/" + line.caseNumber()), line.caseNumber())),
        el("td", line.state()),
        el("td", line.policyId() == null ? "" : line.policyId() + " " + line.policyVersion()),
        el("td", at("class", "instant"), line.receivedAt()),
        el("td", at("class", "instant"), line.endedAt()),
        el("td", line.disposition()));
  }

  private static String query(Search search) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("caseNumber", search.caseNumber());
    fields.put("receivedFrom", search.receivedFrom());
    fields.put("receivedTo", search.receivedTo());
    fields.put("policyId", search.policyId());
    fields.put("policyVersion", search.policyVersion());
    fields.put("disposition", search.disposition());
    fields.put("criterion", search.criterion());
    fields.put("status", search.status());
    fields.put("rule", search.rule());
    fields.put("person", search.person());
    return fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .map(
            field ->
                field.getKey()
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)
                    + "&")
        .collect(Collectors.joining());
  }
}
