package dev.necessity.web.workbench;

import dev.necessity.policy.check.Finding;
import dev.necessity.text.Html;
import java.util.List;

/** Findings as a table: where each is, and what to do. */
final class FindingsPage {

  private FindingsPage() {}

  static Html content(List<Finding> findings) {
    if (findings.isEmpty()) {
      return new Html().element("p class=\"good\"", "Nothing found.");
    }
    long errors = findings.stream().filter(Finding::isError).count();
    String summary = count(errors, "error") + ", " + count(findings.size() - errors, "warning");
    return new Html()
        .element(
            errors == 0 ? "p class=\"good\"" : "p class=\"problem\"",
            summary
                + (errors == 0
                    ? ". A warning does not refuse a deployment."
                    : ". A deployment of it would be refused."))
        .raw(table("Findings", findings).toString());
  }

  static Html table(String caption, List<Finding> findings) {
    return PageFrame.table(
        caption,
        List.of("Severity", "Table", "Rule", "Cell", "What is wrong, and what to do"),
        findings.stream()
            .map(
                finding ->
                    List.of(
                        finding.severity().name(),
                        finding.decision().isEmpty() ? finding.file() : finding.decision(),
                        finding.rule(),
                        finding.cell(),
                        finding.message()))
            .toList());
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
