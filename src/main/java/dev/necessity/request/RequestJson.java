package dev.necessity.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Requests that were accepted, to JSON and back without loss: an equal request comes back. */
public final class RequestJson {

  /** Deeper than any request, far below what could exhaust a stack. */
  private static final int DEEPEST_NESTING = 40;

  /**
   * Exact decimals, ISO dates in their own offset, and no more nesting or digits than a request can
   * need.
   */
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxNumberLength(JsonLimits.LONGEST_NUMBER)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private RequestJson() {}

  public static String write(Request request) {
    try {
      return MAPPER.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request could not be written as JSON.", e);
    }
  }

  public static JsonNode tree(Request request) {
    return MAPPER.valueToTree(request);
  }

  /**
   * A request as {@link #write} stored it. What comes from outside goes through {@link
   * RequestReader}.
   *
   * @throws IllegalStateException when the text is not a stored request; without the text, which
   *     holds personal data
   */
  public static Request restore(String stored) {
    try {
      return MAPPER.readValue(stored, Request.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The stored request cannot be read: it was changed or written by another version.");
    }
  }
}
