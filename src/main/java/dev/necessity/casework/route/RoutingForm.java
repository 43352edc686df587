package dev.necessity.casework.route;

import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseTasks;
import dev.necessity.casework.people.Participants;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.engine.form.TaskForm;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** The form of manual routing: where the request went. Its fields stay in the task's history. */
@Component
public class RoutingForm implements TaskForm {

  private final CaseRegister register;
  private final Participants participants;
  private final Clock clock;

  RoutingForm(CaseRegister register, Participants participants, Clock clock) {
    this.register = register;
    this.participants = participants;
    this.clock = clock;
  }

  @Override
  public String taskKey() {
    return CaseTasks.ROUTE;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    FormProblem.text(fields, "routedTo", "say where the request was routed to");
    participants.did(Acts.Kind.ROUTED, task, "routedTo", null, null);
    register.route(task.getProcessInstanceId(), OffsetDateTime.now(clock));
  }
}
