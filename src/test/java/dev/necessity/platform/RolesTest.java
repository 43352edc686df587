package dev.necessity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what: each role against each endpoint, the engine's web applications, and its REST API. */
@OwnEngineRest
class RolesTest extends ApiCalls {

  private static final String EVERYBODY = "analyst intake reviewer director auditor admin ungrouped";

  /** Each endpoint and who may call it. An endpoint that is missing here fails the test: say who may call it. */
  private static final Map<String, String> ENDPOINTS = new TreeMap<>(Map.ofEntries(
      Map.entry("POST /api/assessments", "analyst intake reviewer"),
      Map.entry("POST /api/assessments/explain", "analyst intake reviewer"),
      Map.entry("POST /api/requests", "intake"),
      Map.entry("GET /api/requests", "reviewer auditor"),
      Map.entry("GET /api/requests/{caseNumber}", EVERYBODY),
      Map.entry("GET /api/requests/{caseNumber}/notice", EVERYBODY),
      Map.entry("POST /api/requests/{caseNumber}/evidence", "intake"),
      Map.entry("POST /api/requests/{caseNumber}/withdrawal", "intake"),
      Map.entry("POST /api/requests/{caseNumber}/reconsideration", "intake"),
      Map.entry("POST /api/requests/{caseNumber}/appeal", "intake"),
      Map.entry("POST /api/requests/{caseNumber}/peer-to-peer", "intake"),
      Map.entry("POST /api/requests/{caseNumber}/extension", "reviewer"),
      Map.entry("GET /api/requests/{caseNumber}/extension", EVERYBODY),
      Map.entry("PUT /api/requests/{caseNumber}/legal-hold", "admin"),
      Map.entry("DELETE /api/requests/{caseNumber}/legal-hold", "admin"),
      Map.entry("GET /api/requests/{caseNumber}/trace", "auditor"),
      Map.entry("GET /api/requests/{caseNumber}/bundle", "auditor"),
      Map.entry("POST /api/requests/{caseNumber}/recheck", "auditor"),
      Map.entry("GET /audit", "auditor"),
      Map.entry("GET /audit/{caseNumber}", "auditor"),
      Map.entry("GET /audit/{caseNumber}/process", "auditor"),
      Map.entry("POST /audit/{caseNumber}/recheck", "auditor"),
      Map.entry("GET /audit/{caseNumber}/reads", "auditor admin"),
      Map.entry("GET /audit/holds", "auditor admin"),
      Map.entry("POST /audit/holds", "admin"),
      Map.entry("POST /audit/holds/lift", "admin"),
      Map.entry("GET /audit/deletions", "auditor admin"),
      Map.entry("GET /api/audit/cases", "auditor"),
      Map.entry("GET /api/audit/cases.csv", "auditor"),
      Map.entry("GET /api/audit/verification", "auditor"),
      Map.entry("GET /api/audit/reads", "auditor admin"),
      Map.entry("GET /api/audit/unsealed", "auditor admin"),
      Map.entry("GET /api/deployments", "analyst auditor admin"),
      Map.entry("GET /api/metrics/prior-authorization", "auditor admin"),
      Map.entry("GET /metrics", "auditor admin"),
      Map.entry("GET /api/outbox", "auditor admin"),
      Map.entry("POST /api/outbox/{id}/retry", "admin"),
      Map.entry("GET /deliveries", "auditor admin"),
      Map.entry("POST /deliveries/{id}/retry", "admin"),
      Map.entry("POST /api/notices/preview", "analyst"),
      Map.entry("GET /workbench", "analyst auditor admin"),
      Map.entry("GET /workbench/deployments", "analyst auditor admin"),
      Map.entry("GET /workbench/deployments/{deployment}", "analyst auditor admin"),
      Map.entry("GET /workbench/deployments/{deployment}/report", "analyst auditor admin"),
      Map.entry("GET /workbench/replay", "analyst auditor admin"),
      Map.entry("GET /workbench/replay/{id}", "analyst auditor admin"),
      Map.entry("POST /workbench/replay", "analyst admin"),
      Map.entry("POST /workbench/replay/{id}/stop", "analyst admin"),
      Map.entry("GET /workbench/replay/{id}/report", "analyst auditor admin"),
      Map.entry("GET /workbench/replay/{id}/replay.html", "analyst auditor admin"),
      Map.entry("GET /workbench/replay/{id}/differences.csv", "analyst auditor admin"),
      Map.entry("GET /workbench/notices", "analyst auditor admin"),
      Map.entry("GET /workbench/notices/preview", "analyst auditor admin"),
      Map.entry("GET /workbench/notices/preview.pdf", "analyst auditor admin"),
      Map.entry("GET /workbench/check", "analyst auditor admin"),
      Map.entry("POST /workbench/check", "analyst admin"),
      Map.entry("GET /workbench/examples", "analyst auditor admin"),
      Map.entry("POST /workbench/examples", "analyst admin"),
      Map.entry("GET /workbench/compare", "analyst auditor admin"),
      Map.entry("POST /workbench/compare", "analyst admin"),
      Map.entry("GET /api/metrics/prior-authorization.csv", "auditor admin"),
      Map.entry("GET /workbench/{file}", "analyst auditor admin"),
      Map.entry("GET /workbench/{file}/comparison", "analyst auditor admin"),
      Map.entry("GET /api/schema/request", EVERYBODY),
      Map.entry("GET /api/openapi.yaml", EVERYBODY)));

