package dev.necessity.casework.clock;

import dev.necessity.cases.CaseChanges;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.clock.RecordClock.Warning;
import dev.necessity.engine.LoggedIn;
import dev.necessity.outbox.Outbox;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.springframework.stereotype.Service;

/**
 * Extends the decision clock of a case, once, by what the table {@code decisionClock} allows and on
 * a ground that the table {@code extensionGrounds} names: limit, documentation period, open tasks
 * and what is left of the warnings move together.
 */
@Service
public class ClockExtension {

  private static final String NONE = "NONE";
  private static final String DOCUMENTATION_TIMER = "documentationPeriodOver";
  private static final List<String> WARNING_TIMERS = List.of("warningDue", "nextWarningDue");

  private final CaseRegister register;
  private final CaseVariables variables;
  private final CaseChanges changes;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService management;
  private final IdentityService identities;
  private final Outbox outbox;
  private final Clock clock;

  public ClockExtension(
      CaseRegister register,
      CaseVariables variables,
      CaseChanges changes,
      RuntimeService runtime,
      TaskService tasks,
      ManagementService management,
      IdentityService identities,
      Outbox outbox,
      Clock clock) {
    this.register = register;
    this.variables = variables;
    this.changes = changes;
    this.runtime = runtime;
    this.tasks = tasks;
    this.management = management;
    this.identities = identities;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What is kept of an extension: why, by whom and when, and the limit before and after; instants
   * in the offset of the receipt.
   *
   * @param ground of the table; null for a case whose clock was set before the table named grounds
   * @param reason in the words of who extended it
   */
  public record Extension(
      String ground, String reason, String by, String at, String dueAtBefore, String dueAt) {}

  /**
   * Extends the clock of a request, which its lines share.
   *
   * @param ground one of those that the table names for the line of business
   * @throws InvalidRequestException when the table names other grounds
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when the case has ended, is extended already or past its limit,
   *     or when the table allows no extension for its line of business
   */
  public void extend(String caseNumber, String ground, String reason) {
    changes.make(
        caseNumber,
        entry -> {
          if (entry.state().ended()) {
            throw new CaseConflictException(
                "Case "
                    + caseNumber
                    + " has ended ("
                    + entry.state()
                    + "): its clock no longer runs.");
          }
          register
              .linesOf(entry.requestId())
              .forEach(
                  line ->
                      changes.make(
                          line.caseNumber(),
                          locked -> {
                            if (!locked.state().ended()) {
                              move(locked.caseNumber(), run(locked.caseNumber()), ground, reason);
                            }
                            return null;
                          }));
          return null;
        });
  }

  private String run(String caseNumber) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .singleResult()
        .getId();
  }

  private void move(String caseNumber, String instance, String ground, String reason) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    Duration extension = allowed(caseNumber, instance);
    OffsetDateTime dueBefore = instant(instance, CaseVariables.DUE_AT).orElseThrow();
    if (!now.isBefore(dueBefore)) {
      throw new CaseConflictException(
          "The limit of case " + caseNumber + " has passed; it can no longer be extended.");
    }
    mustBeAllowed(instance, ground);
    OffsetDateTime received = instant(instance, CaseVariables.RECEIVED_AT).orElseThrow();
    OffsetDateTime due = dueBefore.plus(extension);
    Optional<Job> documentation = timer(instance, DOCUMENTATION_TIMER);
    Optional<OffsetDateTime> documentationUntil =
        instant(instance, CaseVariables.DOCUMENTATION_UNTIL)
            .filter(until -> now.isBefore(until))
            .map(until -> until.plus(extension));

