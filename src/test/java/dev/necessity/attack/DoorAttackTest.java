package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.RequestReader;
import dev.necessity.workflow.CaseDriver;
import dev.necessity.workflow.Cases;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.rest.dto.history.HistoricTaskInstanceQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.JobQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.ProcessInstanceQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.VariableInstanceQueryDto;
import org.camunda.bpm.engine.rest.dto.task.TaskQueryDto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody who can log in tries to run code on the server, and to get past the list of calls. */
class DoorAttackTest extends EdgeTest {

  /** The door to code, were there one: each way leaves its mark here. */
  public static final class Canary {

    static final Set<String> SONGS = new TreeSet<>();

    public Canary() {
      SONGS.add("was made");
    }

    public static String sing() {
      SONGS.add("sang");
      return "song";
    }

    public void setSong(String song) {
      SONGS.add("was given " + song);
    }
  }

  private static final String CODE = "${''.getClass().forName('dev.necessity.attack.DoorAttackTest$Canary').getMethod('sing').invoke(null)}";

  @Autowired Cases cases;
  @Autowired RequestReader reader;

  private final ObjectMapper json = new ObjectMapper();
  private CaseDriver waiting;
  private String task;

  @BeforeEach
  void aWaitingCase() {
    Canary.SONGS.clear();
    waiting = CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
    task = waiting.task("NICOTINE_LAB").getId();
  }

  private HttpResponse<String> post(String user, String path, String body) throws Exception {
    return send("POST", path, body, "Authorization", basic(user), "Content-Type", "application/json");
  }

  /** The calls that take a query, each with the engine's class of it, and whoever may make them. */
  private static Map<String, Class<?>> queries() {
    return Map.of("aud /engine-rest/task", TaskQueryDto.class, "rita /engine-rest/task/count", TaskQueryDto.class, "rita /engine-rest/filter/FILTER/list", TaskQueryDto.class,
        "rita /engine-rest/filter/FILTER/count", TaskQueryDto.class, "aud /engine-rest/process-instance", ProcessInstanceQueryDto.class,
        "aud /engine-rest/variable-instance", VariableInstanceQueryDto.class, "adam /engine-rest/job", JobQueryDto.class, "aud /engine-rest/history/task/count", HistoricTaskInstanceQueryDto.class);
  }

