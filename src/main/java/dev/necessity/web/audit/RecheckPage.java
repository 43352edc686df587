package dev.necessity.web.audit;

import static dev.necessity.web.audit.Markup.at;
import static dev.necessity.web.audit.Markup.el;

import dev.necessity.audit.recheck.Recheck.Difference;
import dev.necessity.audit.recheck.Recheck.Result;
import java.util.ArrayList;
import java.util.List;

/** The result of a re-check. */
final class RecheckPage {

  private RecheckPage() {}

  static List<Markup> content(Result result, String caseHref) {
    List<Markup> parts = new ArrayList<>();
    parts.add(
        el(
            "p",
            at("class", "verdict " + result.standing()),
            at("role", "status"),
            switch (result.standing()) {
              case SAME ->
                  "The stored facts, judged again with version "
                      + result.policy().version()
                      + finalTables(result)
                      + ", give the stored assessment.";
              case DIFFERENT -> "The stored assessment does not stand.";
              case NOT_ASSESSED -> "No policy judged this case: there is nothing to judge again.";
            }));
    parts.add(el("ul", result.findings().stream().map(finding -> el("li", finding)).toList()));
    if (!result.differences().isEmpty()) {
      parts.add(
          Markup.grid(
              "Differences",
              List.of("Where", "Stored", "Judged again"),
              result.differences().stream().map(RecheckPage::row).toList()));
    }
    parts.add(el("p", el("a", at("href", caseHref), "Back to the case")));
    return parts;
  }

  private static String finalTables(Result result) {
    return result.policy().finalTables() == null
        ? ""
        : " and the final tables " + result.policy().finalTables();
  }

  private static Markup row(Difference difference) {
    return el(
        "tr",
        el("th", at("scope", "row"), difference.pointer()),
        el("td", String.valueOf(difference.stored())),
        el("td", String.valueOf(difference.again())));
  }
}
