package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One record of the evidence: its fields as in JSON, in the order in which they came. Never
 * changed; a field that is not known is absent.
 */
public final class EvidenceRecord {

  static final String ID = "id";
  private static final String REPLACES = "replaces";
  private static final String CORRECTION = "correction";

  private final ObjectNode fields;

  private EvidenceRecord(ObjectNode fields) {
    this.fields = fields;
  }

  /** One that says nothing. */
  public static EvidenceRecord empty() {
    return new EvidenceRecord(JsonNodeFactory.instance.objectNode());
  }

  static EvidenceRecord of(ObjectNode fields) {
    return new EvidenceRecord((ObjectNode) decimal(fields));
  }

  /** Given by the sender, else by {@link Evidence#plus}; null before that. */
  public String id() {
    return text(ID);
  }

  /**
   * The id of the record of the same kind that this one corrects, which then counts no more; null
   * for most.
   */
  public String replaces() {
    return text(REPLACES);
  }

  /** Why; never null where {@link #replaces} is not. */
  public String correction() {
    return text(CORRECTION);
  }

  /** What a field says; missing where the record does not say. */
  public JsonNode field(String name) {
    return fields.path(name).deepCopy();
  }

  private String text(String field) {
    return fields.path(field).textValue();
  }

  EvidenceRecord withId(String id) {
    ObjectNode named = JsonNodeFactory.instance.objectNode().put(ID, id);
    fields.properties().stream()
        .filter(field -> !field.getKey().equals(ID))
        .forEach(field -> named.set(field.getKey(), field.getValue()));
    return new EvidenceRecord(named);
  }

  /** Everything but the id, with which two records may say the same. */
  JsonNode content() {
    return fields.deepCopy().without(ID);
  }

  @JsonValue
  private ObjectNode fields() {
    return fields;
  }

  /**
   * A copy in which a number is a decimal, however it was written: what is read again from storage
   * is equal.
   */
  private static JsonNode decimal(JsonNode node) {
    if (node.isNumber()) {
      return DecimalNode.valueOf(node.decimalValue());
    }
    if (node.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(decimal(item)));
      return items;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        object.set(field.getKey(), decimal(field.getValue()));
      }
      return object;
    }
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EvidenceRecord record && record.fields.equals(fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
