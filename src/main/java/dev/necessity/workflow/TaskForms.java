package dev.necessity.workflow;

import dev.necessity.request.RequestProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.form.handler.FormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes submitted task forms in. As shipped, the engine writes every submitted variable into the case, where two forms
 * overwrite each other and any name, the determination included, can be set by whoever completes a task. Here the fields stay
 * with their task, and only what {@link TaskForm} reads from them reaches the case.
 *
 * <p>The one place that touches the engine's form handlers, which are not public API.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class TaskForms extends AbstractProcessEnginePlugin {

  /** Set on a task by its form; a task without it cannot be completed. */
  public static final String SUBMITTED = "formSubmitted";

  private final ObjectProvider<TaskForm> forms;

  public TaskForms(ObjectProvider<TaskForm> forms) {
    this.forms = forms;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.getCustomPostBPMNParseListeners().add(new AbstractBpmnParseListener() {
      @Override
      public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.setTaskFormHandler(new Handler(task.getTaskFormHandler()));
      }
    });
  }

  private TaskForm formOf(String taskKey) {
    Map<String, TaskForm> byKey = forms.stream().collect(Collectors.toMap(TaskForm::taskKey, Function.identity()));
    TaskForm form = byKey.get(taskKey);
    if (form == null) {
      throw new IllegalStateException("There is no form for task '" + taskKey + "'.");
    }
    return form;
  }

  private final class Handler implements TaskFormHandler {

    private final TaskFormHandler shipped;

    Handler(TaskFormHandler shipped) {
      this.shipped = shipped;
    }

    @Override
    public void submitFormVariables(VariableMap fields, VariableScope scope) {
      TaskEntity task = (TaskEntity) scope;
      Map<String, Object> plain = new HashMap<>(fields);
      try {
        formOf(task.getTaskDefinitionKey()).submit(task, plain);
      } catch (RequestProblem problem) {
        throw new FormFieldValidationException(problem.explain(), problem.explain());
      }
      task.setVariablesLocal(fields);
      task.setVariableLocal(SUBMITTED, true);
    }

    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
      return shipped.createTaskForm(task);
    }

    @Override
    public void parseConfiguration(Element element, DeploymentEntity deployment, ProcessDefinitionEntity process, org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse parse) {
      shipped.parseConfiguration(element, deployment, process, parse);
    }
  }
}
