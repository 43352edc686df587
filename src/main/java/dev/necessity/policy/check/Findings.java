package dev.necessity.policy.check;

import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the findings of one file. */
final class Findings {

  private final String file;
  private final List<Finding> all = new ArrayList<>();
  private final Set<Place> errors = new HashSet<>();

  Findings(String file) {
    this.file = file;
  }

  void error(Check check, Place place, String message) {
    errors.add(place);
    all.add(
        new Finding(
            check, Severity.ERROR, file, place.decision(), place.rule(), place.cell(), message));
  }

  void warning(Check check, Place place, String message) {
    all.add(
        new Finding(
            check, Severity.WARNING, file, place.decision(), place.rule(), place.cell(), message));
  }

  /**
   * Looks for something; where the look itself fails, that is the finding, so that whatever else is
   * looked for is found all the same.
   */
  void look(Place place, Runnable look) {
    try {
      look.run();
    } catch (Budget.ExhaustedException tooMuch) {
      throw tooMuch;
    } catch (RuntimeException unforeseen) {
      error(Check.CHECKED, place, failure(unforeseen));
    }
  }

  /** What is said of a look that failed. */
  static String failure(RuntimeException unforeseen) {
    StackTraceElement[] stack = unforeseen.getStackTrace();
    return "The check fails here ("
        + unforeseen.getClass().getSimpleName()
        + (stack.length == 0
            ? ""
            : " in " + stack[0].getFileName() + ", line " + stack[0].getLineNumber())
        + "), so nobody could vouch for what is written. Open the file in Camunda Modeler and save it again; where that does not help, "
        + "it is a fault of the check: send the file and this sentence to whoever looks after the application.";
  }

  /** Whether an error at exactly this place is known, which others there only follow from. */
  boolean hasErrorAt(Place place) {
    return errors.contains(place);
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
