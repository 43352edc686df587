package dev.necessity.cases;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * What a task's form shows or offers and nobody enters: a variable of the task, laid out when it
 * opens. It says once more what is stored elsewhere, so no history keeps it (docs/adr/0008).
 */
public enum LaidOut {
  REQUEST("requestSummary"),
  RECOMMENDATION("recommendationSummary"),
  /** The tables of the form: a {@link CaseSheet.Sheet}. */
  SHEET("sheet"),
  /** How often evidence arrived since the review was opened. */
  EDITION("edition"),
  SEEN_CHOICES("seenChoices"),
  DOCUMENT_CHOICES("documentChoices"),
  SPECIALTIES("specialties"),
  /** Whether who overturns need not name the days of a stay. */
  NAMES_DAYS("namesDays");

  private final String variable;

  LaidOut(String variable) {
    this.variable = variable;
  }

  /** The name that forms know it by. */
  public String variable() {
    return variable;
  }

  public void on(DelegateTask task, Object value) {
    task.setVariableLocal(variable, value);
  }

  public static Set<String> variables() {
    return Arrays.stream(values()).map(LaidOut::variable).collect(Collectors.toUnmodifiableSet());
  }
}