    runtime.setVariable(
        instance,
        CaseVariables.EXTENSION,
        variables.json(
            new Extension(
                ground,
                reason,
                LoggedIn.of(identities).orElseThrow().userId(),
                CaseVariables.text(now.withOffsetSameInstant(received.getOffset())),
                CaseVariables.text(dueBefore),
                CaseVariables.text(due))));
    runtime.setVariable(instance, CaseVariables.DUE_AT, CaseVariables.text(due));
    documentationUntil.ifPresent(
        until -> {
          runtime.setVariable(
              instance, CaseVariables.DOCUMENTATION_UNTIL, CaseVariables.text(until));
          documentation.ifPresent(job -> management.setJobDuedate(job.getId(), date(until)));
        });
    for (Task task : tasks.createTaskQuery().processInstanceId(instance).list()) {
      boolean asksForDocument = CaseTasks.OBTAIN_DOCUMENTATION.equals(task.getTaskDefinitionKey());
      task.setDueDate(date(asksForDocument ? documentationUntil.orElse(due) : due));
      tasks.saveTask(task);
    }
    moveWarnings(instance, received, Duration.between(received, due), now);
    register.extend(caseNumber, due, now);
    outbox.clockExtended(caseNumber);
  }

  private Duration allowed(String caseNumber, String instance) {
    if (runtime.getVariable(instance, CaseVariables.EXTENSION) != null) {
      throw new CaseConflictException(
          "The clock of case " + caseNumber + " was extended already; it can be extended once.");
    }
    String limit = (String) runtime.getVariable(instance, CaseVariables.EXTENSION_LIMIT);
    if (limit == null || NONE.equals(limit)) {
      throw new CaseConflictException(
          "The table decisionClock allows no extension for the line of business of case "
              + caseNumber
              + ".");
    }
    return Duration.parse(limit);
  }

  private void mustBeAllowed(String instance, String ground) {
    List<String> grounds = grounds(instance);
    if (ground == null ? !grounds.isEmpty() : !grounds.contains(ground)) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  "/ground",
                  grounds.isEmpty()
                      ? "leave the ground out: the clock of this case names none"
                      : "give the ground of the extension, one of " + String.join(", ", grounds))));
    }
  }

  /** None for a case whose clock was set before the table named grounds. */
  private List<String> grounds(String instance) {
    return Optional.ofNullable(
            runtime.<JsonValue>getVariableTyped(instance, CaseVariables.EXTENSION_GROUNDS, false))
        .map(JsonValue::getValueSerialized)
        .map(names -> List.of(variables.read(names, String[].class)))
        .orElse(List.of());
  }

  /**
   * All warnings of the longer limit that are still to come; those given stay given, and one may be
   * given again at its new instant.
   */
  private void moveWarnings(
      String instance, OffsetDateTime received, Duration limit, OffsetDateTime now) {
    Warning[] schedule =
        variables.read(
            runtime
                .<JsonValue>getVariableTyped(instance, CaseVariables.CLOCK_SCHEDULE, false)
                .getValueSerialized(),
            Warning[].class);
    List<Warning> toCome =
        List.of(schedule).stream()
            .map(warning -> warning.within(received, limit))
            .filter(warning -> warning.at().isAfter(now))
            .toList();
    if (toCome.isEmpty()) {
      return;
    }
    runtime.setVariable(instance, CaseVariables.CLOCK_WARNINGS, variables.json(toCome));
    runtime.setVariable(
        instance, CaseVariables.NEXT_WARNING_AT, CaseVariables.text(toCome.get(0).at()));
    Optional<Job> next =
        WARNING_TIMERS.stream().flatMap(event -> timer(instance, event).stream()).findFirst();
    if (next.isPresent()) {
      management.setJobDuedate(next.get().getId(), date(toCome.get(0).at()));
    } else {
      runtime
          .createProcessInstanceModification(instance)
          .startBeforeActivity("nextWarningDue")
          .execute();
    }
  }

  private Optional<Job> timer(String instance, String event) {
    return Optional.ofNullable(
        management
            .createJobQuery()
            .processInstanceId(instance)
            .activityId(event)
            .timers()
            .singleResult());
  }

  private Optional<OffsetDateTime> instant(String instance, String name) {
    return Optional.ofNullable((String) runtime.getVariable(instance, name))
        .map(OffsetDateTime::parse);
  }

  private static Date date(OffsetDateTime instant) {
    return Date.from(instant.toInstant());
  }
}
