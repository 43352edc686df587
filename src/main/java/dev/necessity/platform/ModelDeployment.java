package dev.necessity.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models that are packaged with the application, each under its folder and file name, so that a database sees
 * the same names whether the application runs from its folder or from a jar. Unchanged files are not deployed again.
 *
 * <p>The application refuses to start when a model is missing or when a policy was changed without a new version tag:
 * cases are pinned to that tag.
 */
@Component
public class ModelDeployment {

  private static final List<String> PATTERNS = List.of("bpmn/*.bpmn", "dmn/*.dmn", "forms/*.form");
  private static final List<String> REQUIRED = List.of(
      "bpmn/prior-authorization.bpmn", "dmn/si-joint-fusion.dmn", "dmn/policy-catalog.dmn", "dmn/decision-clock.dmn",
      "dmn/review-outcome.dmn", "dmn/notice-rights.dmn", "dmn/retention.dmn",
      "forms/request-intake.form", "forms/medical-director-review.form", "forms/manual-routing.form");

  private final RepositoryService repository;
  private final ResourcePatternResolver resources;

  public ModelDeployment(RepositoryService repository, ResourcePatternResolver resources) {
    this.repository = repository;
    this.resources = resources;
  }

  /** @throws IllegalStateException naming the file, when the models are not fit to be deployed */
  public void deploy() {
    Map<String, byte[]> models = packaged();
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.removeAll(models.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("Missing model files: " + String.join(", ", missing) + ". Put them back and start again.");
    }
    models.forEach(this::refuseChangeUnderSameTag);
    DeploymentBuilder deployment = repository.createDeployment().name("necessity").source("application start")
        .enableDuplicateFiltering(true);
    models.forEach((name, content) -> deployment.addString(name, new String(content, StandardCharsets.UTF_8)));
    deployment.deploy();
  }

  private Map<String, byte[]> packaged() {
    Map<String, byte[]> models = new TreeMap<>();
    try {
      for (String pattern : PATTERNS) {
        String folder = pattern.substring(0, pattern.indexOf('/') + 1);
        for (Resource resource : resources.getResources("classpath*:" + pattern)) {
          models.put(folder + resource.getFilename(), resource.getContentAsByteArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return models;
  }

  private void refuseChangeUnderSameTag(String name, byte[] content) {
    if (!name.endsWith(".dmn")) {
      return;
    }
    DmnModelInstance model = Dmn.readModelFromStream(new java.io.ByteArrayInputStream(content));
    for (Decision decision : model.getModelElementsByType(Decision.class)) {
      String tag = decision.getVersionTag();
      if (tag != null) {
        repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision.getId()).versionTag(tag).list().stream()
            .filter(deployed -> !Arrays.equals(deployedContent(deployed), content))
            .findAny()
            .ifPresent(deployed -> {
              throw new IllegalStateException(name + " was changed, but its version tag '" + tag
                  + "' is deployed already and cases are pinned to it. Give the changed file a new version tag on every decision"
                  + " (and a row in dmn/policy-catalog.dmn), or restore it.");
            });
      }
    }
  }

  private byte[] deployedContent(DecisionDefinition definition) {
    try (var stream = repository.getResourceAsStream(definition.getDeploymentId(), definition.getResourceName())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
