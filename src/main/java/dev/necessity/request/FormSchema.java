package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * The JSON Schema of a record, from the form that asks for it: as strict as the form, and no
 * stricter.
 */
final class FormSchema {

  /** Of one field: more than any form offers, and an end. */
  private static final int MOST_CHOICES = 20;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What every record has, whatever its form: the schema of the request says what they are. */
  static final List<String> OF_EVERY_RECORD = List.of("id", "replaces", "correction");

  private FormSchema() {}

  static ObjectNode of(DocumentForm form) {
    ObjectNode record = object();
    record
        .putObject("dependentRequired")
        .<ObjectNode>set("replaces", JSON.arrayNode().add("correction"))
        .set("correction", JSON.arrayNode().add("replaces"));
    ObjectNode properties = record.putObject("properties");
    OF_EVERY_RECORD.forEach(
        name ->
            properties
                .putObject(name)
                .put("$ref", "#/$defs/" + (name.equals("id") ? "recordId" : name)));
    for (DocumentForm.Field field : form.fields()) {
      if (field.isHelp() || OF_EVERY_RECORD.contains(field.key())) {
        continue;
      }
      if (field.whole() == null) {
        properties.set(field.key(), type(field));
        require(record, field.key(), isRequired(field));
      } else {
        ObjectNode whole =
            properties.has(field.whole())
                ? (ObjectNode) properties.get(field.whole())
                : properties.set(field.whole(), object()).withObject("/" + field.whole());
        whole.withObject("/properties").set(field.name(), type(field));
        require(whole, field.name(), field.says("together"));
      }
    }
    return record;
  }

  private static ObjectNode object() {
    return JSON.objectNode().put("type", "object").put("additionalProperties", false);
  }

  private static void require(ObjectNode object, String name, boolean required) {
    if (required) {
      object.withArray("/required").add(name);
    }
  }

  /**
   * Not what the form asks for only after another answer, and not what may be answered with "not
   * known".
   */
  private static boolean isRequired(DocumentForm.Field field) {
    return field.always()
        && field.component().path("validate").path("required").asBoolean()
        && field.property("notKnown") == null;
  }

  private static ObjectNode type(DocumentForm.Field field) {
    JsonNode validate = field.component().path("validate");
    ObjectNode type =
        switch (field.kind()) {
          case NUMBER -> number(field, validate);
          case DATE ->
              text()
                  .put(
                      "format",
                      field.component().path("subtype").asText().equals("date")
                          ? "date"
                          : "date-time");
          case YES_OR_NO -> JSON.objectNode().put("type", "boolean");
          case CHOICE -> JSON.objectNode().set("enum", enumeration(field.values()));
          case CHOICES -> choices(field);
          case TEXT -> limited(text(), validate, "minLength", "maxLength", "pattern");
        };
    if (field.says("happened")) {
      type.put("happened", true);
    }
    if (field.property("notBefore") != null) {
      type.put("notBefore", field.property("notBefore"));
    }
    if (field.property("default") != null) {
      type.put("default", field.property("default"));
    }
    if (field.property("meaning") != null) {
      type.put("description", field.property("meaning"));
    }
    return type;
  }

  private static ObjectNode text() {
    return JSON.objectNode().put("type", "string");
  }

  private static ObjectNode limited(ObjectNode type, JsonNode validate, String... limits) {
    for (String limit : limits) {
      if (validate.has(limit)) {
        type.set(limit, validate.get(limit));
      }
    }
    return type;
  }

  private static ObjectNode number(DocumentForm.Field field, JsonNode validate) {
    ObjectNode type =
        JSON.objectNode()
            .put(
                "type",
                field.component().path("decimalDigits").asInt(1) == 0 ? "integer" : "number");
    if (validate.has("min")) {
      type.set("minimum", validate.get("min"));
    }
    if (validate.has("max")) {
      type.set("maximum", validate.get("max"));
    }
    if (field.property("moreThan") != null) {
      // The form itself can say "at least" only.
      type.remove("minimum");
      type.set("exclusiveMinimum", exact(field.property("moreThan")));
    }
    return type;
  }

  /** As JSON reads it. */
  private static JsonNode exact(String number) {
    BigDecimal exact = new BigDecimal(number);
    return exact.scale() <= 0 ? JSON.numberNode(exact.intValueExact()) : DecimalNode.valueOf(exact);
  }

  private static ObjectNode choices(DocumentForm.Field field) {
    ObjectNode type = JSON.objectNode().put("type", "array").put("maxItems", MOST_CHOICES);
    if (isRequired(field)) {
      type.put("minItems", 1);
    }
    type.putObject("items").set("enum", enumeration(field.values()));
    return type;
  }

  private static ArrayNode enumeration(List<JsonNode> values) {
    return JSON.arrayNode().addAll(values);
  }
}
