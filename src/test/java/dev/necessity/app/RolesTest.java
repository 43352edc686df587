package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.app.door.Call;
import dev.necessity.app.door.Call.Open;
import dev.necessity.app.door.Door;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what: each role against each endpoint, the engine's web applications, and its REST
 * API.
 */
@OwnEngineRest
class RolesTest extends ApiCalls {

  private static final String EVERYBODY =
      "analyst intake reviewer director auditor admin ungrouped";
  private static final Map<String, String> GROUPS =
      Map.of(
          "analyst",
          Groups.ANALYSTS,
          "intake",
          Groups.INTAKE,
          "reviewer",
          Groups.REVIEWERS,
          "director",
          Groups.MEDICAL_DIRECTORS,
          "auditor",
          Groups.AUDITORS,
          "admin",
          Groups.ADMIN);
  private static final Door DOOR = new Door();
  private static final String REFUSED = "None of your groups may do this.";
  private static final String NOTHING_THERE = "There is no such call.";

  /**
   * What nobody may do with the engine, in any of its spellings: for everybody there is no such
   * call.
   */
  private static final List<String> CLOSED =
      List.of(
          "DELETE deployment/DEPLOYMENT",
          "POST deployment/DEPLOYMENT/redeploy",
          "POST task/TASK/complete",
          "POST task/TASK/resolve",
          "POST task/TASK/bpmnError",
          "POST task/TASK/bpmnEscalation",
          "POST task/TASK/assignee",
          "POST task/TASK/delegate",
          "POST task/TASK/identity-links",
          "PUT task/TASK",
          "DELETE task/TASK",
          "GET task/TASK/variables",
          "PUT task/TASK/variables/outcome",
          "POST task/TASK/variables/outcome/data",
          "PUT task/TASK/localVariables/outcome",
          "GET task/TASK/rendered-form",
          "POST task/create",
          "PUT process-instance/INSTANCE/variables/outcome",
          "POST process-instance/INSTANCE/variables",
          "PUT process-instance/INSTANCE/suspended",
          "PUT process-instance/suspended",
          "POST process-instance/INSTANCE/modification",
          "POST process-instance/delete",
          "POST process-instance/delete-async",
          "POST process-instance/job-retries",
          "POST process-instance/message-async",
          "POST process-instance/variables-async",
          "DELETE process-instance/INSTANCE",
          "POST execution/INSTANCE/signal",
          "POST execution/INSTANCE/messageSubscriptions/evidenceReceived/trigger",
          "POST message",
          "POST signal",
          "POST condition",
          "POST process-definition/key/priorAuthorization/start",
          "POST process-definition/key/priorAuthorization/restart",
          "PUT process-definition/key/priorAuthorization/suspended",
          "DELETE process-definition/key/priorAuthorization",
          "POST migration/generate",
          "POST migration/execute",
          "POST modification/execute",
          "POST external-task/fetchAndLock",
          "POST external-task/count",
          "GET batch",
          "DELETE batch/none",
          "POST case-definition/key/none/create",
          "DELETE history/process-instance/INSTANCE",
          "POST history/process-instance/delete",
          "POST history/process-instance/set-removal-time",
          "POST history/decision-instance/delete",
          "POST history/decision-instance/set-removal-time",
          "DELETE history/variable-instance/VARIABLE",
          "POST history/cleanup",
          "PUT decision-definition/key/siJointFusion/history-time-to-live",
          "POST decision-definition/key/siJointFusion/evaluate",
          "POST job/retries",
          "PUT job/suspended",
          "DELETE job/none",
          "GET metrics",
          "GET telemetry/configuration",
          "POST telemetry/configuration",
          "GET schema/log",
          "POST incident",
          "POST tenant/create");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Autowired ProcessEngine engine;

  @BeforeEach
  void oneOfEachRole() {
    GROUPS.forEach((role, group) -> users.add(role, "pw", role, "", group));
    if (engine.getIdentityService().createUserQuery().userId("ungrouped").count() == 0) {
      var user = engine.getIdentityService().newUser("ungrouped");
      user.setPassword("pw");
      engine.getIdentityService().saveUser(user);
    }
  }

