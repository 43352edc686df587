package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.app.door.Call.Body;
import dev.necessity.app.door.Offered;
import dev.necessity.attack.Visitor.Call;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.variable.ValueTypeResolverImpl;
import org.camunda.bpm.engine.rest.dto.AbstractQueryDto;
import org.camunda.bpm.engine.rest.dto.history.HistoricTaskInstanceQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.IncidentQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.ProcessInstanceQueryDto;
import org.camunda.bpm.engine.rest.dto.task.TaskQueryDto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

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

  private static final String CODE =
      "${''.getClass().forName('dev.necessity.attack.DoorAttackTest$Canary').getMethod('sing').invoke(null)}";

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
    return send(
        "POST", path, body, "Authorization", basic(user), "Content-Type", "application/json");
  }

  private static final dev.necessity.app.door.Door LIST = new dev.necessity.app.door.Door();
  private static final int DEEPEST = 3;

  /** Each class of the engine and of its web applications that a query is read into. */
  private static List<Class<?>> queries() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(AbstractQueryDto.class));
    scan.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*QueryDto(Impl)?")));
    return scan.findCandidateComponents("org.camunda.bpm").stream()
        .<Class<?>>map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
        .toList();
  }

  /** What such an object can be told under a name that ends so. */
  private static Set<String> expressions() {
    return queries().stream()
        .flatMap(query -> Arrays.stream(query.getMethods()))
        .map(Method::getName)
        .filter(name -> name.startsWith("set") && name.endsWith("Expression"))
        .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An expression under this name, in a query so deep in others. */
  private ObjectNode query(int depth, Iterable<String> fields) {
    ObjectNode query = json.createObjectNode();
    fields.forEach(field -> query.put(field, CODE));
    if (depth == 0) {
      return query;
    }
    ObjectNode around = json.createObjectNode();
    around.putArray("orQueries").add(query(depth - 1, fields));
    return around;
  }

  private String made(String path) {
    String filter =
        engine
            .getFilterService()
            .createFilterQuery()
            .filterName("Tasks of reviewers")
            .singleResult()
            .getId();
    return path.replace("{filter}", filter)
        .replace("{task}", task)
        .replace("{instance}", waiting.processInstanceId())
        .replace("{key}", "priorAuthorization")
        .replaceAll("\\{[a-z]*}", "none");
  }

  private static String somebodyOf(dev.necessity.app.door.Call call) {
    return People.GROUPS.keySet().stream()
        .sorted()
        .filter(user -> call.who().isEmpty() || call.who().contains(People.GROUPS.get(user)))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> refused(String user, String method, String path, String body) {
    HttpResponse<String> answer =
        door.send(
            body == null
                ? Call.get(user, path)
                : Call.json(user, method, path, body.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.statusCode())
        .as(user + " " + method + " " + path + " " + body + ": " + answer.body())
        .isBetween(400, 499);
    return answer;
  }

  /**
   * Refused by the list of calls, and not only by the engine behind it, for whom the call is there.
   */
  private void refusedAtTheDoor(String user, String method, String path, String body) {
    HttpResponse<String> answer = refused(user, method, path, body);
    if (!Set.of(403, 404, 415).contains(answer.statusCode())) {
      assertThat(answer.body())
          .as(method + " " + path + " " + body)
          .contains(" is not taken here.");
    }
  }

  @Test
  void theClassesOfQueriesAreAllRead() {
    assertThat(queries())
        .contains(
            TaskQueryDto.class,
            ProcessInstanceQueryDto.class,
            HistoricTaskInstanceQueryDto.class,
            IncidentQueryDto.class)
        .hasSizeGreaterThan(40);
    assertThat(expressions())
        .contains(
            "assigneeExpression", "dueBeforeExpression", "processInstanceBusinessKeyLikeExpression")
        .hasSizeGreaterThan(15);
  }

  /**
   * One after the other, at each depth, by what is open to systems; all of them at once by the same
   * for the web applications, and by what is closed altogether.
   */
  @Test
  void noCallTakesAnExpressionAtAnyDepth() {
    Set<String> fields = expressions();
    List<dev.necessity.app.door.Call> open =
        LIST.calls()
            .filter(
                call ->
                    call.toString().contains(" /engine-rest/") && call.body() instanceof Body.Json)
            .toList();
    for (dev.necessity.app.door.Call call : open) {
      String path = made(call.toString().substring(call.method().length() + 1));
      for (int depth = 0; depth <= DEEPEST; depth++) {
        for (String field : fields) {
          if (Set.of("POST", "PUT").contains(call.method())) {
            refusedAtTheDoor(
                somebodyOf(call), call.method(), path, query(depth, List.of(field)).toString());
          } else if (depth == 0) {
            refusedAtTheDoor(somebodyOf(call), "GET", path + "?" + field + "=%24%7B1%7D", null);
          }
        }
      }
    }
    Stream.concat(Offered.engine().stream(), Offered.applications().stream())
        .filter(operation -> operation.matches("(POST|PUT) .*"))
        .forEach(
            operation -> {
              String[] words = operation.split(" ");
              for (int depth = 0; depth <= DEEPEST; depth++) {
                refusedAtTheDoor(
                    "adam",
                    words[0],
                    made(words[1].replace("/engine/engine/{}", "/engine/engine/default")),
                    query(depth, fields).toString());
              }
            });
    assertThat(Canary.SONGS).isEmpty();
  }

  @Test
  void noFilterHoldsOne() throws Exception {
    for (String field : expressions()) {
      for (String query :
          List.of(
              "{\"" + field + "\": \"" + CODE + "\"}",
              "{\"orQueries\": [{\"" + field + "\": \"" + CODE + "\"}]}")) {
        HttpResponse<String> answer =
            post(
                "adam",
                "/engine-rest/filter/create",
                "{\"resourceType\": \"Task\", \"name\": \"mine\", \"query\": " + query + "}");
        assertThat(answer.statusCode()).as(query).isEqualTo(400);
      }
    }
    assertThat(Canary.SONGS).isEmpty();
  }

  @Test
  void whatThereIsNoMoreOrNeverWasIsNoFailureOfTheServer() {
    String completed = task;
    waiting.unavailable("NICOTINE_LAB");
    List<dev.necessity.app.door.Call> reading =
        LIST.calls()
            .filter(
                call ->
                    call.method().equals("GET")
                        && call.toString().matches(".* /(engine-rest|camunda/api/engine)/.*[{].*"))
            .toList();
    for (dev.necessity.app.door.Call call : reading) {
      for (String id :
          List.of(
              "none",
              completed,
              waiting.processInstanceId(),
              "priorAuthorization",
              waiting.caseNumber())) {
        for (String user :
            People.GROUPS.keySet().stream()
                .filter(user -> call.who().contains(People.GROUPS.get(user)))
                .toList()) {
          HttpResponse<String> answer =
              door.send(Call.get(user, call.toString().substring(4).replaceAll("\\{[a-z]+}", id)));
          assertThat(answer.statusCode())
              .as(user + " " + call + " " + id + " " + answer.body())
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void aStartThatIsNotForTheCallerIsTheirMistake() throws Exception {
    for (String user : List.of("ines", "adam")) {
      HttpResponse<String> numbered =
          post(
              user,
              "/engine-rest/process-definition/key/priorAuthorization/submit-form",
              "{\"variables\": {}, \"businessKey\": \"" + waiting.caseNumber() + "\"}");
      assertThat(numbered.statusCode()).as(numbered.body()).isEqualTo(400);
      assertThat(numbered.body()).contains("leave the business key out");
    }
  }

  /** Each type that the engine knows, in each spelling that somebody might read, and classes. */
  private Set<String> types() {
    ValueTypeResolverImpl known =
        (ValueTypeResolverImpl)
            ((ProcessEngineImpl) engine).getProcessEngineConfiguration().getValueTypeResolver();
    Set<String> types =
        new TreeSet<>(
            List.of(
                "",
                " ",
                "Canary",
                Canary.class.getName(),
                "java.util.HashMap",
                "javax.script.ScriptEngineManager",
                "[Ljava.lang.String;",
                "${1}"));
    ((Map<?, ?>) ReflectionTestUtils.getField(known, "knownTypes"))
        .keySet().stream()
            .map(Object::toString)
            .forEach(
                type ->
                    types.addAll(
                        List.of(
                            type,
                            type.toUpperCase(Locale.ROOT),
                            StringUtils.capitalize(type),
                            type + " ",
                            "[" + type)));
    assertThat(types)
        .contains("Object", "File", "Xml", "Bytes", "Json", "Number", "String", "Date", "Null");
    return types;
  }

  @Test
  void noVariableIsOfATypeOrAClassThatTheCallerChooses() {
    String named = Canary.class.getName();
    Set<String> taken =
        Set.of("String", "Boolean", "Integer", "Long", "Double", "Null", "Json", "Date");
    List<String> paths =
        List.of(
            "/engine-rest/task/" + task + "/submit-form",
            "/camunda/api/engine/engine/default/task/" + task + "/submit-form",
            "/engine-rest/process-definition/key/priorAuthorization/submit-form");
    for (String type : types()) {
      for (String info :
          List.of(
              "",
              ", \"valueInfo\": {\"objectTypeName\": \""
                  + named
                  + "\", \"serializationDataFormat\": \"application/json\"}",
              ", \"valueInfo\": {\"objectTypeName\": \"" + named + "\"}",
              ", \"valueInfo\": {\"serializationDataFormat\": \"application/x-java-serialized-object\"}",
              ", \"valueInfo\": {\"transient\": true}")) {
        for (String value :
            taken.contains(type) && info.isEmpty()
                ? List.<String>of()
                : List.of(
                    "\"{\\\"song\\\": \\\"x\\\"}\"", "\"rO0ABXNyABNqYXZh\"", "true", "null")) {
          paths.forEach(
              path ->
                  refused(
                      path.contains("/task/") ? "rita" : "ines",
                      "POST",
                      path,
                      "{\"variables\": {\"available\": {\"value\": "
                          + value
                          + ", \"type\": \""
                          + type
                          + "\""
                          + info
                          + "}}}"));
        }
      }
    }
    for (String value :
        List.of("{\"song\": \"x\"}", "[{\"song\": \"x\"}]", "[[\"" + named + "\", {}]]")) {
      paths.forEach(
          path ->
              refused(
                  path.contains("/task/") ? "rita" : "ines",
                  "POST",
                  path,
                  "{\"variables\": {\"available\": {\"value\": " + value + "}}}"));
    }
    assertThat(Canary.SONGS).isEmpty();
    assertThat(waiting.documents()).contains("NICOTINE_LAB");
  }

  @Test
  void anExpressionThatIsATextStaysOne() throws Exception {
    assertThat(
            post(
                    "rita",
                    "/engine-rest/task/" + task + "/submit-form",
                    "{\"variables\": {\"available\": {\"value\": false}, \"unavailableReason\": {\"value\": \""
                        + CODE
                        + "\"}}}")
                .statusCode())
        .isEqualTo(204);
    assertThat(post("adam", "/engine-rest/group/create", "{\"id\": \"" + CODE + "\"}").statusCode())
        .isEqualTo(400);
    for (String parameter :
        List.of(
            "assigneeExpression", "dueBeforeExpression", "sortBy", "candidateGroupExpression")) {
      assertThat(
              send(
                      "GET",
                      "/engine-rest/task?" + parameter + "=%24%7B1%7D",
                      null,
                      "Authorization",
                      basic("rita"))
                  .statusCode())
          .isEqualTo(400);
    }
    waiting.join();
    assertThat(Canary.SONGS).isEmpty();
  }

  /**
   * Spellings of a path that somebody might read as the one that is closed, or as the one that is
   * open.
   */
  private List<String> spellings(String path) {
    List<String> all = new ArrayList<>();
    for (String odd :
        List.of(
            "%C2%85",
            "%c2%85",
            "%00",
            "%0A",
            "%0d%0a",
            "%09",
            "%2F",
            "%5C",
            "%25",
            "%2e%2e",
            "%7f",
            "%E2%80%A8",
            "%C3%A9",
            "%EF%BC%8F",
            "%ff",
            ";",
            ";a=b",
            "//",
            "/./",
            "/../",
            "/%2e/",
            "%252f",
            "%3b",
            "%3F",
            "%23",
            "*",
            "~",
            "+",
            "$",
            "'",
            "(",
            "!",
            ",",
            "=",
            "&",
            "%")) {
      for (int at :
          Stream.of(
                  0,
                  path.indexOf('/', 1),
                  path.indexOf('/', path.indexOf('/', 1) + 1),
                  path.lastIndexOf('/'),
                  path.length())
              .filter(place -> place >= 0)
              .toList()) {
        all.add(
            path.substring(0, at)
                + (at == 0 && !odd.startsWith("/") ? "/" : "")
                + odd
                + path.substring(at));
      }
    }
    for (int i = 1; i < path.length(); i += 3) {
      all.add(
          path.substring(0, i)
              + String.format("%%%02x", (int) path.charAt(i))
              + path.substring(i + 1));
    }
    return all;
  }

  @Test
  void aPathHasOneSpelling() throws Exception {
    int sent = 0;
    for (String[] call :
        List.of(
            new String[] {"PUT", "/engine-rest/task/" + task + "/variables/outcome"},
            new String[] {"GET", "/engine-rest/metrics"},
            new String[] {"POST", "/engine-rest/task/" + task + "/complete"},
            new String[] {"POST", "/camunda/api/admin/setup/default/user/create"},
            new String[] {"GET", "/engine-rest/task/" + task},
            new String[] {"GET", "/audit/holds"})) {
      for (String path : spellings(call[1])) {
        String answer;
        try (RawHttp wire = new RawHttp(port)) {
          answer =
              wire.send(
                      call[0]
                          + " "
                          + path
                          + " HTTP/1.1\r\nHost: localhost:"
                          + port
                          + "\r\nAuthorization: "
                          + basic("adam")
                          + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .answer();
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
    for (String path :
        List.of(
            "/ENGINE-REST/task",
            "/Engine-Rest/task",
            "/engine-rest/TASK",
            "/API/requests",
            "/api/Requests",
            "/CAMUNDA/api/engine/engine")) {
      assertThat(send("GET", path, null, "Authorization", basic("adam")).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void nobodyMakesAnAdministratorBeforeALogIn() throws Exception {
    String admin = "{\"profile\": {\"id\": \"eve\"}, \"credentials\": {\"password\": \"pw\"}}";
    String[] page = fromTheLogInPage();
    for (String path :
        List.of(
            "/camunda/api/admin/setup/default/user/create",
            "/camunda/api/admin/setup/default/user/create/",
            "/camunda/app/admin/default/setup")) {
      for (String user : new String[] {null, "adam"}) {
        int status =
            send(
                    "POST",
                    path,
                    admin,
                    and(
                        page,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        user == null ? null : basic(user)))
                .statusCode();
        assertThat(status).as(path).isEqualTo(404);
      }
    }
    assertThat(engine.getIdentityService().createUserQuery().userId("eve").count()).isZero();
  }

  @Test
  void analystsSeeNothingOfACase() throws Exception {
    for (String path :
        List.of(
            "/api/requests/" + waiting.caseNumber(),
            "/api/requests/" + waiting.caseNumber() + "/notice?audience=MEMBER",
            "/engine-rest/task",
            "/engine-rest/task/" + task,
            "/engine-rest/process-instance/" + waiting.processInstanceId() + "/variables",
            "/engine-rest/variable-instance",
            "/engine-rest/history/process-instance",
            "/engine-rest/history/variable-instance",
            "/engine-rest/history/task",
            "/engine-rest/incident",
            "/engine-rest/job")) {
      assertThat(send("GET", path, null, "Authorization", basic("ana")).statusCode())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(
            send(
                    "GET",
                    "/engine-rest/history/decision-instance?includeInputs=true",
                    null,
                    "Authorization",
                    basic("ana"))
                .body())
        .isEqualTo("[]");
    assertThat(send("GET", "/engine-rest/task/count", null, "Authorization", basic("ana")).body())
        .isEqualTo("{\"count\":0}");
    assertThat(post("ana", "/engine-rest/process-instance/count", "{}").body())
        .isEqualTo("{\"count\":0}");
  }

  @Test
  void aBodyIsReadInOneWay() throws Exception {
    for (String body :
        List.of(
            "{\"userId\": \"rita\", \"userId\": \"mia\"}",
            "{\"userId\": \"rita\"} {\"userId\": \"mia\"}",
            "[{\"userId\": \"rita\"}]",
            "\"rita\"",
            "{",
            "",
            "{\"userId\": {\"$ref\": \"x\"}}",
            "{\"userId\": [\"rita\"]}",
            "{\"userId\": \"rita\\u0000\"}",
            "{\"userId\": \"rita\\ud800\"}",
            "[".repeat(2000),
            "{\"other\": 1}",
            "{\"USERID\": \"rita\"}")) {
      assertThat(post("rita", "/engine-rest/task/" + task + "/claim", body).statusCode())
          .as(body.substring(0, Math.min(50, body.length())))
          .isEqualTo(400);
    }
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "x")) {
      assertThat(
              send(
                      "POST",
                      "/engine-rest/task/" + task + "/claim",
                      "{\"userId\": \"rita\"}",
                      "Authorization",
                      basic("rita"),
                      "Content-Type",
                      type)
                  .statusCode())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).taskUnassigned().count())
        .isOne();
    assertThat(
            post("rita", "/engine-rest/task/" + task + "/claim", "{\"userId\": \"rita\"}")
                .statusCode())
        .isEqualTo(204);
  }
}
