package dev.necessity.workflow;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** The form of manual routing: where the request went. Its fields stay in the task's history. */
@Component
public class RoutingForm implements TaskForm {

  @Override
  public String taskKey() {
    return CaseTasks.ROUTE;
  }

  @Override
  public void submit(DelegateTask task, Map<String, Object> fields) {
    FormProblem.text(fields, "routedTo", "say where the request was routed to");
  }
}
