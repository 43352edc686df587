package dev.necessity.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.app.door.Call.Body;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.junit.jupiter.api.Test;

/**
 * The list of calls against what the engine and its web applications offer, read from their
 * classes.
 */
class DoorTest {

  private static final Set<String> GROUPS =
      Set.of("intake", "reviewers", "medical-directors", "analysts", "auditors", "camunda-admin");

  /** What reads. */
  private static final Set<String> READING = Set.of("GET", "OPTIONS");

  private final Door door = new Door();

  private static boolean isMeant(Call call, String operation) {
    String[] words = operation.split(" ");
    List<String> parts = Door.parts(words[1]);
    return call.method().equals(words[0])
        && call.matches(parts.stream().map(part -> part.equals("{}") ? "anything" : part).toList())
        && parts.size() == call.path().size()
        && IntStream.range(0, parts.size())
            .allMatch(i -> parts.get(i).equals("{}") || !Call.isAny(call.path().get(i)));
  }

  private static String withDefault(String operation) {
    return operation
        .replace("/engine/engine/{}", "/engine/engine/default")
        .replaceAll("plugin/(base|adminPlugins)/[{][}]", "plugin/$1/default")
        .replace("auth/user/{}", "auth/user/default");
  }

  @Test
  void theClassesAreReadInFull() {
    assertThat(Offered.engine())
        .contains(
            "POST /engine-rest/task/{}/submit-form",
            "PUT /engine-rest/process-instance/{}/variables/{}",
            "POST /engine-rest/history/process-instance/delete")
        .hasSizeGreaterThan(400);
    assertThat(Offered.applications())
        .contains(
            "POST /camunda/api/admin/setup/{}/user/create",
            "POST /camunda/api/cockpit/plugin/base/{}/process-instance/count")
        .hasSizeGreaterThan(400);
    assertThat(CamundaRestResources.getResourceClasses())
        .containsExactlyInAnyOrder(
            DefaultProcessEngineRestServiceImpl.class, NamedProcessEngineRestServiceImpl.class);
  }

  @Test
  void everyRowIsSomethingThatTheEngineOffers() {
    Set<String> offered = new TreeSet<>(Offered.engine());
    Offered.applications().stream().map(DoorTest::withDefault).forEach(offered::add);

    assertThat(
            door.calls()
                .filter(
                    call ->
                        call.toString().matches("[A-Z]+ /(engine-rest|camunda/api)/.*")
                            && !call.toString().contains("/static/")))
        .allSatisfy(
            call ->
                assertThat(offered.stream().anyMatch(operation -> isMeant(call, operation)))
                    .as(call.toString())
                    .isTrue());
  }

  /** What changes something is listed here once more, by hand: one more must be meant. */
  @Test
  void whatTheEngineOffersAndNoRowNamesIsClosedAndLittleThatWritesIsOpen() {
    Set<String> open =
        Stream.concat(
                Offered.engine().stream(),
                Offered.applications().stream().map(DoorTest::withDefault))
            .filter(operation -> !READING.contains(operation.substring(0, operation.indexOf(' '))))
            .filter(
                operation ->
                    door.find(
                            operation.substring(0, operation.indexOf(' ')),
                            Door.parts(operation.substring(operation.indexOf(' ') + 1)).stream()
                                .map(part -> part.equals("{}") ? "anything" : part)
                                .toList())
                        .isPresent())
            .map(
                operation ->
                    operation.replaceFirst("/engine-rest/|/camunda/api/engine/engine/default/", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(open)
        .containsExactlyInAnyOrder(
            "DELETE authorization/{}",
            "DELETE filter/{}",
            "DELETE group/{}",
            "DELETE group/{}/members/{}",
            "DELETE incident/{}/annotation",
            "DELETE user/{}",
            "POST /camunda/api/admin/auth/user/default/login/{}",
            "POST /camunda/api/admin/auth/user/default/logout",
            "POST /camunda/api/cockpit/plugin/base/default/incident",
            "POST /camunda/api/cockpit/plugin/base/default/incident/count",
            "POST /camunda/api/cockpit/plugin/base/default/process-definition/{}/called-process-definitions",
            "POST /camunda/api/cockpit/plugin/base/default/process-instance",
            "POST /camunda/api/cockpit/plugin/base/default/process-instance/count",
            "POST /camunda/api/cockpit/plugin/base/default/process-instance/{}/called-process-instances",
            "POST authorization/create",
            "POST deployment/create",
            "POST filter/create",
            "POST filter/{}/count",
            "POST filter/{}/list",
            "POST group",
            "POST group/create",
            "POST history/task/count",
            "POST identity/password-policy",
            "POST job",
            "POST job/count",
            "POST job/{}/execute",
            "POST process-definition/key/{}/submit-form",
            "POST process-definition/{}/submit-form",
            "POST process-instance",
            "POST process-instance/count",
            "POST task",
            "POST task/count",
            "POST task/{}/claim",
            "POST task/{}/submit-form",
            "POST task/{}/unclaim",
            "POST user/create",
            "POST user/{}/unlock",
            "POST variable-instance",
            "POST variable-instance/count",
            "PUT authorization/{}",
            "PUT filter/{}",
            "PUT group/{}",
            "PUT group/{}/members/{}",
            "PUT incident/{}/annotation",
            "PUT job/{}/duedate",
            "PUT job/{}/retries",
            "PUT user/{}/credentials",
            "PUT user/{}/profile");
  }

  @Test
  void everyRowNamesGroupsThatThereAreAndFieldsThatCanBeSent() {
    assertThat(door.calls())
        .hasSizeGreaterThan(300)
        .allSatisfy(
            call -> {
              assertThat(call.who()).isSubsetOf(GROUPS);
              assertThat(call.who().isEmpty())
                  .as("open to groups or to all")
                  .isEqualTo(call.open() != Call.Open.NOBODY);
              if (call.query() != null && !(call.body() instanceof Body.Own)) {
                assertThat(call.query().named().keySet())
                    .as(call.toString())
                    .noneMatch(name -> name.contains("xpression") || name.equals("orQueries"));
              }
              if (call.body() instanceof Body.Json json) {
                assertThat(names(json.fields()))
                    .as(call.toString())
                    .noneMatch(
                        name ->
                            name.contains("xpression")
                                || Set.of(
                                        "orQueries",
                                        "objectTypeName",
                                        "serializationDataFormat",
                                        "modifications")
                                    .contains(name));
              }
            });
  }

  private static Stream<String> names(Shape shape) {
    if (shape instanceof Shape.ListOf list) {
      return names(list.each());
    }
    return shape instanceof Shape.Fields fields
        ? Stream.concat(
            fields.named().keySet().stream(),
            Stream.concat(fields.named().values().stream(), Stream.ofNullable(fields.others()))
                .flatMap(DoorTest::names))
        : Stream.empty();
  }

  @Test
  void noCallIsMeantTwice() {
    assertThat(door.calls().map(call -> call.toString().replaceAll("\\{[^}]*}", "{}")).toList())
        .doesNotHaveDuplicates();
  }
}
