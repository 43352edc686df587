package dev.necessity.cases;

import java.time.OffsetDateTime;
import org.camunda.bpm.engine.task.Task;

/** How a case stands with its decision clock. */
public enum ClockColour {
  /** The case has ended, or its clock is not set yet. */
  STILL,
  IN_TIME,
  /** The clock has warned: the tasks of the case are more urgent than they were. */
  WARNED,
  OVERDUE;

  /**
   * @param dueAt null where no clock runs
   * @param priority the highest of the open tasks
   */
  public static ClockColour of(OffsetDateTime dueAt, int priority, OffsetDateTime now) {
    if (dueAt == null) {
      return STILL;
    }
    if (!dueAt.isAfter(now)) {
      return OVERDUE;
    }
    return priority > Task.PRIORITY_NORMAL ? WARNED : IN_TIME;
  }
}