  /** Calls of the engine's REST API, who may make them, and what they answer then. */
  private static final String CALLS = """
      GET  process-definition/key/priorAuthorization | analyst intake reviewer director auditor admin
      GET  decision-definition/key/siJointFusion/xml | analyst auditor admin
      GET  deployment | everybody
      DELETE deployment/DEPLOYMENT?cascade=true |
      GET  task/TASK | reviewer auditor admin
      GET  task/TASK/variables | reviewer auditor admin
      GET  task/TASK/form-variables | reviewer auditor admin
      GET  task/TASK/deployed-form | reviewer auditor admin
      POST task/TASK/complete |
      POST task/TASK/resolve |
      POST task/TASK/bpmnError |
      POST task/TASK/assignee |
      POST task/TASK/identity-links |
      PUT  task/TASK |
      PUT  task/TASK/variables/outcome |
      POST task/create |
      GET  process-instance/INSTANCE | auditor admin
      GET  process-instance/INSTANCE/variables | auditor admin
      GET  process-instance/INSTANCE/activity-instances | auditor admin
      PUT  process-instance/INSTANCE/variables/outcome |
      PUT  process-instance/INSTANCE/suspended |
      POST process-instance/INSTANCE/modification |
      POST process-instance/delete |
      DELETE process-instance/INSTANCE |
      POST message |
      POST signal |
      POST process-definition/key/priorAuthorization/start |
      GET  history/process-instance/INSTANCE | auditor admin
      DELETE history/process-instance/INSTANCE |
      POST history/process-instance/delete |
      POST history/process-instance/set-removal-time |
      POST history/decision-instance/delete |
      POST history/decision-instance/set-removal-time |
      DELETE history/variable-instance/VARIABLE |
      POST history/cleanup |
      GET  history/variable-instance/VARIABLE | auditor admin
      GET  variable-instance/VARIABLE | auditor admin
      PUT  decision-definition/key/siJointFusion/history-time-to-live |
      POST decision-definition/key/siJointFusion/evaluate | admin
      POST user/create | admin
      DELETE user/nobody-at-all | admin
      POST group/create | admin
      POST authorization/create | admin
      POST job/none/execute | admin
      PUT  job/none/retries | admin
      """;

  @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;
  @Autowired ProcessEngine engine;

  @BeforeEach
  void oneOfEachRole() {
    Map.of("analyst", Groups.ANALYSTS, "intake", Groups.INTAKE, "reviewer", Groups.REVIEWERS, "director", Groups.MEDICAL_DIRECTORS,
        "auditor", Groups.AUDITORS, "admin", Groups.ADMIN).forEach((role, group) -> users.add(role, "pw", role, "", group));
    if (engine.getIdentityService().createUserQuery().userId("ungrouped").count() == 0) {
      var user = engine.getIdentityService().newUser("ungrouped");
      user.setPassword("pw");
      engine.getIdentityService().saveUser(user);
    }
  }

  private static List<String> roles() {
    return List.of(EVERYBODY.split(" "));
  }

