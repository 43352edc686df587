package dev.necessity.casework.clock;

import dev.necessity.assessment.WhoMayDeny;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * A warning of the decision clock: the open tasks of the case become more urgent, and those that
 * others may help with are offered to the group that the clock table names. A review stays with the
 * medical directors.
 */
@Component
public class EscalateWarning implements JavaDelegate {

  private static final String NO_WARNING = "NONE";

  private final CaseVariables variables;
  private final TaskService tasks;

  public EscalateWarning(CaseVariables variables, TaskService tasks) {
    this.variables = variables;
    this.tasks = tasks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    List<RecordClock.Warning> warnings =
        List.of(
            variables.read(execution, CaseVariables.CLOCK_WARNINGS, RecordClock.Warning[].class));
    RecordClock.Warning warning = warnings.get(0);
    for (Task task :
        tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId()).list()) {
      tasks.setPriority(task.getId(), warning.priority());
      if (!isForMedicalDirectorsOnly(task)
          && tasks.getIdentityLinksForTask(task.getId()).stream()
              .noneMatch(link -> warning.group().equals(link.getGroupId()))) {
        tasks.addCandidateGroup(task.getId(), warning.group());
      }
    }
    schedule(execution, variables, warnings.subList(1, warnings.size()));
  }

  private boolean isForMedicalDirectorsOnly(Task task) {
    return task.getTaskDefinitionKey().equals(CaseTasks.REVIEW)
        || task.getTaskDefinitionKey().equals(CaseTasks.CONFIRM)
            && tasks.getIdentityLinksForTask(task.getId()).stream()
                .anyMatch(link -> WhoMayDeny.GROUP.equals(link.getGroupId()));
  }

  /** Sets what is still to come and the instant of the next one. */
  static void schedule(
      DelegateExecution execution, CaseVariables variables, List<RecordClock.Warning> warnings) {
    execution.setVariable(CaseVariables.CLOCK_WARNINGS, variables.json(warnings));
    execution.setVariable(
        CaseVariables.NEXT_WARNING_AT,
        warnings.isEmpty() ? NO_WARNING : CaseVariables.text(warnings.get(0).at()));
  }
}
