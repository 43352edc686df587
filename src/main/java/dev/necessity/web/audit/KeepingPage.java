package dev.necessity.web.audit;

import static dev.necessity.web.audit.Markup.at;
import static dev.necessity.web.audit.Markup.el;

import dev.necessity.audit.reads.CaseReads;
import dev.necessity.audit.retention.Deletions.Deletion;
import dev.necessity.audit.retention.LegalHolds.Hold;
import dev.necessity.audit.retention.LegalHolds.HoldEvent;
import java.util.List;
import org.springframework.security.web.csrf.CsrfToken;

/** What is kept about cases: their reads, legal holds, removals. */
final class KeepingPage {

  private KeepingPage() {}

  static List<Markup> reads(CaseReads.Page found) {
    return List.of(
        el(
            "section",
            el("h2", "Who opened the case"),
            found.items().isEmpty()
                ? none("Nobody opened it.")
                : Markup.grid(
                    "Reads, newest first",
                    List.of("When", "Who", "What"),
                    found.items().stream()
                        .map(
                            read ->
                                el(
                                    "tr",
                                    instant(read.readAt()),
                                    el("td", read.userId()),
                                    el("td", read.what())))
                        .toList()),
            pages("reads", found.page(), found.more())));
  }

  static List<Markup> holds(List<Hold> standing, List<HoldEvent> events, CsrfToken token) {
    return List.of(
        el(
            "section",
            el("h2", "Legal holds that stand"),
            standing.isEmpty()
                ? none("No case is held.")
                : Markup.grid(
                    "Holds, latest first",
                    List.of("Case", "Since", "Placed by", "Reason"),
                    standing.stream()
                        .map(
                            hold ->
                                el(
                                    "tr",
                                    caseCell(hold.caseNumber()),
                                    instant(hold.placedAt()),
                                    el("td", hold.placedBy()),
                                    el("td", hold.reason())))
                        .toList())),
        el(
            "section",
            el("h2", "Place or lift a hold"),
            el(
                "p",
                "For administrators. The history of a held case is not removed, whatever its age."),
            form("holds", token, "place", "Place the hold"),
            form("holds/lift", token, "lift", "Lift the hold")),
        el(
            "section",
            el("h2", "What was placed and lifted"),
            events.isEmpty()
                ? none("No hold was ever placed.")
                : Markup.grid(
                    "Latest first",
                    List.of("When", "Case", "What", "Who", "Reason"),
                    events.stream()
                        .map(
                            event ->
                                el(
                                    "tr",
                                    instant(event.at()),
                                    caseCell(event.caseNumber()),
                                    el("td", event.event()),
                                    el("td", event.userId()),
                                    el("td", event.reason())))
                        .toList())));
  }

  private static Markup form(String action, CsrfToken token, String prefix, String button) {
    return Markup.form(
        action,
        token,
        at("class", "search"),
        field(prefix + "Case", "caseNumber", "Case number", "32"),
        field(prefix + "Reason", "reason", "Reason", "2000"),
        el("div", el("button", at("type", "submit"), button)));
  }

  private static Markup field(String id, String name, String label, String longest) {
    return el(
        "div",
        el("label", at("for", id), label),
        el(
            "input",
            at("id", id),
            at("name", name),
            at("type", "text"),
            at("maxlength", longest),
            at("required", "required")));
  }

  static List<Markup> deletions(List<Deletion> found, int page, boolean more) {
    return List.of(
        el(
            "section",
            el("h2", "Cases whose history was removed"),
            found.isEmpty()
                ? none("No case was removed.")
                : Markup.grid(
                    "Removals, latest first",
                    List.of("Case", "Kept until", "Removed by", "Reads kept until"),
                    found.stream()
                        .map(
                            each ->
                                el(
                                    "tr",
                                    el("th", at("scope", "row"), each.caseNumber()),
                                    instant(each.keepUntil()),
                                    instant(each.removedBy()),
                                    instant(each.readsUntil())))
                        .toList()),
            pages("deletions", page, more)));
  }

  private static Markup pages(String href, int page, boolean more) {
    return el(
        "p",
        at("class", "actions"),
        page > 0 ? el("a", at("href", href + "?page=" + (page - 1)), "Newer") : null,
        more ? el("a", at("href", href + "?page=" + (page + 1)), "Older") : null);
  }

  private static Markup none(String text) {
    return el("p", at("role", "status"), text);
  }

  private static Markup caseCell(String caseNumber) {
    return el("th", at("scope", "row"), el("a", at("href", caseNumber), caseNumber));
  }

  private static Markup instant(Object instant) {
    return el("td", at("class", "instant"), instant);
  }
}