  private static Set<String> endpoints() {
    return ENDPOINTS.keySet();
  }

  @Test
  void everyEndpointIsNamedHere() {
    Set<String> declared = new TreeSet<>();
    mappings.getHandlerMethods().forEach((info, handler) -> {
      if (handler.getBeanType().getName().startsWith("dev.necessity.")) {
        info.getMethodsCondition().getMethods().forEach(method -> info.getPatternValues().forEach(path -> declared.add(method + " " + path)));
      }
    });

    assertThat(ENDPOINTS.keySet()).as("say in ENDPOINTS who may call each endpoint").containsExactlyInAnyOrderElementsOf(declared);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anEndpointAnswersItsRolesAndNobodyElse(String endpoint) throws Exception {
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    String path = endpoint.substring(endpoint.indexOf(' ') + 1).replace("{caseNumber}", "PA-UNKNOWN").replace("{file}", "none").replace("{id}", "none").replace("{deployment}", "none");

    List<String> admitted = new ArrayList<>();
    for (String role : roles()) {
      int status = call(role, method, path, "*/*", method.equals("GET") ? null : "{}").statusCode();
      assertThat(status).as(role + " calls " + endpoint).isLessThan(500).isNotEqualTo(401);
      if (status != 403) {
        admitted.add(role);
      }
    }

    assertThat(admitted).containsExactlyInAnyOrder(ENDPOINTS.get(endpoint).split(" "));
    assertThat(call(null, method, path, "*/*", method.equals("GET") ? null : "{}").statusCode()).as("without a log-in").isEqualTo(401);
  }

  /** A case that waits for a reviewer, and one that no person ever had a task in. */
  private String aReviewersCase() throws Exception {
    return open((ObjectNode) example("seed").without("receivedAt"));
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "GET, /notice?audience=PROVIDER", "POST, /extension"})
  void aReviewerKnowsTheCasesOfItsGroupsOnly(String method, String rest) throws Exception {
    String own = aReviewersCase();
    String foreign = open(example("all-met-ambulatory"));
    String body = method.equals("GET") ? null : "{\"reason\": \"x\"}";

    assertThat(call("reviewer", method, "/api/requests/" + own + rest, "application/json", body).statusCode()).isNotIn(403, 404);
    HttpResponse<byte[]> hidden = call("reviewer", method, "/api/requests/" + foreign + rest, "application/json", body);
    HttpResponse<byte[]> unknown = call("reviewer", method, "/api/requests/PA-NEVERWAS00" + rest, "application/json", body);

    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(text(hidden).replace(foreign, "PA-NEVERWAS00")).as("a case of others is one that does not exist").isEqualTo(text(unknown));
  }

  @Test
  void aDirectorKnowsACaseFromTheReviewOnAndOthersKnowEach() throws Exception {
    String waiting = aReviewersCase();
    String inReview = open(example("seed"));
    engine.getManagementService().createJobQuery().activityId("documentationPeriodOver").list().stream()
        .filter(job -> instance(inReview).equals(job.getProcessInstanceId())).forEach(job -> engine.getManagementService().executeJob(job.getId()));

    assertThat(status("director", waiting)).isEqualTo(404);
    assertThat(status("director", inReview)).isEqualTo(200);
    assertThat(status("reviewer", inReview)).as("had tasks for reviewers").isEqualTo(200);
    assertThat(status("ungrouped", waiting)).isEqualTo(404);
    for (String role : List.of("analyst", "intake", "auditor", "admin")) {
      assertThat(status(role, waiting)).as(role).isEqualTo(200);
    }
  }

  @Test
  void aReviewersListHoldsItsCasesAndAnAuditorsAll() throws Exception {
    String own = aReviewersCase();
    String foreign = open(example("all-met-ambulatory"));

    assertThat(list("reviewer")).contains(own).doesNotContain(foreign);
    assertThat(list("auditor")).contains(own, foreign);
    assertThat(read(call("reviewer", "GET", "/api/requests?state=DECIDED&size=1", "application/json", null)).get("total").asLong()).as("not even counted").isZero();
  }

