package dev.necessity.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence of the request's schema is what the documents' forms say. */
class EvidenceSchemaTest {

  /**
   * Rules between dates, which the API has kept since its beginning and its schema says only now.
   */
  private static final Set<String> UNPUBLISHED = Set.of("happened", "notBefore");

  private static final ObjectNode HEAD =
      (ObjectNode) json("{'$defs': {'evidence': {'type': 'object'}}}");

  @Test
  void theShippedFormsSayWhatTheSchemaOfTheApiHasAlwaysSaid() throws IOException {
    JsonNode published;
    try (InputStream file =
        EvidenceSchemaTest.class.getResourceAsStream("/request/evidence.schema.json")) {
      published = RequestJson.MAPPER.readTree(file);
    }
    JsonNode composed = RequestSchema.packaged().document();
    JsonNode expected = inlined(published, published.at("/$defs/evidence/properties"));
    JsonNode actual = inlined(composed, composed.at("/$defs/evidence/properties"));
    expected
        .properties()
        .forEach(
            list ->
                assertThat(actual.path(list.getKey()))
                    .as(list.getKey())
                    .isEqualTo(list.getValue()));
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void aFieldIsTypedAsItsComponentIs() {
    assertThat(typed("{'type': 'number', 'decimalDigits': 0, 'validate': {'min': 1, 'max': 9}}"))
        .isEqualTo(json("{'type': 'integer', 'minimum': 1, 'maximum': 9}"));
    assertThat(typed("{'type': 'number', 'validate': {'min': 0}, 'properties': {'moreThan': '0'}}"))
        .isEqualTo(json("{'type': 'number', 'exclusiveMinimum': 0}"));
    assertThat(typed("{'type': 'textfield', 'validate': {'maxLength': 20, 'pattern': 'a'}}"))
        .isEqualTo(json("{'type': 'string', 'maxLength': 20, 'pattern': 'a'}"));
    assertThat(typed("{'type': 'datetime', 'subtype': 'date'}"))
        .isEqualTo(json("{'type': 'string', 'format': 'date'}"));
    assertThat(typed("{'type': 'datetime', 'subtype': 'datetime'}"))
        .isEqualTo(json("{'type': 'string', 'format': 'date-time'}"));
    assertThat(typed("{'type': 'checkbox'}")).isEqualTo(json("{'type': 'boolean'}"));
    assertThat(
            typed(
                "{'type': 'radio', 'values': [{'value': 'A'}, {'value': 'B'}], 'properties': {'default': 'A', 'meaning': 'why'}}"))
        .isEqualTo(json("{'enum': ['A', 'B'], 'default': 'A', 'description': 'why'}"));
    assertThat(
            typed(
                "{'type': 'radio', 'values': [{'value': 'YES'}, {'value': 'NO'}, {'value': '?'}], 'properties': {'notKnown': '?'}}"))
        .isEqualTo(json("{'type': 'boolean'}"));
    assertThat(typed("{'type': 'radio', 'values': [{'value': true}, {'value': false}]}"))
        .isEqualTo(json("{'type': 'boolean'}"));
    assertThat(
            typed(
                "{'type': 'checklist', 'values': [{'value': 'A'}], 'validate': {'required': true}}"))
        .isEqualTo(
            json("{'type': 'array', 'maxItems': 20, 'minItems': 1, 'items': {'enum': ['A']}}"));
  }

  @Test
  void requiredIsWhatTheFormAsksOfEveryDocumentThatIsThere() {
    String required = "'validate': {'required': true}";
    assertThat(record("{'type': 'number', 'key': 'a', " + required + "}").path("required"))
        .isEqualTo(json("['a']"));
    assertThat(
            record(
                    "{'type': 'number', 'key': 'a', "
                        + required
                        + ", 'conditional': {'hide': '=not(available = true)'}}")
                .path("required"))
        .isEqualTo(json("['a']"));
    assertThat(
            record(
                    "{'type': 'number', 'key': 'a', "
                        + required
                        + ", 'conditional': {'hide': '=b = 1'}}")
                .has("required"))
        .isFalse();
    assertThat(
            record(
                    "{'type': 'group', 'components': [{'type': 'number', 'key': 'a', "
                        + required
                        + "}], 'conditional': {'hide': '=b = 1'}}")
                .has("required"))
        .isFalse();
    assertThat(
            record(
                    "{'type': 'radio', 'key': 'a', 'values': [{'value': 'A'}, {'value': '?'}], "
                        + required
                        + ", 'properties': {'notKnown': '?'}}")
                .has("required"))
        .isFalse();
  }

  /**
   * By one engine of expressions or another a text of this kind is matched in a moment or in longer
   * than anyone lives.
   */
  @Test
  void noPatternThatAFormMayHaveKeepsTheServerBusy() {
    RequestSchema schema =
        RequestSchema.with(
            List.of(
                form(
                    "one",
                    "{'type': 'textfield', 'key': 'a', 'validate': {'pattern': '^a*a*a*a*a*a*b$'}}")));

    assertThat(schema.evidenceViolations(json("{'things': [{'a': '" + "a".repeat(5_000) + "'}]}")))
        .singleElement()
        .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/things/0/a"));
  }

  @Test
  void twoFormsMayFillAListWithTheSameRecordsOnly() {
    DocumentForm one = form("one", "{'type': 'number', 'key': 'a'}");
    assertThat(
            EvidenceSchema.compose(
                HEAD,
                List.of(
                    one, form("two", "{'type': 'number', 'key': 'a', 'label': 'In other words'}"))))
        .isEqualTo(EvidenceSchema.compose(HEAD, List.of(one)));
    assertThatThrownBy(
            () ->
                EvidenceSchema.compose(
                    HEAD, List.of(one, form("two", "{'type': 'textfield', 'key': 'a'}"))))
        .hasMessage("The form two defines records of things that differ from another form's.");
  }

  @Test
  void theFormsOfAJarAreFoundAsThoseOfAFolder(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("packaged.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of("forms/", "forms/b.form", "forms/a.form", "forms/readme.txt", "other/c.form")) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.endsWith("/") ? new byte[0] : "{}".getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    assertThat(PackagedForms.names(new URL("jar:" + jar.toUri() + "!/forms/")))
        .containsExactlyInAnyOrder("a.form", "b.form");
    assertThat(PackagedForms.read())
        .extracting(DocumentForm::id)
        .contains("injection-report", "nicotine-history")
        .isSorted();
  }

  private static JsonNode typed(String component) {
    ObjectNode field = (ObjectNode) json(component);
    field.put("key", "a");
    return record(field.toString()).at("/properties/a");
  }

  private static JsonNode record(String component) {
    return FormSchema.of(form("one", component));
  }

  private static DocumentForm form(String id, String component) {
    return DocumentForm.of(
        json(
            "{'id': '"
                + id
                + "', 'components': [{'type': 'radio', 'key': 'available', 'properties': {'list': 'things'}}, "
                + component
                + "]}"));
  }

  private static JsonNode json(String text) {
    try {
      return RequestJson.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /**
   * The same with every reference replaced by what it refers to, and what is required in the order
   * of the alphabet.
   */
  private static JsonNode inlined(JsonNode schema, JsonNode part) {
    if (part.has("$ref")) {
      return inlined(schema, schema.at(part.path("$ref").asText().substring(1)));
    }
    if (part.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      part.properties().stream()
          .filter(property -> !UNPUBLISHED.contains(property.getKey()))
          .forEach(
              property ->
                  object.set(
                      property.getKey(),
                      property.getKey().equals("required")
                          ? sorted(property.getValue())
                          : inlined(schema, property.getValue())));
      return object;
    }
    return part;
  }

  private static ArrayNode sorted(JsonNode names) {
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    RequestJson.MAPPER.convertValue(names, List.class).stream()
        .sorted()
        .forEach(name -> sorted.add((String) name));
    return sorted;
  }
}
