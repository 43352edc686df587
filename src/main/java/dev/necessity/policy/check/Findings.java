package dev.necessity.policy.check;

import dev.necessity.policy.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects the findings of one file. */
final class Findings {

  private final String file;
  private final List<Finding> all = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void error(Check check, Place place, String message) {
    all.add(
        new Finding(
            check, Severity.ERROR, file, place.decision(), place.rule(), place.cell(), message));
  }

  void warning(Check check, Place place, String message) {
    all.add(
        new Finding(
            check, Severity.WARNING, file, place.decision(), place.rule(), place.cell(), message));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  /** Where in the file. */
  record Place(String decision, String rule, String cell) {

    static final Place FILE = new Place("", "", "");

    static Place of(String decision) {
      return new Place(decision, "", "");
    }

    Place row(int row, String ruleId) {
      return new Place(decision, "row " + row + (ruleId == null ? "" : ", " + ruleId), cell);
    }

    Place cell(String label) {
      return new Place(decision, rule, label);
    }
  }
}