  @Test
  void aListOfTasksHoldsThoseThatAreOfferedToTheReadersGroupsAndNoOthers() throws Exception {
    String waiting = aReviewersCase();

    for (Map.Entry<String, Boolean> seen : Map.of("reviewer", true, "auditor", true, "admin", true, "director", false, "intake", false, "ungrouped", false).entrySet()) {
      for (String asked : List.of("", "&candidateGroup=reviewers&includeAssignedTasks=true")) {
        String of = "processInstanceBusinessKey=" + waiting + asked;
        JsonNode tasks = read(call(seen.getKey(), "GET", "/engine-rest/task?" + of, "application/json", null));
        assertThat(!tasks.isEmpty()).as(seen.getKey() + asked).isEqualTo(seen.getValue());
        assertThat(read(call(seen.getKey(), "GET", "/engine-rest/task/count?" + of, "application/json", null)).get("count").asInt()).isEqualTo(tasks.size());
      }
    }
  }

  private List<String> list(String role) throws Exception {
    return read(call(role, "GET", "/api/requests?size=200", "application/json", null)).get("items").findValuesAsText("caseNumber");
  }

  private int status(String role, String caseNumber) throws Exception {
    return call(role, "GET", "/api/requests/" + caseNumber, "application/json", null).statusCode();
  }

  private String instance(String caseNumber) {
    return engine.getHistoryService().createHistoricProcessInstanceQuery().processInstanceBusinessKey(caseNumber).singleResult().getId();
  }

  @Test
  void theEnginesRestApiAnswersItsRolesAndNobodyElse() throws Exception {
    Map<String, String> ids = things();
    Map<String, Set<String>> expected = new LinkedHashMap<>();
    Map<String, Set<String>> actual = new LinkedHashMap<>();
    for (String line : CALLS.split("\n")) {
      String call = line.substring(0, line.indexOf('|')).trim();
      String allowed = line.substring(line.indexOf('|') + 1).trim().replace("everybody", EVERYBODY);
      expected.put(call, allowed.isEmpty() ? Set.of() : Set.of(allowed.split(" ")));
      Set<String> admitted = new TreeSet<>();
      for (String role : roles()) {
        if (admitted(role, call, ids)) {
          admitted.add(role);
        }
      }
      actual.put(call, admitted);
      assertThat(statusOf(null, call, ids)).as(call + " without a log-in").isEqualTo(401);
    }

    assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(engine.getTaskService().createTaskQuery().taskId(ids.get("TASK")).count()).as("nothing has changed").isOne();
    assertThat(engine.getHistoryService().createHistoricVariableInstanceQuery().variableId(ids.get("VARIABLE")).count()).isOne();
  }

  @Test
  void analystsAndAdministratorsDeploy() throws Exception {
    String table = Models.text(Models.DMN.resolve("review-outcome.dmn"));
    List<String> admitted = new ArrayList<>();
    for (String role : roles()) {
      int status = new Modeler(port).deploy(role, role + ".dmn", table.replace("reviewOutcome", role + "Outcome")).statusCode();
      assertThat(status).isIn(200, 403);
      if (status == 200) {
        admitted.add(role);
      }
    }

    assertThat(admitted).containsExactlyInAnyOrder("analyst", "admin");
  }

  private Map<String, String> things() throws Exception {
    String caseNumber = aReviewersCase();
    return Map.of("INSTANCE", instance(caseNumber),
        "TASK", engine.getTaskService().createTaskQuery().processInstanceBusinessKey(caseNumber).list().get(0).getId(),
        "VARIABLE", engine.getHistoryService().createHistoricVariableInstanceQuery().processInstanceId(instance(caseNumber)).variableName("request").singleResult().getId(),
        "DEPLOYMENT", engine.getRepositoryService().createDeploymentQuery().list().get(0).getId());
  }

  private int statusOf(String role, String call, Map<String, String> ids) throws Exception {
    String method = method(call);
    return call(role, method, "/engine-rest/" + path(call, ids), "*/*", method.equals("GET") || method.equals("DELETE") ? null : "{}").statusCode();
  }

  private static String method(String call) {
    return call.substring(0, call.indexOf(' '));
  }

  private static String path(String call, Map<String, String> ids) {
    String path = call.substring(call.indexOf(' ')).trim();
    for (Map.Entry<String, String> id : ids.entrySet()) {
      path = path.replace(id.getKey(), id.getValue());
    }
    return path;
  }

