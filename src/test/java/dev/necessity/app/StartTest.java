package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.NecessityApplication;
import dev.necessity.Postgres;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseView;
import dev.necessity.casework.intake.Cases;
import dev.necessity.deployment.DeploymentRegister;
import dev.necessity.deployment.VersionTags;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.SmallPolicy;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happens when the application starts: the first time, again with waiting cases, and when it
 * must not.
 */
class StartTest {

  private static ConfigurableApplicationContext start(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--server.port=0"), Arrays.stream(arguments))
            .toArray(String[]::new);
    return new SpringApplicationBuilder(NecessityApplication.class).profiles("test").run(all);
  }

  @Test
  void aWaitingCaseGoesOnAfterARestartOnH2(@TempDir Path data) {
    waitingCaseGoesOnAfterARestart(
        "--spring.datasource.url=jdbc:h2:file:"
            + data.resolve("necessity")
            + ";DB_CLOSE_ON_EXIT=FALSE");
  }

  @Test
  void aWaitingCaseGoesOnAfterARestartOnPostgres() {
    waitingCaseGoesOnAfterARestart(
        "--spring.datasource.url=" + Postgres.newDatabase(),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=postgres");
  }

  private static boolean isPolicy(Path file) {
    return PolicyFile.read(file.toString(), Models.text(file).getBytes(StandardCharsets.UTF_8))
        .isPolicy();
  }

  private void waitingCaseGoesOnAfterARestart(String... database) {
    String caseNumber;
    try (ConfigurableApplicationContext first = start(database)) {
      RequestReader reader = first.getBean(RequestReader.class);
      ObjectNode request =
          (ObjectNode)
              reader.parse(
                  Models.text(Models.REQUESTS.resolve("seed.json"))
                      .getBytes(StandardCharsets.UTF_8));
      request.remove("receivedAt");
      caseNumber =
          first
              .getBean(Cases.class)
              .open(reader.read(request), ContentHash.of(request))
              .caseNumber();
    }

    try (ConfigurableApplicationContext second = start(database)) {
      ProcessEngine engine = second.getBean(ProcessEngine.class);
      Cases cases = second.getBean(Cases.class);
      assertThat(engine.getRepositoryService().createDeploymentQuery().count())
          .as(
              "earlier versions, policies, the final tables, and all else: unchanged models are not deployed again")
          .isEqualTo(
              Models.files(Models.DMN.resolve("earlier"), ".dmn").size()
                  + Models.files(Models.DMN, ".dmn").stream().filter(StartTest::isPolicy).count()
                  + 1);
      List<CaseView.OpenDocument> open = cases.view(caseNumber).openDocumentation();
      for (CaseView.OpenDocument document : open) {
        boolean ofIntake = document.document().equals("PLANNED_DATE");
        engine
            .getIdentityService()
            .setAuthentication(
                ofIntake ? "ines" : "rita", List.of(ofIntake ? Groups.INTAKE : Groups.REVIEWERS));
        engine
            .getFormService()
            .submitTaskForm(
                document.taskId(),
                Map.of("available", false, "unavailableReason", "not in the chart"));
      }
      engine.getIdentityService().clearAuthentication();
      List<Job> joins = engine.getManagementService().createJobQuery().messages().list();
      joins.forEach(job -> engine.getManagementService().executeJob(job.getId()));

      assertThat(cases.view(caseNumber).state()).isEqualTo(CaseState.IN_REVIEW);
    }
  }

  @Test
  void peopleFindTheFiltersAndRightsOfTheirGroupsOnceHoweverOftenItStarts() {
    try (ConfigurableApplicationContext application = start()) {
      ProcessEngine engine = application.getBean(ProcessEngine.class);
      List<String> rights = rights(engine);

      application.getBean(AccessSetup.class).run();

      assertThat(engine.getFilterService().createTaskFilterQuery().list())
          .extracting(Filter::getName)
          .containsExactlyInAnyOrder(
              "My tasks",
              "Tasks of intake",
              "Overdue, intake",
              "Tasks of reviewers",
              "Overdue, reviewers",
              "Tasks of medical directors",
              "Overdue, medical directors");
      assertThat(rights(engine))
          .isEqualTo(rights)
          .contains(
              "auditors "
                  + (Permissions.READ.getValue() | Permissions.READ_HISTORY.getValue())
                  + " of "
                  + Resources.DECISION_DEFINITION.resourceType()
                  + " *");
    }
  }

  @Test
  void aRightThatSomebodyTookAwayIsThereAgainAfterTheNextStart() {
    try (ConfigurableApplicationContext application = start()) {
      ProcessEngine engine = application.getBean(ProcessEngine.class);
      List<String> rights = rights(engine);
      Authorization history =
          engine
              .getAuthorizationService()
              .createAuthorizationQuery()
              .groupIdIn(Groups.AUDITORS)
              .resourceType(Resources.DECISION_DEFINITION)
              .singleResult();
      history.removePermission(Permissions.READ_HISTORY);
      engine.getAuthorizationService().saveAuthorization(history);

      application.getBean(AccessSetup.class).run();

      assertThat(rights(engine)).isEqualTo(rights);
    }
  }

  private static List<String> rights(ProcessEngine engine) {
    return engine
        .getAuthorizationService()
        .createAuthorizationQuery()
        .authorizationType(Authorization.AUTH_TYPE_GRANT)
        .list()
        .stream()
        .filter(each -> each.getGroupId() != null)
        .map(
            each ->
                each.getGroupId()
                    + " "
                    + ((AuthorizationEntity) each).getPermissions()
                    + " of "
                    + each.getResourceType()
                    + " "
                    + each.getResourceId())
        .sorted()
        .toList();
  }

  @Test
  void
      thePortOpensWhenModelsGroupsAndTheAdministratorAreThereAndUntilTheExpressionEngineIsEveryDoorSaysThatItIsNotReady() {
    List<Long> found = new ArrayList<>();
    Map<String, HttpResponse<String>> answers = new TreeMap<>();
    ApplicationListener<WebServerInitializedEvent> portOpens =
        event -> {
          ProcessEngine engine = event.getApplicationContext().getBean(ProcessEngine.class);
          found.add(
              engine.getIdentityService().createUserQuery().memberOfGroup(Groups.ADMIN).count());
          found.add(engine.getIdentityService().createGroupQuery().groupId(Groups.INTAKE).count());
          found.add(
              engine
                  .getRepositoryService()
                  .createProcessDefinitionQuery()
                  .processDefinitionKey("priorAuthorization")
                  .count());
          for (String path :
              List.of(
                  "/api/requests",
                  "/api/no-such-call",
                  "/engine-rest/task",
                  "/camunda/app/tasklist/default/",
                  "/audit",
                  "/workbench",
                  "/",
                  "/no-such-page",
                  "/actuator/health/readiness")) {
            answers.put(path, get(event.getWebServer().getPort(), path));
          }
        };

    new SpringApplicationBuilder(NecessityApplication.class)
        .profiles("test")
        .listeners(portOpens)
        .run("--server.port=0")
        .close();

    assertThat(found).containsExactly(1L, 1L, 1L);
    assertThat(answers.remove("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(answers)
        .hasSize(8)
        .allSatisfy(
            (path, answer) -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
              assertThat(answer.body()).contains("has just started and is not ready yet");
            });
  }

  private static HttpResponse<String> get(int port, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void withoutCredentialsItRefusesToStart() {
    Startup startup = new Startup(null, null, null, null, Optional.empty(), "boss", "");

    assertThatThrownBy(startup::afterSingletonsInstantiated)
        .hasMessageContaining("NECESSITY_ADMIN_ID")
        .hasMessageContaining("demo");
  }

  @Test
  void nobodyHasAWeakPassword() {
    try (ConfigurableApplicationContext application =
        start(
            "--necessity.admin.id=root",
            "--necessity.admin.password=Correct-horse-1",
            "--camunda.bpm.generic-properties.properties.enable-password-policy=true")) {
      Users users = application.getBean(Users.class);

      for (String weak :
          List.of(
              "secret",
              "Short-1",
              "nodigits-Here",
              "noupper-1234",
              "NOLOWER-1234",
              "NoOther12345",
              "The-boss-is-1")) {
        assertThatThrownBy(() -> users.addAdministrator("boss", weak))
            .as(weak)
            .hasMessageContaining("NECESSITY_ADMIN_PASSWORD is too weak");
        assertThatThrownBy(() -> users.add("boss", weak, "", "", Groups.ANALYSTS))
            .as(weak)
            .hasMessageContaining("policy");
      }
      users.addAdministrator("boss", "Correct-horse-2");
      users.addAdministrator("boss", "what stands in the environment at a later start");
    }
  }

  @Test
  void aMissingModelIsNamedWithWhatNeedsIt() {
    ResourcePatternResolver without =
        resources(
            Map.of(
                "review-outcome.dmn",
                new byte[0],
                "retention.dmn",
                new byte[0],
                "nicotine-lab.form",
                new byte[0],
                "amend-request.bpmn",
                new byte[0]));

    assertThatThrownBy(() -> new ModelDeployment(null, null, null, without, null).deploy())
        .hasMessageContaining(
            "Missing among the models: the process 'amendRequest', which the application names; "
                + "the table 'caseRetention', which the application names; the table 'reviewOutcome', which bpmn/prior-authorization.bpmn names; the form 'nicotine-lab', which dmn/si-joint-fusion.dmn names. Put");
  }

  @Test
  void aPolicyThatWasChangedUnderItsOldVersionTagIsNamed() {
    byte[] changed =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("<text>70</text>", "<text>75</text>")
            .getBytes(StandardCharsets.UTF_8);
    try (ConfigurableApplicationContext application = start()) {
      ModelDeployment deployment = packaging(application, Map.of("si-joint-fusion.dmn", changed));

      assertThatThrownBy(deployment::deploy)
          .hasMessageContaining("dmn/si-joint-fusion.dmn")
          .hasMessageContaining("2025-11.4")
          .hasMessageContaining("new version tag");
    }
  }

  @Test
  void
      anotherPolicyWithTheSameNamesAndTheSameTagStartsBesideTheFirstAndWhatAnEarlierVersionDeployedUnderBareKeysStays() {
    byte[] another =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("id=\"si-joint-fusion\"", "id=\"another\"")
            .replaceFirst("<text>70</text>", "<text>75</text>")
            .getBytes(StandardCharsets.UTF_8);
    try (ConfigurableApplicationContext application = start()) {
      application
          .getBean(JdbcClient.class)
          .sql(
              "update ACT_RE_DECISION_DEF set KEY_ = substring(KEY_, 18) where KEY_ like 'si-joint-fusion--%'")
          .update();
      application.getBean(ProcessEngineConfigurationImpl.class).getDeploymentCache().purgeCache();
      packaging(application, Map.of("another.dmn", another)).deploy();

      Policies policies = application.getBean(Policies.class);
      RepositoryService repository = application.getBean(RepositoryService.class);
      assertThat(
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey("si-joint-fusion--siJointFusion")
                  .count())
          .as("it is deployed already")
          .isZero();
      assertThat(
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey("another--siJointFusion")
                  .count())
          .isOne();
      assertThat(
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey("siJointFusion")
                  .versionTag("2025-11.4")
                  .count())
          .isOne();
      DecisionDiagram first = policies.policy("si-joint-fusion--siJointFusion", "2025-11.4");
      DecisionDiagram second = policies.policy("another--siJointFusion", "2025-11.4");
      assertThat(first.has("si-joint-fusion--siJointFusion")).isTrue();
      assertThat(first.has("another--siJointFusion")).isFalse();
      assertThat(second.has("another--siJointFusion")).isTrue();
      packaging(application, Map.of("another.dmn", another)).deploy();
      assertThat(
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey("another--siJointFusion")
                  .count())
          .as("once")
          .isOne();

      RequestReader reader = application.getBean(RequestReader.class);
      ObjectNode request =
          (ObjectNode)
              reader.parse(
                  Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json"))
                      .getBytes(StandardCharsets.UTF_8));
      CaseView decided =
          application
              .getBean(Cases.class)
              .view(
                  application
                      .getBean(Cases.class)
                      .open(reader.read(request), ContentHash.of(request))
                      .caseNumber());
      assertThat(decided.policy().version()).isEqualTo("2025-11.4");
      assertThat(decided.determination()).as("judged by the one under a bare key").isNotNull();
    }
  }

  @Test
  void aHundredPoliciesWithTheSameNamesAndTheSameTagStart() {
    Map<String, byte[]> files = new TreeMap<>();
    IntStream.range(0, 100)
        .mapToObj(number -> SmallPolicy.of("small-" + number, number % 10))
        .forEach(policy -> files.put(policy.name(), policy.content()));
    try (ConfigurableApplicationContext application = start()) {
      RepositoryService repository = application.getBean(RepositoryService.class);
      packaging(application, files).deploy();
      long deployments = repository.createDeploymentQuery().count();
      packaging(application, files).deploy();

      assertThat(repository.createDeploymentQuery().count())
          .as("a second start has nothing to deploy")
          .isEqualTo(deployments);
      Policies policies = application.getBean(Policies.class);
      Map<String, Object> facts = Map.of("painScores", List.of(Map.of("score", 5)));
      for (int number = 0; number < 100; number++) {
        String key = "small-" + number + "--answer";
        assertThat(
                policies
                    .policy(key, SmallPolicy.VERSION)
                    .judge(key, Map.of("facts", facts), null)
                    .part("recommendation", "disposition"))
            .as(key)
            .isEqualTo(number % 10 <= 5 ? "CERTIFY" : "REVIEW");
      }
    }
  }

  @Test
  void aPolicyThatAnAnalystHasDeployedBeforeItWasPackagedIsNoHindrance() {
    String policy =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("camunda:versionTag=\"2025-11.4\"", "camunda:versionTag=\"2026-01\"");
    try (ConfigurableApplicationContext application = start()) {
      RepositoryService repository = application.getBean(RepositoryService.class);
      repository
          .createDeployment()
          .name("si-joint-fusion")
          .addString("si-joint-fusion.dmn", policy)
          .deploy();

      packaging(application, Map.of("si-joint-fusion.dmn", policy.getBytes(StandardCharsets.UTF_8)))
          .deploy();

      assertThat(
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey("si-joint-fusion--siJointFusion")
                  .versionTag("2026-01")
                  .count())
          .isOne();
    }
  }

  @Test
  void anUpgradeLeavesTheCatalogueThatAnAnalystDeployedAndSaysSo() {
    String catalogue = Models.text(Models.DMN.resolve("policy-catalog.dmn"));
    String analysts = catalogue.replaceFirst("<description>", "<description>Ana's. ");
    byte[] upgrade =
        catalogue
            .replaceFirst("<description>", "<description>The package's. ")
            .getBytes(StandardCharsets.UTF_8);
    try (ConfigurableApplicationContext application = start()) {
      RepositoryService repository = application.getBean(RepositoryService.class);
      DeploymentRegister register = application.getBean(DeploymentRegister.class);
      application.getBean(IdentityService.class).setAuthentication("ana", List.of("camunda-admin"));
      repository
          .createDeployment()
          .name("policy-catalog")
          .addString("policy-catalog.dmn", analysts)
          .deploy();
      application.getBean(IdentityService.class).clearAuthentication();

      application.getBean(ModelDeployment.class).deploy();
      assertThat(register.list(0, 1).get(0).deployedBy())
          .as("the old package has nothing to say")
          .isEqualTo("ana");

      packaging(application, Map.of("policy-catalog.dmn", upgrade)).deploy();
      packaging(application, Map.of("policy-catalog.dmn", upgrade)).deploy();

      DecisionDefinition live =
          repository
              .createDecisionDefinitionQuery()
              .decisionDefinitionKey("policyCatalog")
              .latestVersion()
              .singleResult();
      assertThat(
              new String(
                  application.getBean(VersionTags.class).content(live), StandardCharsets.UTF_8))
          .isEqualTo(analysts);
      assertThat(register.list(0, 50))
          .filteredOn(DeploymentRegister.Entry::refused)
          .as("said once, not at each start")
          .singleElement()
          .satisfies(
              kept ->
                  assertThat(kept.findings().get(0).message())
                      .contains("that ana deployed on", "stays live"));
    }
  }

  @Test
  void anUpgradeReplacesTheCatalogueThatThePackageBeforeDeployed() {
    byte[] upgrade =
        Models.text(Models.DMN.resolve("policy-catalog.dmn"))
            .replaceFirst("<description>", "<description>The package's. ")
            .getBytes(StandardCharsets.UTF_8);
    try (ConfigurableApplicationContext application = start()) {
      packaging(application, Map.of("policy-catalog.dmn", upgrade)).deploy();

      DecisionDefinition live =
          application
              .getBean(RepositoryService.class)
              .createDecisionDefinitionQuery()
              .decisionDefinitionKey("policyCatalog")
              .latestVersion()
              .singleResult();
      assertThat(application.getBean(VersionTags.class).content(live)).isEqualTo(upgrade);
    }
  }

  private static ModelDeployment packaging(
      ConfigurableApplicationContext application, Map<String, byte[]> replaced) {
    return new ModelDeployment(
        application.getBean(RepositoryService.class),
        application.getBean(VersionTags.class),
        application.getBean(DeploymentRegister.class),
        resources(replaced),
        Clock.systemUTC());
  }

  /**
   * The packaged models, with some replaced, and tables that are not packaged; an empty one is left
   * out.
   */
  private static ResourcePatternResolver resources(Map<String, byte[]> replaced) {
    return new PathMatchingResourcePatternResolver() {
      @Override
      public Resource[] getResources(String pattern) throws IOException {
        List<Resource> packaged = List.of(super.getResources(pattern));
        Stream<Resource> added =
            replaced.entrySet().stream()
                .filter(
                    file ->
                        pattern.endsWith("dmn/*.dmn")
                            && packaged.stream()
                                .noneMatch(
                                    resource -> file.getKey().equals(resource.getFilename())))
                .filter(file -> file.getKey().endsWith(".dmn"))
                .map(file -> named(file.getKey(), file.getValue()));
        return Stream.concat(packaged.stream(), added)
            .map(
                resource ->
                    replaced.containsKey(resource.getFilename())
                        ? named(resource.getFilename(), replaced.get(resource.getFilename()))
                        : resource)
            .filter(
                resource ->
                    !(resource instanceof ByteArrayResource bytes)
                        || bytes.getByteArray().length > 0)
            .toArray(Resource[]::new);
      }
    };
  }

  private static Resource named(String name, byte[] content) {
    return new ByteArrayResource(content) {
      @Override
      public String getFilename() {
        return name;
      }
    };
  }
}
