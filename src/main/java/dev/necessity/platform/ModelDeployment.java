package dev.necessity.platform;

import dev.necessity.policy.PolicyFile;
import dev.necessity.workflow.VersionTags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models that are packaged with the application, each under its folder and file name, so that a database sees
 * the same names whether the application runs from its folder or from a jar. Unchanged files are not deployed again.
 *
 * <p>The application refuses to start when a model is missing, and when {@link dev.necessity.workflow.DeploymentGuard}
 * refuses one: it has errors, or a policy was changed without a new version tag.
 */
@Component
public class ModelDeployment {

  private static final List<String> PATTERNS = List.of("bpmn/*.bpmn", "dmn/*.dmn", "forms/*.form");
  private static final List<String> REQUIRED = List.of(
      "bpmn/prior-authorization.bpmn", "bpmn/peer-to-peer-talk.bpmn", "dmn/si-joint-fusion.dmn", "dmn/policy-catalog.dmn", "dmn/decision-clock.dmn",
      "dmn/review-outcome.dmn", "dmn/notice-rights.dmn", "dmn/retention.dmn", "dmn/delivery.dmn",
      "forms/request-intake.form", "forms/medical-director-review.form", "forms/manual-routing.form", "forms/peer-to-peer-talk.form",
      "forms/injection-report.form", "forms/nicotine-lab.form", "forms/si-joint-imaging.form", "forms/pelvis-xray.form",
      "forms/pain-source-workup.form", "forms/treatment-record.form", "forms/pain-score.form", "forms/exam-findings.form",
      "forms/therapy-record.form", "forms/exclusion-workup.form");

  private final RepositoryService repository;
  private final VersionTags tags;
  private final ResourcePatternResolver resources;

  public ModelDeployment(RepositoryService repository, VersionTags tags, ResourcePatternResolver resources) {
    this.repository = repository;
    this.tags = tags;
    this.resources = resources;
  }

  /**
   * @throws IllegalStateException naming the file, when a model is missing
   * @throws org.camunda.bpm.engine.ParseException naming the file, when a model is not fit to be deployed
   */
  public void deploy() {
    Map<String, byte[]> models = packaged();
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.removeAll(models.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("Missing model files: " + String.join(", ", missing) + ". Put them back and start again.");
    }
    // A policy that an analyst has deployed before it was packaged is live already.
    models.entrySet().removeIf(model -> isDeployed(model.getKey(), model.getValue()));
    DeploymentBuilder deployment = repository.createDeployment().name("necessity").source("application start")
        .enableDuplicateFiltering(true);
    models.forEach((name, content) -> deployment.addString(name, new String(content, StandardCharsets.UTF_8)));
    deployment.deploy();
  }

  private boolean isDeployed(String name, byte[] content) {
    return name.endsWith(".dmn") && tags.taken(PolicyFile.read(name, content)).filter(VersionTags.Taken::sameContent).isPresent();
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
}