  /** Whether the call passed. A body that makes no sense is not a refusal, nor is a thing that there is not; one that is hidden is. */
  private boolean admitted(String role, String call, Map<String, String> ids) throws Exception {
    int status = statusOf(role, call, ids);
    return call.startsWith("GET") ? status == 200 : status != 403 && (status != 404 || call.contains("/no"));
  }

  @ParameterizedTest
  @CsvSource({"tasklist, intake reviewer director admin", "cockpit, analyst auditor admin", "admin, admin"})
  void aWebApplicationIsOpenToItsRoles(String application, String allowed) throws Exception {
    List<String> admitted = new ArrayList<>();
    for (String role : roles()) {
      if (new Session(port).logIn(application, role) == 200) {
        admitted.add(role);
      }
    }

    assertThat(admitted).containsExactlyInAnyOrder(allowed.split(" "));
    assertThat(new Session(port).logIn(application, "stranger")).isEqualTo(401);
  }

  @Test
  void theWebApplicationsOfferNoOtherWayThanTheRestApi() throws Exception {
    Map<String, String> ids = things();
    Session admin = new Session(port);
    admin.logIn("cockpit", "admin");
    String root = "/camunda/api/engine/engine/default/";
    assertThat(admin.call("POST", root + "task/count", "{}").statusCode()).as("the session works").isEqualTo(200);
    for (String line : CALLS.split("\n")) {
      if (line.endsWith("|")) {
        String path = path(line.substring(0, line.indexOf('|')).trim(), ids);
        for (String spelling : List.of(path, path.replaceFirst("(\\?|$)", "/$1"))) {
          assertThat(admin.call(method(line), root + spelling, "{}").statusCode()).as(line).isEqualTo(403);
        }
      }
    }
  }

  @Test
  void whatIsOpenedInTasklistOrCockpitIsKept() throws Exception {
    Map<String, String> ids = things();
    Session reviewer = new Session(port);
    reviewer.logIn("tasklist", "reviewer");
    Session auditor = new Session(port);
    auditor.logIn("cockpit", "auditor");

    assertThat(reviewer.from("tasklist").call("GET", "/camunda/api/engine/engine/default/task/" + ids.get("TASK") + "/form-variables", null).statusCode()).isEqualTo(200);
    assertThat(auditor.from("cockpit").call("GET", "/camunda/api/engine/engine/default/variable-instance?processInstanceIdIn=" + ids.get("INSTANCE"), null).statusCode()).isEqualTo(200);

    String caseNumber = engine.getHistoryService().createHistoricProcessInstanceQuery().processInstanceId(ids.get("INSTANCE")).singleResult().getBusinessKey();
    assertThat(read(call("admin", "GET", "/api/audit/reads?caseNumber=" + caseNumber, "application/json", null)).get("items"))
        .extracting(read -> read.get("userId").asText() + " " + read.get("what").asText()).containsExactly("auditor COCKPIT", "reviewer TASKLIST");
  }

  /** A session of the engine's web applications, with their cookie and their protection against foreign pages. */
  private static final class Session {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String site;
    private String page = "";

    Session(int port) {
      site = "http://localhost:" + port;
    }

    Session from(String application) {
      page = site + "/camunda/app/" + application + "/default/";
      return this;
    }

    int logIn(String application, String user) throws Exception {
      load(application);
      int status = send("POST", "/camunda/api/admin/auth/user/default/login/" + application, "username=" + user + "&password=pw", "application/x-www-form-urlencoded").statusCode();
      load(application);
      return status;
    }

    /** The page brings the token that calls must carry. */
    private void load(String application) throws Exception {
      http.send(HttpRequest.newBuilder(URI.create(site + "/camunda/app/" + application + "/default/")).build(), BodyHandlers.discarding());
    }

    HttpResponse<byte[]> call(String method, String path, String body) throws Exception {
      return send(method, path, body, "application/json");
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String type) throws Exception {
      String token = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN")).map(HttpCookie::getValue).collect(Collectors.joining());
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site + path)).header("Content-Type", type).header("Accept", "application/json")
          .header("X-XSRF-TOKEN", token).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (!page.isEmpty()) {
        request.header("Referer", page);
      }
      return http.send(request.build(), BodyHandlers.ofByteArray());
    }
  }
}