  /** What a query object can be told under a name that ends so, read from its class. */
  private static List<String> expressions(Class<?> query) {
    return Arrays.stream(query.getMethods()).map(Method::getName).filter(name -> name.startsWith("set") && name.endsWith("Expression"))
        .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4)).sorted().toList();
  }

  @Test
  void noQueryTakesAnExpressionAtAnyDepth() throws Exception {
    String filter = engine.getFilterService().createFilterQuery().filterName("Tasks of reviewers").singleResult().getId();
    int sent = 0;
    for (Map.Entry<String, Class<?>> query : queries().entrySet()) {
      String[] call = query.getKey().replace("FILTER", filter).split(" ");
      for (String field : Stream.concat(expressions(TaskQueryDto.class).stream(), expressions(query.getValue()).stream()).distinct().toList()) {
        ObjectNode body = json.createObjectNode().put(field, CODE);
        for (int depth = 0; depth < 4; depth++) {
          HttpResponse<String> answer = post(call[0], call[1], body.toString());
          assertThat(answer.statusCode()).as(query.getKey() + " " + body + " " + answer.body()).isEqualTo(400);
          assertThat(answer.body()).contains(depth == 0 ? field : "/orQueries");
          ObjectNode around = json.createObjectNode();
          around.putArray("orQueries").add(body);
          body = around;
          sent++;
        }
      }
    }
    assertThat(sent).as("the classes have such fields").isGreaterThan(500);
    assertThat(Canary.SONGS).isEmpty();
  }

  @Test
  void noFilterHoldsOne() throws Exception {
    for (String field : expressions(TaskQueryDto.class)) {
      for (String query : List.of("{\"" + field + "\": \"" + CODE + "\"}", "{\"orQueries\": [{\"" + field + "\": \"" + CODE + "\"}]}")) {
        HttpResponse<String> answer = post("adam", "/engine-rest/filter/create", "{\"resourceType\": \"Task\", \"name\": \"mine\", \"query\": " + query + "}");
        assertThat(answer.statusCode()).as(query).isEqualTo(400);
      }
    }
    assertThat(Canary.SONGS).isEmpty();
  }

  @Test
  void noVariableIsOfAClassThatTheCallerNames() throws Exception {
    String named = Canary.class.getName();
    for (String type : List.of("Object", "File", "Xml", "Bytes", "object", "OBJECT", named, "")) {
      for (String info : List.of("", ", \"valueInfo\": {\"objectTypeName\": \"" + named + "\", \"serializationDataFormat\": \"application/json\"}", ", \"valueInfo\": {\"objectTypeName\": \"" + named + "\"}",
          ", \"valueInfo\": {\"serializationDataFormat\": \"application/x-java-serialized-object\"}")) {
        String variables = "{\"variables\": {\"available\": {\"value\": \"{\\\"song\\\": \\\"x\\\"}\", \"type\": \"" + type + "\"" + info + "}}}";
        HttpResponse<String> answer = post("rita", "/engine-rest/task/" + task + "/submit-form", variables);
        assertThat(answer.statusCode()).as(variables).isEqualTo(400);
      }
    }
    for (String value : List.of("{\"song\": \"x\"}", "[{\"song\": \"x\"}]", "[[\"" + named + "\", {}]]")) {
      assertThat(post("rita", "/engine-rest/task/" + task + "/submit-form", "{\"variables\": {\"available\": {\"value\": " + value + "}}}").statusCode()).isEqualTo(400);
    }
    assertThat(Canary.SONGS).isEmpty();
    assertThat(waiting.documents()).contains("NICOTINE_LAB");
  }

  @Test
  void anExpressionThatIsATextStaysOne() throws Exception {
    assertThat(post("rita", "/engine-rest/task/" + task + "/submit-form", "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \"" + CODE + "\"}}}").statusCode()).isEqualTo(204);
    assertThat(post("adam", "/engine-rest/group/create", "{\"id\": \"" + CODE + "\"}").statusCode()).isEqualTo(400);
    for (String parameter : List.of("assigneeExpression", "dueBeforeExpression", "sortBy", "candidateGroupExpression")) {
      assertThat(send("GET", "/engine-rest/task?" + parameter + "=%24%7B1%7D", null, "Authorization", basic("rita")).statusCode()).isEqualTo(400);
    }
    waiting.join();
    assertThat(Canary.SONGS).isEmpty();
  }

  /** Spellings of a path that somebody might read as the one that is closed, or as the one that is open. */
  private List<String> spellings(String path) {
    List<String> all = new ArrayList<>();
    for (String odd : List.of("%C2%85", "%c2%85", "%00", "%0A", "%0d%0a", "%09", "%2F", "%5C", "%25", "%2e%2e", "%7f", "%E2%80%A8", "%C3%A9", "%EF%BC%8F", "%ff", ";", ";a=b", "//", "/./", "/../", "/%2e/", "%252f", "%3b",
        "%3F", "%23", "*", "~", "+", "$", "'", "(", "!", ",", "=", "&", "%")) {
      for (int at : Stream.of(0, path.indexOf('/', 1), path.indexOf('/', path.indexOf('/', 1) + 1), path.lastIndexOf('/'), path.length()).filter(place -> place >= 0).toList()) {
        all.add(path.substring(0, at) + (at == 0 && !odd.startsWith("/") ? "/" : "") + odd + path.substring(at));
      }
    }
    for (int i = 1; i < path.length(); i += 3) {
      all.add(path.substring(0, i) + String.format("%%%02x", (int) path.charAt(i)) + path.substring(i + 1));
    }
    return all;
  }

  @Test
  void aPathHasOneSpelling() throws Exception {
    int sent = 0;
    for (String[] call : List.of(new String[] {"PUT", "/engine-rest/task/" + task + "/variables/outcome"}, new String[] {"GET", "/engine-rest/metrics"}, new String[] {"POST", "/engine-rest/task/" + task + "/complete"},
        new String[] {"POST", "/camunda/api/admin/setup/default/user/create"}, new String[] {"GET", "/engine-rest/task/" + task}, new String[] {"GET", "/audit/holds"})) {
      for (String path : spellings(call[1])) {
        String answer;
        try (Wire wire = new Wire(port)) {
          answer = wire.send(call[0] + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: " + basic("adam") + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").answer();
        }
        assertThat(answer).as(call[0] + " " + path).startsWith("HTTP/1.1 400");
        sent++;
      }
    }
    assertThat(sent).isGreaterThan(1000);
    assertThat(waiting.documents()).as("nothing has changed").contains("NICOTINE_LAB");
  }

  @Test
  void aCaseInOtherLettersIsAnotherPath() throws Exception {
    for (String path : List.of("/ENGINE-REST/task", "/Engine-Rest/task", "/engine-rest/TASK", "/API/requests", "/api/Requests", "/CAMUNDA/api/engine/engine")) {
      assertThat(send("GET", path, null, "Authorization", basic("adam")).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void nobodyMakesAnAdministratorBeforeALogIn() throws Exception {
    String admin = "{\"profile\": {\"id\": \"eve\"}, \"credentials\": {\"password\": \"pw\"}}";
    String[] page = fromTheLogInPage();
    for (String path : List.of("/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup/default/user/create/", "/camunda/app/admin/default/setup")) {
      for (String user : new String[] {null, "adam"}) {
        int status = send("POST", path, admin, and(page, "Content-Type", "application/json", "Authorization", user == null ? null : basic(user))).statusCode();
        assertThat(status).as(path).isEqualTo(404);
      }
    }
    assertThat(engine.getIdentityService().createUserQuery().userId("eve").count()).isZero();
  }

  @Test
  void analystsSeeNothingOfACase() throws Exception {
    for (String path : List.of("/api/requests/" + waiting.caseNumber(), "/api/requests/" + waiting.caseNumber() + "/notice?audience=MEMBER", "/engine-rest/task", "/engine-rest/task/" + task,
        "/engine-rest/process-instance/" + waiting.processInstanceId() + "/variables", "/engine-rest/variable-instance", "/engine-rest/history/process-instance", "/engine-rest/history/variable-instance",
        "/engine-rest/history/task", "/engine-rest/incident", "/engine-rest/job")) {
      assertThat(send("GET", path, null, "Authorization", basic("ana")).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(send("GET", "/engine-rest/history/decision-instance?includeInputs=true", null, "Authorization", basic("ana")).body()).isEqualTo("[]");
    assertThat(send("GET", "/engine-rest/task/count", null, "Authorization", basic("ana")).body()).isEqualTo("{\"count\":0}");
    assertThat(post("ana", "/engine-rest/process-instance/count", "{}").body()).isEqualTo("{\"count\":0}");
  }

  @Test
  void aBodyIsReadInOneWay() throws Exception {
    for (String body : List.of("{\"userId\": \"rita\", \"userId\": \"mia\"}", "{\"userId\": \"rita\"} {\"userId\": \"mia\"}", "[{\"userId\": \"rita\"}]", "\"rita\"", "{", "", "{\"userId\": {\"$ref\": \"x\"}}",
        "{\"userId\": [\"rita\"]}", "{\"userId\": \"rita\\u0000\"}", "{\"userId\": \"rita\\ud800\"}", "[".repeat(2000), "{\"other\": 1}", "{\"USERID\": \"rita\"}")) {
      assertThat(post("rita", "/engine-rest/task/" + task + "/claim", body).statusCode()).as(body.substring(0, Math.min(50, body.length()))).isEqualTo(400);
    }
    for (String type : List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "x")) {
      assertThat(send("POST", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"rita\"}", "Authorization", basic("rita"), "Content-Type", type).statusCode()).as(type).isEqualTo(415);
    }
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).taskUnassigned().count()).isOne();
    assertThat(post("rita", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"rita\"}").statusCode()).isEqualTo(204);
  }
}