  private static List<String> roles() {
    return List.of(EVERYBODY.split(" "));
  }

  /** Our own endpoints, as the list has them. */
  private static Stream<Call> endpoints() {
    return DOOR.calls()
        .filter(
            call ->
                !call.toString().contains("/engine-rest/")
                    && !call.toString().contains(" /camunda"));
  }

  @Test
  void everyEndpointIsOnTheListAndNothingElseIs() {
    Set<String> declared = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (info, handler) ->
                info.getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            info.getPatternValues()
                                .forEach(path -> declared.add(method + " " + path))));

    assertThat(
            endpoints()
                .map(Call::toString)
                .filter(
                    call ->
                        call.matches(
                            "[A-Z]+ /(api|audit|cases|metrics|deliveries|workbench)(/.*)?"))
                .toList())
        .as("say in door.yaml who may call each endpoint")
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anEndpointAnswersItsRolesAndNobodyElse(Call call) throws Exception {
    String path =
        call.toString()
            .substring(call.method().length() + 1)
            .replace("{caseNumber}", "PA-UNKNOWN")
            .replaceAll("\\{[a-z]+}", "none")
            .replace("/**", "/none");
    String body = call.method().equals("GET") ? null : "{}";

    List<String> admitted = new ArrayList<>();
    for (String role : roles()) {
      HttpResponse<byte[]> answer = call(role, call.method(), path, "*/*", body);
      assertThat(answer.statusCode()).as(role + " calls " + call).isLessThan(500).isNotEqualTo(401);
      if (!text(answer).contains(REFUSED)) {
        admitted.add(role);
      }
    }

    assertThat(admitted).containsExactlyInAnyOrderElementsOf(admittedTo(call));
    assertThat(call(null, call.method(), path, "*/*", body).statusCode() == 401)
        .as("without a log-in")
        .isEqualTo(call.open() != Open.ANYBODY);
  }

  private static List<String> admittedTo(Call call) {
    return roles().stream()
        .filter(
            role ->
                call.open() != Open.NOBODY
                    || call.who().contains(GROUPS.getOrDefault(role, "of none")))
        .toList();
  }

  /** A case that waits for a reviewer, and one that no person ever had a task in. */
  /** With a planned date, which intake would be asked for. */
  private String aReviewersCase() throws Exception {
    ObjectNode request = (ObjectNode) example("seed").without("receivedAt");
    request
        .withObject("/procedure")
        .put("plannedDate", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
    return open(request);
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "GET, /notice?audience=PROVIDER", "POST, /extension"})
  void aReviewerKnowsTheCasesOfItsGroupsOnly(String method, String rest) throws Exception {
    String own = aReviewersCase();
    String foreign = open(example("all-met-ambulatory"));
    String body = method.equals("GET") ? null : "{\"reason\": \"x\"}";

    assertThat(
            call("reviewer", method, "/api/requests/" + own + rest, "application/json", body)
                .statusCode())
        .isNotIn(403, 404);
    HttpResponse<byte[]> hidden =
        call("reviewer", method, "/api/requests/" + foreign + rest, "application/json", body);
    HttpResponse<byte[]> unknown =
        call("reviewer", method, "/api/requests/PA-NEVERWAS00" + rest, "application/json", body);

    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(text(hidden).replace(foreign, "PA-NEVERWAS00"))
        .as("a case of others is one that does not exist")
        .isEqualTo(text(unknown));
  }

  @Test
  void thePageOfACaseIsForWhoKnowsTheCase() throws Exception {
    String own = aReviewersCase();
    String foreign = open(example("all-met-ambulatory"));

    assertThat(call("reviewer", "GET", "/cases/" + own, "text/html", null).statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> hidden = call("reviewer", "GET", "/cases/" + foreign, "text/html", null);
    HttpResponse<byte[]> unknown =
        call("reviewer", "GET", "/cases/PA-NEVERWAS00", "text/html", null);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(text(hidden).replace(foreign, "PA-NEVERWAS00"))
        .as("a case of others is one that does not exist")
        .isEqualTo(text(unknown))
        .as("a page, with a way back")
        .startsWith("<!DOCTYPE html>")
        .contains("There is no case PA-NEVERWAS00.", "href=\"/\"");
    assertThat(text(call("reviewer", "GET", "/cases/" + foreign, "*/*", null)))
        .as("what is no browser gets problem details")
        .startsWith("{");
    assertThat(call("analyst", "GET", "/cases/" + own, "text/html", null).statusCode())
        .isEqualTo(403);
    for (String role : List.of("intake", "auditor", "admin")) {
      assertThat(call(role, "GET", "/cases/" + foreign, "text/html", null).statusCode())
          .as(role)
          .isEqualTo(200);
    }
  }

  @Test
  void theLogInOfTasklistOpensTheDeskAndNothingElseOfOurs() throws Exception {
    String own = aReviewersCase();
    Session reviewer = new Session(port);

    HttpResponse<byte[]> stranger = reviewer.look("/cases/" + own + "/tab");
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate"))
        .as("no window of the browser in front of Tasklist")
        .isEmpty();

    reviewer.logIn("tasklist", "reviewer");
    for (String page : List.of("/cases", "/cases/" + own, "/cases/" + own + "/tab")) {
      assertThat(reviewer.look(page).statusCode()).as(page).isEqualTo(200);
    }
    assertThat(reviewer.look("/cases/" + open(example("all-met-ambulatory"))).statusCode())
        .as("a case of others")
        .isEqualTo(404);
    for (String other :
        List.of("/api/requests/" + own, "/audit", "/workbench", "/engine-rest/task", "/casesx")) {
      assertThat(reviewer.look(other).statusCode()).as(other).isIn(401, 404);
    }
  }

  @Test
  void aDirectorKnowsACaseFromTheReviewOnAndOthersKnowEach() throws Exception {
    String waiting = aReviewersCase();
    String inReview = open(example("seed"));
    engine
        .getManagementService()
        .createJobQuery()
        .activityId("documentationPeriodOver")
        .list()
        .stream()
        .filter(job -> instance(inReview).equals(job.getProcessInstanceId()))
        .forEach(job -> engine.getManagementService().executeJob(job.getId()));

    assertThat(status("director", waiting)).isEqualTo(404);
    assertThat(status("director", inReview)).isEqualTo(200);
    assertThat(status("reviewer", inReview)).as("had tasks for reviewers").isEqualTo(200);
    assertThat(status("ungrouped", waiting)).isEqualTo(403);
    assertThat(status("analyst", waiting)).as("works on policies, not on members").isEqualTo(403);
    for (String role : List.of("intake", "auditor", "admin")) {
      assertThat(status(role, waiting)).as(role).isEqualTo(200);
    }
  }

  @Test
  void aReviewersListHoldsItsCasesAndAnAuditorsAll() throws Exception {
    String own = aReviewersCase();
    String foreign = open(example("all-met-ambulatory"));

    assertThat(list("reviewer")).contains(own).doesNotContain(foreign);
    String work = text(call("reviewer", "GET", "/cases", "text/html", null));
    assertThat(work).contains(own).doesNotContain(foreign);
    assertThat(text(call("director", "GET", "/cases", "text/html", null))).doesNotContain(own);
    assertThat(list("auditor")).contains(own, foreign);
    assertThat(
            read(call(
                    "reviewer",
                    "GET",
                    "/api/requests?state=DECIDED&size=1",
                    "application/json",
                    null))
                .get("total")
                .asLong())
        .as("not even counted")
        .isZero();
  }

  @Test
  void aListOfTasksHoldsThoseThatAreOfferedToTheReadersGroupsAndNoOthers() throws Exception {
    String waiting = aReviewersCase();

    for (Map.Entry<String, Boolean> seen :
        Map.of("reviewer", true, "auditor", true, "admin", true, "director", false, "intake", false)
            .entrySet()) {
      for (String asked : List.of("", "&candidateGroup=reviewers&includeAssignedTasks=true")) {
        String of = "processInstanceBusinessKey=" + waiting + asked;
        JsonNode tasks =
            read(call(seen.getKey(), "GET", "/engine-rest/task?" + of, "application/json", null));
        assertThat(!tasks.isEmpty()).as(seen.getKey() + asked).isEqualTo(seen.getValue());
        assertThat(
                read(call(
                        seen.getKey(),
                        "GET",
                        "/engine-rest/task/count?" + of,
                        "application/json",
                        null))
                    .get("count")
                    .asInt())
            .isEqualTo(tasks.size());
      }
    }
  }

  private List<String> list(String role) throws Exception {
    return read(call(role, "GET", "/api/requests?size=200", "application/json", null))
        .get("items")
        .findValuesAsText("caseNumber");
  }

  private int status(String role, String caseNumber) throws Exception {
    return call(role, "GET", "/api/requests/" + caseNumber, "application/json", null).statusCode();
  }

  private String instance(String caseNumber) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .singleResult()
        .getId();
  }

  private static Stream<Call> engineCalls() {
    return DOOR.calls().filter(call -> call.toString().contains(" /engine-rest/"));
  }

  @Test
  void theEnginesRestApiAnswersItsRolesAndNobodyElse() throws Exception {
    Map<String, String> ids = things();
    for (Call call : engineCalls().toList()) {
      String path =
          call.toString()
              .substring(call.method().length() + 1)
              .replace("{task}", ids.get("TASK"))
              .replace("{instance}", ids.get("INSTANCE"))
              .replace("{variable}", ids.get("VARIABLE"))
              .replace("{deployment}", ids.get("DEPLOYMENT"))
              .replace("{key}", "priorAuthorization")
              .replaceAll("\\{[a-z]+}", "none");
      List<String> admitted = new ArrayList<>();
      for (String role : roles()) {
        HttpResponse<byte[]> answer =
            call(
                role,
                call.method(),
                path,
                "application/json",
                call.method().equals("GET") ? null : "{}");
        assertThat(answer.statusCode())
            .as(role + " calls " + call + ": " + text(answer))
            .isLessThan(500)
            .isNotEqualTo(401);
        if (!text(answer).contains(REFUSED)) {
          admitted.add(role);
        }
      }
      assertThat(admitted)
          .as(call.toString())
          .containsExactlyInAnyOrderElementsOf(admittedTo(call));
      assertThat(call(null, call.method(), path, "*/*", null).statusCode())
          .as(call + " without a log-in")
          .isEqualTo(401);
    }
  }

  @Test
  void whatNobodyMayDoDoesNotExist() throws Exception {
    Map<String, String> ids = things();
    for (String closed : CLOSED) {
      for (String role : roles()) {
        HttpResponse<byte[]> answer =
            call(
                role,
                method(closed),
                "/engine-rest/" + path(closed, ids),
                "application/json",
                method(closed).equals("GET") ? null : "{}");
        assertThat(answer.statusCode()).as(role + " calls " + closed).isEqualTo(404);
        assertThat(text(answer)).contains(NOTHING_THERE);
      }
      assertThat(
              call(
                      null,
                      method(closed),
                      "/engine-rest/" + path(closed, ids),
                      "application/json",
                      null)
                  .statusCode())
          .isEqualTo(404);
    }
    assertThat(engine.getTaskService().createTaskQuery().taskId(ids.get("TASK")).count())
        .as("nothing has changed")
        .isOne();
    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .variableId(ids.get("VARIABLE"))
                .count())
        .isOne();
  }

  @Test
  void analystsAndAdministratorsDeploy() throws Exception {
    String table = Models.text(Models.DMN.resolve("review-outcome.dmn"));
    List<String> admitted = new ArrayList<>();
    for (String role : roles()) {
      int status = new Modeler(port).deploy(role, "review-outcome.dmn", table).statusCode();
      assertThat(status).isIn(200, 403);
      if (status == 200) {
        admitted.add(role);
      }
    }

    assertThat(admitted).containsExactlyInAnyOrder("analyst", "admin");
  }

  private Map<String, String> things() throws Exception {
    String caseNumber = aReviewersCase();
    return Map.of(
        "INSTANCE",
        instance(caseNumber),
        "TASK",
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(caseNumber)
            .list()
            .get(0)
            .getId(),
        "VARIABLE",
        engine
            .getHistoryService()
            .createHistoricVariableInstanceQuery()
            .processInstanceId(instance(caseNumber))
            .variableName("request")
            .singleResult()
            .getId(),
        "DEPLOYMENT",
        engine.getRepositoryService().createDeploymentQuery().list().get(0).getId());
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

  @ParameterizedTest
  @CsvSource({
    "tasklist, intake reviewer director admin",
    "cockpit, analyst auditor admin",
    "admin, admin"
  })
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
    assertThat(admin.call("POST", root + "task/count", "{}").statusCode())
        .as("the session works")
        .isEqualTo(200);
    for (String closed : CLOSED) {
      String path = root + path(closed, ids);
      assertThat(admin.call(method(closed), path, "{}").statusCode()).as(closed).isEqualTo(404);
      assertThat(
              admin.call(method(closed), path.replace("default/", "default//"), "{}").statusCode())
          .as(closed)
          .isEqualTo(400);
    }
  }

  @Test
  void whatIsOpenedInTasklistOrCockpitIsKept() throws Exception {
    Map<String, String> ids = things();
    Session reviewer = new Session(port);
    reviewer.logIn("tasklist", "reviewer");
    Session auditor = new Session(port);
    auditor.logIn("cockpit", "auditor");

    assertThat(
            reviewer
                .from("tasklist")
                .call(
                    "GET",
                    "/camunda/api/engine/engine/default/task/"
                        + ids.get("TASK")
                        + "/form-variables",
                    null)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            auditor
                .from("cockpit")
                .call(
                    "GET",
                    "/camunda/api/engine/engine/default/variable-instance?processInstanceIdIn="
                        + ids.get("INSTANCE"),
                    null)
                .statusCode())
        .isEqualTo(200);

    String caseNumber =
        engine
            .getHistoryService()
            .createHistoricProcessInstanceQuery()
            .processInstanceId(ids.get("INSTANCE"))
            .singleResult()
            .getBusinessKey();
    assertThat(
            read(call(
                    "admin",
                    "GET",
                    "/api/audit/reads?caseNumber=" + caseNumber,
                    "application/json",
                    null))
                .get("items"))
        .extracting(read -> read.get("userId").asText() + " " + read.get("what").asText())
        .containsExactly("auditor COCKPIT", "reviewer TASKLIST");
  }

  /**
   * A session of the engine's web applications, with their cookie and their protection against
   * foreign pages.
   */
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
      int status =
          send(
                  "POST",
                  "/camunda/api/admin/auth/user/default/login/" + application,
                  "username=" + user + "&password=pw",
                  "application/x-www-form-urlencoded")
              .statusCode();
      load(application);
      return status;
    }

    /** The page brings the token that calls must carry. */
    private void load(String application) throws Exception {
      http.send(
          HttpRequest.newBuilder(URI.create(site + "/camunda/app/" + application + "/default/"))
              .build(),
          BodyHandlers.discarding());
    }

    HttpResponse<byte[]> call(String method, String path, String body) throws Exception {
      return send(method, path, body, "application/json");
    }

    HttpResponse<byte[]> look(String path) throws Exception {
      return http.send(
          HttpRequest.newBuilder(URI.create(site + path)).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String type)
        throws Exception {
      String token =
          cookies.getCookieStore().getCookies().stream()
              .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
              .map(HttpCookie::getValue)
              .collect(Collectors.joining());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(site + path))
              .header("Content-Type", type)
              .header("Accept", "application/json")
              .header("X-XSRF-TOKEN", token)
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (!page.isEmpty()) {
        request.header("Referer", page);
      }
      return http.send(request.build(), BodyHandlers.ofByteArray());
    }
  }
}
