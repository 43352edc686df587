package dev.necessity.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Inside;
import dev.necessity.Models;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.recheck.Recheck.Result.Standing;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.casework.intake.Cases;
import dev.necessity.deployment.OwnModels;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** A case that was opened before an upgrade goes on with the process that it was opened with. */
@SpringBootTest
@ActiveProfiles("test")
class EarlierProcessTest {

  private static final Path EARLIER = Path.of("src", "test", "resources", "earlier");

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired Recheck recheck;
  @Autowired CaseTracer tracer;
  @Autowired Sealer sealer;

  private String deployment;

  @BeforeEach
  void useThisEngine() {
    BpmnAwareTests.init(engine);
  }

  /** With the process go its cases, which other tests would find unsealed for ever. */
  @AfterEach
  void removeWhatTheTestDeployed() {
    sealer.sealAll();
    Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(deployment, true));
    BpmnAwareTests.reset();
  }

  /** As it was deployed then: under the application's name, before there was the process of now. */
  private void deploy(String process) {
    OwnModels.deploy(
        List.of(process.getBytes(StandardCharsets.UTF_8)),
        () ->
            deployment =
                engine
                    .getRepositoryService()
                    .createDeployment()
                    .addString("bpmn/prior-authorization.bpmn", process)
                    .deploy()
                    .getId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prior-authorization-2026-11-25.bpmn", "prior-authorization-2026-11-28.bpmn"})
  void itsDocumentsAreAskedForAnsweredAndReviewed(String file) {
    deploy(Models.text(EARLIER.resolve(file)));
    CaseDriver waiting =
        CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
    ProcessDefinition of =
        engine
            .getRepositoryService()
            .getProcessDefinition(waiting.tasks().get(0).getProcessDefinitionId());
    assertThat(of.getDeploymentId()).isEqualTo(deployment);

    assertThat(waiting.documents()).hasSize(8);
    assertThat(
            engine.getTaskService().getIdentityLinksForTask(waiting.task("NICOTINE_LAB").getId()))
        .extracting(IdentityLink::getGroupId)
        .containsExactly("reviewers");
    assertThat(
            engine
                .getFormService()
                .getTaskFormData(waiting.task("NICOTINE_LAB").getId())
                .getCamundaFormRef()
                .getKey())
        .isEqualTo("nicotine-lab");
    waiting.answer(
        "PAIN_SOURCE_WORKUP", Map.of("source", "LUMBAR_DISC_DEGENERATION", "status", "RULED_OUT"));
    for (String document : List.copyOf(waiting.documents())) {
      waiting.unavailable(document);
    }
    assertThat(waiting.documents())
        .as("asked for again, as six sources of the pain are not ruled out")
        .containsExactly("PAIN_SOURCE_WORKUP");
    waiting.unavailable("PAIN_SOURCE_WORKUP");

    waiting.process().isWaitingAt("reviewByMedicalDirector");
    waiting.review(Map.of("decision", "UPHOLD"));
    assertThat(waiting.determination().get("disposition").asText()).isEqualTo("DO_NOT_CERTIFY");

    assertThat(recheck.recheck(waiting.caseNumber()).standing()).isEqualTo(Standing.SAME);
    CaseTrace trace = tracer.trace(waiting.caseNumber());
    assertThat(trace.findings()).isEmpty();
    assertThat(trace.policy().finalTables()).isEqualTo("2026-11");
    assertThat(trace.assessments())
        .as("the final tables are told though the process has no step for them")
        .isNotEmpty()
        .allSatisfy(
            assessment -> {
              assertThat(assessment.state().path("recommendation").path("disposition").asText())
                  .isNotEmpty();
              assertThat(assessment.tables())
                  .extracting(CaseTrace.TableStep::decision)
                  .contains("baselinePain", "determination", "whatNext");
            });
  }
}
