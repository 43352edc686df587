package dev.necessity.engine.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.engine.JsonVariable;
import dev.necessity.request.RequestProblem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.form.StartFormData;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.form.handler.StartFormHandler;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes submitted forms in. As shipped, the engine writes every submitted variable into the case,
 * where two forms overwrite each other and any name, the determination included, can be set by
 * whoever completes a task or starts a case. Here nothing is taken but the fields of the form that
 * the step shows ({@link FormFields}); those of a task stay with their task, those of a start
 * nowhere, and only what {@link TaskForm} and {@link StartForm} read from them reaches the case.
 *
 * <p>The one place that touches the engine's form handlers, which are not public API.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class SubmittedForms extends AbstractProcessEnginePlugin {

  /** Set on a task by its form; a task without it cannot be completed. */
  public static final String SUBMITTED = "formSubmitted";

  private final ObjectProvider<TaskForm> taskForms;
  private final ObjectProvider<StartForm> startForms;
  private final DeployedForms deployed;
  private final ObjectMapper json;

  SubmittedForms(
      ObjectProvider<TaskForm> taskForms,
      ObjectProvider<StartForm> startForms,
      DeployedForms deployed,
      ObjectMapper json) {
    this.taskForms = taskForms;
    this.startForms = startForms;
    this.deployed = deployed;
    this.json = json;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration
        .getCustomPostBPMNParseListeners()
        .add(
            new AbstractBpmnParseListener() {
              @Override
              public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                TaskDefinition task =
                    ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                task.setTaskFormHandler(new OfTask(task.getTaskFormHandler()));
              }

              @Override
              public void parseProcess(Element element, ProcessDefinitionEntity process) {
                process.setStartFormHandler(new OfStart(process.getStartFormHandler()));
              }
            });
  }

  private TaskForm formOf(String taskKey) {
    return taskForms.stream()
        .filter(form -> form.taskKey().equals(taskKey))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("There is no form for task '" + taskKey + "'."));
  }

  private StartForm startFormOf(String process) {
    return startForms.stream()
        .filter(form -> form.processKey().equals(process))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "The process '"
                        + process
                        + "' is started by the application only; it has no start form."));
  }

  /**
   * Takes the fields of the form that is shown and gives them to who reads them. Tasklist shows
   * what a form says is wrong, and keeps what was typed.
   */
  private Map<String, Object> submit(
      FormData shown, VariableMap submitted, Consumer<Map<String, Object>> reader) {
    try {
      FormFields form = deployed.of(shown);
      Map<String, Object> fields = form.take(submitted);
      reader.accept(fields);
      form.requireAll(fields);
      return fields;
    } catch (RequestProblem problem) {
      throw refused(problem.explain());
    }
  }

  /**
   * The one exception of the engine's forms that its REST API takes for a mistake of the caller.
   */
  private static FormFieldValidationException refused(String why) {
    return new FormFieldValidationException(why, why);
  }

  private final class OfTask implements TaskFormHandler {

    private final TaskFormHandler shipped;

    OfTask(TaskFormHandler shipped) {
      this.shipped = shipped;
    }

    @Override
    public void submitFormVariables(VariableMap submitted, VariableScope scope) {
      TaskEntity task = (TaskEntity) scope;
      submit(
              shipped.createTaskForm(task),
              submitted,
              fields -> formOf(task.getTaskDefinitionKey()).submit(task, fields))
          .forEach(
              (name, value) ->
                  task.setVariableLocal(
                      name, value instanceof List<?> list ? JsonVariable.of(list, json) : value));
      task.setVariableLocal(SUBMITTED, true);
    }

    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
      return shipped.createTaskForm(task);
    }

    @Override
    public void parseConfiguration(
        Element element,
        DeploymentEntity deployment,
        ProcessDefinitionEntity process,
        BpmnParse parse) {
      shipped.parseConfiguration(element, deployment, process, parse);
    }
  }

  private final class OfStart implements StartFormHandler {

    private final StartFormHandler shipped;

    OfStart(StartFormHandler shipped) {
      this.shipped = shipped;
    }

    @Override
    public void submitFormVariables(VariableMap submitted, VariableScope scope) {
      ExecutionEntity start = (ExecutionEntity) scope;
      if (start.getProcessBusinessKey() != null) {
        throw refused(
            "A case number is given to a case when it is opened; leave the business key out.");
      }
      StartForm reader = startFormOf(start.getProcessDefinition().getKey());
      submit(
          shipped.createStartFormData(start.getProcessDefinition()),
          submitted,
          fields -> reader.submit(start, fields));
    }

    @Override
    public StartFormData createStartFormData(ProcessDefinitionEntity process) {
      return shipped.createStartFormData(process);
    }

    @Override
    public void parseConfiguration(
        Element element,
        DeploymentEntity deployment,
        ProcessDefinitionEntity process,
        BpmnParse parse) {
      shipped.parseConfiguration(element, deployment, process, parse);
    }
  }
}
