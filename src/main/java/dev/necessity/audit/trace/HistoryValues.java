package dev.necessity.audit.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.necessity.assessment.Outcome;
import dev.necessity.assessment.PolicyRef;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Consumer;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/**
 * Values of the history as JSON, without deserialising them: neither classes nor today's code
 * decide what was stored.
 */
@Component
public class HistoryValues {

  private final ObjectMapper json;

  public HistoryValues(ObjectMapper json) {
    this.json =
        json.copy()
            .enable(
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** The value as JSON; a value that cannot be read is told to {@code findings} and null here. */
  JsonNode json(String what, TypedValue value, Consumer<String> findings) {
    if (value instanceof SerializableValue serialized) {
      String text = serialized.getValueSerialized();
      if (text == null) {
        findings.accept("The history of " + what + " cannot be read: what was stored is gone.");
      }
      return json(what, text, findings);
    }
    try {
      return value == null ? NullNode.getInstance() : plain(value.getValue());
    } catch (IllegalArgumentException broken) {
      return unreadable(what, findings);
    }
  }

  /** A stored text as JSON; a text that is none is told to {@code findings} and null here. */
  JsonNode json(String what, String text, Consumer<String> findings) {
    try {
      return text == null ? NullNode.getInstance() : json.readTree(text);
    } catch (JsonProcessingException broken) {
      return unreadable(what, findings);
    }
  }

  private static JsonNode unreadable(String what, Consumer<String> findings) {
    findings.accept(
        "The history of " + what + " cannot be read: what is stored there is not valid JSON.");
    return NullNode.getInstance();
  }

  private JsonNode plain(Object value) {
    return value instanceof Date date
        ? TextNode.valueOf(at(date).toString())
        : json.valueToTree(value);
  }

  /** What an evaluation of a policy returned, as an assessment. */
  JsonNode assessment(JsonNode result, PolicyRef policy) {
    return Outcome.assessment(result, policy, json);
  }

  static OffsetDateTime at(Date date) {
    return date == null ? null : date.toInstant().atOffset(ZoneOffset.UTC);
  }

  public static OffsetDateTime utc(OffsetDateTime instant) {
    return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
