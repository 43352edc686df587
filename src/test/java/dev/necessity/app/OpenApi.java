package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

/** What {@code openapi.yaml} says, held against what the running server answers. */
final class OpenApi {

  /** What any call may answer, as the description's head says. */
  private static final Set<String> ANY_CALL = Set.of("403", "408", "413", "429", "500", "503");

  private static final String ID = "https://necessity.test/openapi";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OpenApi DESCRIBED = new OpenApi();

  private final JsonNode document;
  private final SchemaRegistry registry;

  private OpenApi() {
    try {
      document =
          JSON.convertValue(
              new Yaml().load(new ClassPathResource("openapi.yaml").getInputStream()),
              JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode closed = document.deepCopy();
    close(closed);
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ID, closed.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  static OpenApi described() {
    return DESCRIBED;
  }

  JsonNode document() {
    return document;
  }

  /**
   * A field that is answered and not described is as wrong as one that is described and of another
   * type.
   */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(OpenApi::close);
  }

  /** The calls that are described, as {@code GET /api/requests/{caseNumber}}. */
  Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return calls;
  }

  /** Of the parameters of a call, the names of those in its query. */
  Set<String> query(String call) {
    Set<String> names = new TreeSet<>();
    operation(call)
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
              }
            });
    return names;
  }

  JsonNode operation(String call) {
    String[] words = call.split(" ");
    return document.get("paths").get(words[1]).get(words[0].toLowerCase(Locale.ROOT));
  }

  /**
   * An answer of the server is one that is described, and its body is as described, no field more;
   * what is no call of the API is not looked at.
   */
  <T> HttpResponse<T> conforms(HttpResponse<T> response) {
    String method = response.request().method();
    URI uri = response.request().uri();
    calls().stream()
        .filter(
            call ->
                call.startsWith(method + " ")
                    && matches(call.substring(method.length() + 1), uri.getRawPath()))
        .min((one, other) -> Integer.compare(one.split("\\{").length, other.split("\\{").length))
        .ifPresent(call -> conforms(call, response));
    return response;
  }

  private static boolean matches(String template, String path) {
    return path.matches(Pattern.quote(template).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q"));
  }

  private void conforms(String call, HttpResponse<?> response) {
    String status = Integer.toString(response.statusCode());
    JsonNode described = operation(call).get("responses").path(status);
    if (described.isMissingNode()) {
      assertThat(ANY_CALL)
          .as("%s answered %s, which openapi.yaml does not say: %s", call, status, text(response))
          .contains(status);
      described = document.at("/components/responses/Problem");
    }
    String pointer =
        "/paths/"
            + call.split(" ")[1].replace("~", "~0").replace("/", "~1")
            + "/"
            + call.split(" ")[0].toLowerCase(Locale.ROOT)
            + "/responses/"
            + status;
    if (described.has("$ref")) {
      pointer = described.get("$ref").asText().substring(1);
      described = document.at(pointer);
    } else if (ANY_CALL.contains(status)) {
      pointer = "/components/responses/Problem";
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    if (type.isEmpty() || !described.has("content")) {
      return;
    }
    if ((ANY_CALL.contains(status) || status.equals("401")) && type.equals("text/html")) {
      // A page for who came with a browser.
      return;
    }
    assertThat(described.get("content").has(type))
        .as("%s answered %s as %s, which openapi.yaml does not say", call, status, type)
        .isTrue();
    if (type.endsWith("json")) {
      String schema = pointer + "/content/" + type.replace("/", "~1") + "/schema";
      List<String> wrong =
          registry
              .getSchema(
                  SchemaLocation.of(
                      ID
                          + "#"
                          + schema.replace("{", "%7B").replace("}", "%7D").replace("+", "%2B")))
              .validate(text(response), InputFormat.JSON)
              .stream()
              .map(Object::toString)
              .toList();
      assertThat(wrong)
          .as("%s answered %s otherwise than openapi.yaml says: %s", call, status, text(response))
          .isEmpty();
    }
  }

  private static String text(HttpResponse<?> response) {
    return response.body() instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(response.body());
  }
}
