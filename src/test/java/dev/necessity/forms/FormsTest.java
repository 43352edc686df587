package dev.necessity.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.cases.LaidOut;
import dev.necessity.request.RequestSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The forms people fill in Tasklist collect what a request and its evidence records hold: no more,
 * no less, no stricter.
 */
class FormsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA = RequestSchema.packaged().document();

  /** What form-js 1.8.7, the version inside Tasklist 7.24, can render. */
  private static final Set<String> COMPONENTS =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "datetime",
          "checkbox",
          "checklist",
          "radio",
          "select",
          "taglist",
          "text",
          "html",
          "image",
          "table",
          "spacer",
          "separator",
          "group",
          "dynamiclist",
          "iframe",
          "expression",
          "button");

  private static final Set<String> NOT_KNOWN = Set.of("UNKNOWN", "NOT_MENTIONED");

  /**
   * A variable in a text, that holds a table's rows or what they are made of, or as the choices of
   * a field.
   */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\{\\{(\\w+)}}|^=(\\w+)\\.\\w+$|^=for \\w+ in (\\w+)\\.\\w+ return|^(\\w+)$");

  /** Yes, no or not stated: how a form asks for a boolean that the record may leave out. */
  private static final List<String> YES_NO_UNKNOWN = List.of("YES", "NO", "UNKNOWN");

  /**
   * Preselected because the form is opened to enter exactly this kind of document, not as a
   * finding.
   */
  private static final Set<String> SUBJECT_OF_THE_DOCUMENT =
      Set.of("si-joint-imaging/regions", "pelvis-xray/regions", "pelvis-xray/modality");

  /**
   * A component with the FEEL conditions that hide it, its own and those of the groups around it.
   */
  private record Field(JsonNode component, List<String> hiddenWhen) {
    String key() {
      return component.path("key").asText();
    }

    boolean required() {
      return component.at("/validate/required").asBoolean();
    }

    List<String> options() {
      List<String> options = new ArrayList<>();
      component.path("values").forEach(v -> options.add(v.path("value").asText()));
      return options;
    }
  }

  /** A leaf of the request schema, nested names joined with an underscore. */
  private record Leaf(JsonNode schema, boolean required) {
    List<String> allowed() {
      JsonNode values = schema.has("items") ? schema.at("/items/enum") : schema.path("enum");
      List<String> allowed = new ArrayList<>();
      values.forEach(v -> allowed.add(v.asText()));
      return allowed;
    }
  }

  static Stream<String> forms() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("forms"))) {
      return files
          .map(f -> f.getFileName().toString().replace(".form", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("Every form opens in Tasklist 7.24 under the name of its file")
  void opensInTasklist(String id) {
    JsonNode form = form(id);
    assertThat(form.path("id").asText()).isEqualTo(id);
    assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
    assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
    assertThat(form.path("schemaVersion").asInt()).as("of form-js 1.8").isLessThanOrEqualTo(16);
    List<Field> all = components(form);
    assertThat(all).extracting(f -> f.component().path("type").asText()).isSubsetOf(COMPONENTS);
    assertThat(all).extracting(f -> f.component().path("id").asText()).doesNotHaveDuplicates();
    assertThat(inputs(form)).extracting(Field::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("Every field and every choice is named in words")
  void isLabelled(String id) {
    for (Field field : inputs(form(id))) {
      String label = field.component().has("dateLabel") ? "dateLabel" : "label";
      assertThat(field.component().path(label).asText()).as(field.key()).isNotBlank();
      field
          .component()
          .path("values")
          .forEach(v -> assertThat(v.path("label").asText()).as(field.key()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName(
      "Nothing appears or vanishes because a number or a text was typed: the keyboard would skip it")
  void staysStillWhileTyping(String id) {
    JsonNode form = form(id);
    List<String> typed =
        inputs(form).stream()
            .filter(
                f ->
                    Set.of("number", "textfield", "textarea", "datetime")
                        .contains(f.component().path("type").asText()))
            .map(Field::key)
            .toList();
    for (Field field : components(form)) {
      for (String condition : field.hiddenWhen()) {
        assertThat(List.of(condition.split("\\W+")))
            .as(condition)
            .doesNotContainAnyElementsOf(typed);
      }
    }
  }

  @ParameterizedTest(name = "{0} collects {1}")
  @CsvSource({
    "injection-report, injections",
    "nicotine-lab, nicotineLabs",
    "si-joint-imaging, imaging",
    "pelvis-xray, imaging",
    "pain-source-workup, painSources",
    "treatment-record, conservativeTreatment",
    "pain-score, baselinePain",
    "exam-findings, examManeuvers",
    "therapy-record, physicalTherapy",
    "exclusion-workup, exclusions",
    "nicotine-history, nicotine"
  })
  void collectsOneRecord(String id, String kind) {
    JsonNode form = form(id);
    JsonNode evidence = SCHEMA.at("/$defs/evidence/properties").path(kind);
    Map<String, Leaf> record =
        leaves(resolved((evidence.has("then") ? evidence.path("then") : evidence).path("items")));
    record.remove("id");
    Map<String, Field> fields = byKey(inputs(form));

    Set<String> expected = new LinkedHashSet<>(record.keySet());
    expected.addAll(Set.of("available", "unavailableReason", "more"));
    if (record.containsKey("combinedWith")) {
      expected.add("isolation");
    }
    assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(expected);

    record.forEach(
        (key, leaf) -> {
          Field field = fields.get(key);
          assertThat(field.hiddenWhen())
              .as(key + " is asked only of a document that is there")
              .contains("=not(available = true)");
          assertAsksWhatTheSchemaAllows(field, leaf);
          assertAssertsNothing(id, field, leaf);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "injection-report",
    "nicotine-lab",
    "si-joint-imaging",
    "pelvis-xray",
    "pain-source-workup",
    "treatment-record",
    "pain-score",
    "exam-findings",
    "therapy-record",
    "exclusion-workup",
    "planned-date",
    "nicotine-history"
  })
  @DisplayName(
      "A document form says why it asks, and takes 'not available' with a reason for an answer")
  void takesNotAvailable(String id) {
    JsonNode form = form(id);
    assertThat(components(form).get(0).component().path("text").asText())
        .contains("{{caseNumber}}", "{{documentTitle}}", "{{documentReason}}");
    Map<String, Field> fields = byKey(inputs(form));

    Field available = fields.get("available");
    assertThat(available.required()).isTrue();
    assertThat(available.component().has("defaultValue")).as("nobody has looked yet").isFalse();
    assertThat(available.component().path("values"))
        .extracting(v -> v.path("value"))
        .allMatch(JsonNode::isBoolean, "submitted as a boolean")
        .extracting(JsonNode::asBoolean)
        .containsExactly(true, false);

    Field reason = fields.get("unavailableReason");
    assertThat(reason.required()).isTrue();
    assertThat(reason.hiddenWhen()).containsExactly("=available != false");
  }

  @Test
  @DisplayName("An injection is isolated, combined with named sites, or not stated")
  void injectionSaysWhetherItWasIsolated() {
    Map<String, Field> fields = byKey(inputs(form("injection-report")));
    assertThat(fields.get("isolation").options())
        .containsExactly("ISOLATED", "COMBINED", "UNKNOWN");
    assertThat(fields.get("isolation").component().path("defaultValue").asText())
        .isEqualTo("UNKNOWN");
    assertThat(fields.get("combinedWith").hiddenWhen()).contains("=isolation != \"COMBINED\"");
    assertThat(fields.get("combinedWith").required()).isTrue();
  }

  @Test
  @DisplayName("Intake by hand asks for the head of the request, as strictly as the API")
  void intakeAsksForTheHeadOfTheRequest() {
    Map<String, Leaf> head = leaves(SCHEMA);
    head.keySet().removeIf(key -> key.startsWith("evidence_"));
    Map<String, Field> fields = byKey(inputs(form("request-intake")));
    assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(head.keySet());
    head.forEach((key, leaf) -> assertAsksWhatTheSchemaAllows(fields.get(key), leaf));
    assertThat(fields.get("receivedAt").component().path("timeSerializingFormat").asText())
        .as("an instant carries its offset")
        .isEqualTo("utc_offset");
    assertThat(fields.values())
        .filteredOn(f -> f.component().has("defaultValue"))
        .extracting(Field::key)
        .containsExactly("urgency", "provider_inNetwork");
  }

  @Test
  @DisplayName(
      "What a form only shows or offers, somebody lays out, and everything that is laid out is on a form")
  void showsWhatIsLaidOut() {
    Set<String> shown = new LinkedHashSet<>();
    for (String id : List.of("medical-director-review", "confirm-certification")) {
      for (Field field : components(form(id))) {
        JsonNode component = field.component();
        Stream.of("text", "dataSource", "valuesKey")
            .map(name -> component.path(name).asText())
            .flatMap(text -> VARIABLE.matcher(text).results())
            .forEach(
                match ->
                    shown.add(
                        Stream.of(match.group(1), match.group(2), match.group(3), match.group(4))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElseThrow()));
      }
    }
    Set<String> laidOut = new LinkedHashSet<>(LaidOut.variables());
    laidOut.removeAll(Set.of(LaidOut.EDITION.variable(), LaidOut.NAMES_DAYS.variable()));
    shown.remove("caseNumber");
    assertThat(shown).containsExactlyInAnyOrderElementsOf(laidOut);
  }

  @Test
  @DisplayName("What may be amended is asked as intake asked for it, and nothing of it is required")
  void amendmentAsksForWhatMayChange() {
    Map<String, Leaf> head = leaves(SCHEMA);
    Map<String, Field> fields = byKey(inputs(form("request-amendment")));
    List<String> ofTheAmendment = List.of("caseNumber", "reason", "removed");
    assertThat(fields.values().stream().filter(Field::required).map(Field::key))
        .containsExactly("caseNumber", "reason");
    fields.forEach(
        (key, field) -> {
          if (!ofTheAmendment.contains(key)) {
            assertAsksWhatTheSchemaAllows(field, new Leaf(head.get(key).schema(), false));
          }
        });
    assertThat(fields).doesNotContainKeys("procedure_side", "procedure_code");
    List<String> optional =
        fields.keySet().stream()
            .filter(key -> !ofTheAmendment.contains(key) && !head.get(key).required())
            .toList();
    assertThat(fields.get("removed").options())
        .as("what a request need not say")
        .containsExactlyInAnyOrderElementsOf(optional);
  }

  @Test
  @DisplayName(
      "The medical director sees every criterion and signs with rationale, NPI and specialty")
  void medicalDirectorSigns() {
    JsonNode form = form("medical-director-review");
    JsonNode table =
        components(form).stream()
            .map(Field::component)
            .filter(c -> "Table_criteria".equals(c.path("id").asText()))
            .findFirst()
            .orElseThrow();
    assertThat(table.path("dataSource").asText()).contains("in sheet.criteria");
    assertThat(table.path("columns"))
        .extracting(c -> c.path("key").asText())
        .containsExactly("title", "status", "reason", "citation", "records");
    assertThat(table.path("dataSource").asText())
        .as("the critical ones are marked")
        .contains("c.critical");

    Map<String, Field> fields = byKey(inputs(form));
    assertThat(fields.keySet())
        .containsExactly(
            "seen",
            "decision",
            "procedure",
            "setting",
            "inpatientDays",
            "documents",
            "question",
            "rationale",
            "reviewerNpi",
            "reviewerSpecialty",
            "specialtyReason");
    assertThat(fields.values().stream().filter(f -> !f.required()).map(Field::key))
        .as("what the table asks for where it is needed, and the NPI that is kept")
        .containsExactly("inpatientDays", "reviewerNpi", "specialtyReason");
    assertThat(fields.values()).noneMatch(f -> f.component().has("defaultValue"));
    assertThat(fields.get("decision").options())
        .containsExactly("UPHOLD", "OVERTURN", "MODIFY", "ASK_FOR_DOCUMENTS");
    assertThat(fields.get("procedure").options())
        .containsExactly("MEDICALLY_NECESSARY", "NOT_MEDICALLY_NECESSARY");
    assertThat(fields.get("setting").options()).containsExactly("AMBULATORY", "INPATIENT");
    assertThat(fields.get("inpatientDays").hiddenWhen())
        .containsExactly(
            "=decision != \"MODIFY\" and (decision != \"OVERTURN\" or namesDays = true)");
    assertThat(fields.get("reviewerSpecialty").component().path("valuesKey").asText())
        .isEqualTo("specialties");
    assertThat(List.of(fields.get("procedure"), fields.get("setting")))
        .allSatisfy(f -> assertThat(f.hiddenWhen()).containsExactly("=decision != \"MODIFY\""));
    assertThat(List.of(fields.get("documents"), fields.get("question")))
        .allSatisfy(
            f -> assertThat(f.hiddenWhen()).containsExactly("=decision != \"ASK_FOR_DOCUMENTS\""));
    assertThat(
            List.of(
                fields.get("rationale"),
                fields.get("reviewerNpi"),
                fields.get("reviewerSpecialty")))
        .as("who asks has not decided yet")
        .allSatisfy(
            f -> assertThat(f.hiddenWhen()).containsExactly("=decision = \"ASK_FOR_DOCUMENTS\""));
    assertThat(fields.get("inpatientDays").component().at("/validate/min").asInt(-1)).isZero();
    assertThat(fields.get("rationale").component().at("/validate/minLength").asInt()).isEqualTo(20);
    assertThat(fields.get("reviewerNpi").component().at("/validate/pattern").asText())
        .isEqualTo(SCHEMA.at("/properties/provider/properties/npi/pattern").asText());
  }

  @Test
  @DisplayName("Routing by hand needs to know where to")
  void routingNamesWhere() {
    JsonNode form = form("manual-routing");
    assertThat(components(form).get(0).component().path("text").asText())
        .contains("{{caseNumber}}", "{{routeReason}}");
    Map<String, Field> fields = byKey(inputs(form));
    assertThat(fields.keySet()).containsExactly("routedTo", "note");
    assertThat(fields.get("routedTo").required()).isTrue();
    assertThat(fields.get("note").required()).isFalse();
  }

  private static void assertAsksWhatTheSchemaAllows(Field field, Leaf leaf) {
    String key = field.key();
    JsonNode schema = leaf.schema();
    JsonNode validate = field.component().path("validate");
    String type = field.component().path("type").asText();

    if (leaf.required()) {
      assertThat(field.required()).as(key + " is required").isTrue();
    } else if (field.required()) {
      boolean onNeed =
          field.hiddenWhen().stream().anyMatch(h -> !h.equals("=not(available = true)"));
      boolean takesNotKnown =
          field.options().stream().anyMatch(NOT_KNOWN::contains) || schema.has("default");
      assertThat(onNeed || takesNotKnown)
          .as(key + " may be left out, or answered with 'not stated'")
          .isTrue();
    }

    if (schema.path("type").asText().equals("boolean")) {
      assertThat(field.options()).as(key).isEqualTo(YES_NO_UNKNOWN);
    } else {
      assertThat(field.options()).as(key).isEqualTo(leaf.allowed());
    }
    assertThat(limit(validate, "min"))
        .as(key)
        .isEqualTo(
            schema.has("exclusiveMinimum")
                ? limit(schema, "exclusiveMinimum")
                : limit(schema, "minimum"));
    assertThat(limit(validate, "max")).as(key).isEqualTo(limit(schema, "maximum"));
    assertThat(limit(validate, "minLength")).as(key).isEqualTo(limit(schema, "minLength"));
    assertThat(limit(validate, "maxLength")).as(key).isEqualTo(limit(schema, "maxLength"));
    assertThat(validate.path("pattern").asText())
        .as(key)
        .isEqualTo(schema.path("pattern").asText());

    switch (schema.path("type").asText()) {
      case "number" -> assertThat(type).as(key).isEqualTo("number");
      case "integer" -> {
        assertThat(type).as(key).isEqualTo("number");
        assertThat(field.component().path("decimalDigits").asInt(-1)).as(key).isZero();
      }
      default -> {}
    }
    switch (schema.path("format").asText()) {
      case "date" ->
          assertThat(field.component().path("subtype").asText()).as(key).isEqualTo("date");
      case "date-time" ->
          assertThat(field.component().path("subtype").asText()).as(key).isEqualTo("datetime");
      default -> {}
    }
  }

  private static void assertAssertsNothing(String form, Field field, Leaf leaf) {
    JsonNode value = field.component().path("defaultValue");
    if (value.isMissingNode() || SUBJECT_OF_THE_DOCUMENT.contains(form + "/" + field.key())) {
      return;
    }
    assertThat(NOT_KNOWN.contains(value.asText()) || value.equals(leaf.schema().path("default")))
        .as(field.key() + " is preselected as " + value)
        .isTrue();
  }

  private static BigDecimal limit(JsonNode node, String name) {
    return node.has(name) ? node.path(name).decimalValue() : null;
  }

  private static Map<String, Leaf> leaves(JsonNode object) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    collect(object, "", true, leaves);
    return leaves;
  }

  private static void collect(
      JsonNode object, String prefix, boolean required, Map<String, Leaf> into) {
    Set<String> names = new LinkedHashSet<>();
    object.path("required").forEach(name -> names.add(name.asText()));
    object
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode schema = resolved(property.getValue());
              boolean needed = required && names.contains(property.getKey());
              if (schema.has("properties")) {
                collect(schema, prefix + property.getKey() + "_", needed, into);
              } else {
                into.put(prefix + property.getKey(), new Leaf(schema, needed));
              }
            });
  }

  private static JsonNode resolved(JsonNode schema) {
    JsonNode one = schema.path("else").has("$ref") ? schema.path("else") : schema;
    return one.has("$ref") ? SCHEMA.at(one.path("$ref").asText().substring(1)) : one;
  }

  private static Map<String, Field> byKey(List<Field> fields) {
    Map<String, Field> byKey = new LinkedHashMap<>();
    fields.forEach(f -> byKey.put(f.key(), f));
    return byKey;
  }

  private static List<Field> inputs(JsonNode form) {
    return components(form).stream()
        .filter(
            f ->
                f.component().has("key")
                    && !f.component().path("type").asText().equals("expression"))
        .toList();
  }

  private static List<Field> components(JsonNode form) {
    List<Field> found = new ArrayList<>();
    walk(form, List.of(), found);
    return found;
  }

  private static void walk(JsonNode parent, List<String> hiddenWhen, List<Field> into) {
    for (JsonNode component : parent.path("components")) {
      List<String> conditions = new ArrayList<>(hiddenWhen);
      if (component.at("/conditional/hide").isTextual()) {
        conditions.add(component.at("/conditional/hide").asText());
      }
      into.add(new Field(component, conditions));
      walk(component, conditions, into);
    }
  }

  private static JsonNode form(String id) {
    try {
      return JSON.readTree(Path.of("forms", id + ".form").toFile());
    } catch (IOException e) {
      throw new AssertionError("form " + id + " is not readable JSON", e);
    }
  }
}
