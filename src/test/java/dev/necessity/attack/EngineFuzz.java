package dev.necessity.attack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.attack.Visitor.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Calls of the engine's REST API and of its web applications out of {@link Fuzz}: each row of the
 * door's list and calls beside it, with the fields that the list names, and fields that it does
 * not.
 */
final class EngineFuzz {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ANY_PART = Pattern.compile("\\{([a-z]+)}");
  private static final String CODE = "${''.getClass().forName('java.lang.Runtime')}";

  /** What an attacker would like to be taken. */
  private static final List<String> UNLISTED =
      List.of(
          "orQueries",
          "assigneeExpression",
          "dueBeforeExpression",
          "createdAfterExpression",
          "processVariables",
          "taskVariables",
          "modifications",
          "skipCustomListeners",
          "businessKey",
          "variables",
          "localVariables",
          "withVariablesInReturn",
          "tenantIdIn",
          "sorting",
          "sortBy",
          "sortOrder",
          "maxResults",
          "firstResult",
          "instructions",
          "messageName",
          "all");

  /** Calls that are on no list. */
  private static final List<String> BESIDE =
      List.of(
          "POST message",
          "POST signal",
          "POST execution",
          "POST task/{task}/complete",
          "POST task/{task}/resolve",
          "POST task/{task}/bpmnError",
          "POST task/create",
          "PUT task/{task}/variables/outcome",
          "POST task/{task}/variables",
          "PUT process-instance/{instance}/variables/review",
          "POST process-instance/{instance}/modification",
          "DELETE process-instance/{instance}",
          "POST process-definition/key/{key}/start",
          "POST modification/execute",
          "POST migration/execute",
          "POST external-task/fetchAndLock",
          "POST history/cleanup",
          "DELETE deployment/{deployment}",
          "POST condition",
          "PUT decision-definition/key/{key}/history-time-to-live",
          "POST decision-definition/key/{key}/evaluate",
          "GET metrics",
          "POST batch",
          "PUT job/suspended",
          "GET telemetry/configuration",
          "POST schema/log");

  private final Fuzz fuzz;
  private final Map<String, List<String>> ids;
  private final Map<String, Object> shapes;
  private final List<Row> rows = new ArrayList<>();

  private record Row(
      String method, String path, List<String> query, List<String> fields, boolean isForm) {}

  /**
   * @param ids of things that exist, by what a path calls them
   */
  EngineFuzz(Fuzz fuzz, Map<String, List<String>> ids) {
    this.fuzz = fuzz;
    this.ids = ids;
    Map<String, Map<String, Object>> list = list();
    this.shapes = list.get("shapes");
    list.get("engine").forEach((call, says) -> rows.add(row(call, says)));
    list.get("applications").forEach((call, says) -> rows.add(row(call, says)));
    BESIDE.forEach(call -> rows.add(row(call, Map.of())));
  }

  private static Map<String, Map<String, Object>> list() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    try (InputStream list = EngineFuzz.class.getResourceAsStream("/door.yaml")) {
      return new Yaml(options).load(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Row row(String call, Object says) {
    Map<?, ?> fields = (Map<?, ?>) says;
    String[] words = call.split(" ");
    return new Row(
        words[0],
        words[1],
        names(fields.get("query")),
        names(Optional.<Object>ofNullable(fields.get("body")).orElse(fields.get("form"))),
        fields.containsKey("form"));
  }

  private List<String> names(Object shape) {
    Object meant = shape instanceof String name ? shapes.get(name) : shape;
    return meant instanceof Map<?, ?> fields
        ? fields.keySet().stream().map(name -> name.toString().replace("!", "")).toList()
        : List.of();
  }

  Call next() {
    Row row = fuzz.one(rows);
    String user = fuzz.one(List.of("ana", "ines", "rita", "mia", "aud", "adam"));
    String path =
        row.path().startsWith("/")
            ? row.path()
            : fuzz.one(List.of("/engine-rest/", "/camunda/api/engine/engine/default/"))
                + row.path();
    String query =
        fuzz.chance(2)
            ? ""
            : fuzz.query(
                Stream.concat(row.query().stream(), UNLISTED.stream()).toList(),
                List.of("true", "1", "id", "2026-01-15T09%3A30%3A00.000%2B0000"));
    String address = made(path) + query;
    if (row.isForm()) {
      String fields =
          row.fields().stream()
              .map(name -> name + "=" + fuzz.encoded())
              .reduce((a, b) -> a + "&" + b)
              .orElse("");
      return new Call(
          null,
          row.method(),
          address,
          "application/x-www-form-urlencoded",
          fields.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return List.of("GET", "OPTIONS").contains(row.method())
        ? new Call(user, row.method(), address, null, null)
        : Call.json(user, row.method(), address, fuzz.body(body(row)));
  }

  private String made(String path) {
    Matcher part = ANY_PART.matcher(path.replace("**", "x/y"));
    return part.replaceAll(
        any ->
            Matcher.quoteReplacement(
                fuzz.chance(6)
                    ? fuzz.encoded()
                    : fuzz.one(ids.getOrDefault(any.group(1), List.of("none")))));
  }

  private ObjectNode body(Row row) {
    ObjectNode body = JSON.createObjectNode();
    for (int i = row.fields().isEmpty() ? 0 : 3; i > 0; i--) {
      put(body, fuzz.one(row.fields()));
    }
    if (fuzz.chance(3)) {
      put(body, fuzz.one(UNLISTED));
    }
    return body;
  }

  private void put(ObjectNode body, String name) {
    switch (name) {
      case "variables" ->
          variable(
              body.putObject(name)
                  .putObject(
                      fuzz.one(
                          List.of(
                              "available",
                              "unavailableReason",
                              "decision",
                              "rationale",
                              "request",
                              "reviewResult",
                              "review",
                              "outcome"))));
      case "orQueries" -> body.putArray(name).addObject().put("assigneeExpression", CODE);
      case "sorting" -> sorted(body.putArray(name).addObject());
      case "profile" -> body.putObject(name).put("id", "new").put("firstName", fuzz.text());
      case "credentials" -> body.putObject(name).put("password", fuzz.text());
      case "query" -> put(body.putObject(name), fuzz.one(UNLISTED));
      case "processVariables", "taskVariables" ->
          sorted(
              body.putArray(name)
                  .addObject()
                  .put("name", "request")
                  .put("operator", "like")
                  .put("value", "%"));
      default -> {
        if (name.endsWith("In") || name.endsWith("Ids") || name.equals("permissions")) {
          ArrayNode list = body.putArray(name);
          Arrays.asList("none", CODE).forEach(list::add);
        } else {
          body.put(name, fuzz.one(List.of("none", CODE, "true", "1", "Task", "asc")));
        }
      }
    }
  }

  private void variable(ObjectNode variable) {
    variable.put("value", fuzz.one(List.of("true", "{}", "UPHOLD", CODE, "aced0005")));
    if (fuzz.chance(2)) {
      variable.put(
          "type",
          fuzz.one(
              List.of(
                  "String", "Object", "Json", "Xml", "File", "Bytes", "Boolean", "Long", "Date",
                  "Null")));
    }
    if (fuzz.chance(3)) {
      variable
          .putObject("valueInfo")
          .put("objectTypeName", "java.util.HashMap")
          .put("serializationDataFormat", "application/x-java-serialized-object");
    }
  }

  private void sorted(ObjectNode by) {
    by.put("sortBy", fuzz.one(List.of("dueDate", "processVariable", "created", CODE)))
        .put("sortOrder", "desc");
  }
}
