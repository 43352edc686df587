package dev.necessity.engine.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.springframework.stereotype.Component;

/**
 * The fields of the forms that are deployed; a deployed version never changes, so each is read
 * once.
 */
@Component
class DeployedForms {

  private final Map<String, FormFields> byDefinition = new ConcurrentHashMap<>();

  /**
   * The fields of the form that a step shows now.
   *
   * @throws IllegalStateException when the step shows none
   */
  FormFields of(FormData step) {
    CamundaFormDefinition form =
        step.getCamundaFormRef() == null
            ? null
            : Context.getCommandContext()
                .runWithoutAuthorization(
                    new GetCamundaFormDefinitionCmd(
                        step.getCamundaFormRef(), step.getDeploymentId()));
    if (form == null) {
      throw new IllegalStateException(
          "The form of this step is not deployed, so nothing can be submitted. Deploy it, and submit again.");
    }
    return byDefinition.computeIfAbsent(form.getId(), id -> read(form));
  }

  private static FormFields read(CamundaFormDefinition form) {
    try (InputStream file =
        Context.getCommandContext()
            .runWithoutAuthorization(
                new GetDeploymentResourceCmd(form.getDeploymentId(), form.getResourceName()))) {
      return FormFields.of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
