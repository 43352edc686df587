package dev.necessity.web.workbench;

import dev.necessity.policy.check.Finding;
import java.util.List;

/**
 * What a check found, and what comes of it, for the template {@code workbench/findings}.
 *
 * @param errors how many of them would refuse a deployment
 * @param summary one or two sentences
 */
record Findings(long errors, String summary, List<Finding> items) {

  /** Those of one of several files. */
  record OfFile(String name, Findings findings) {}

  static Findings of(List<Finding> findings) {
    if (findings.isEmpty()) {
      return new Findings(0, "Nothing found.", findings);
    }
    long errors = findings.stream().filter(Finding::isError).count();
    return new Findings(
        errors,
        count(errors, "error")
            + ", "
            + count(findings.size() - errors, "warning")
            + (errors == 0
                ? ". A warning does not refuse a deployment."
                : ". A deployment of it would be refused."),
        findings);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
