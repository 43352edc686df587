package dev.necessity.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * One evaluation of a decision, whole: what went in, what each table made of it, and the result.
 * Kept as compressed JSON, since the same few hundred words would otherwise fill several hundred
 * rows of the engine's history.
 *
 * <p>Left out is what an expression of the diagram gave on the way, and so is a policy's answer
 * that final tables go on from: it follows from the inputs and the pinned version.
 *
 * @param inputs the variables that the diagram read, by name; none of a table, which has its own
 *     inputs, and of a policy's answer
 * @param result of the expression at the top of the diagram; null when the decision is a table or a
 *     policy's answer
 * @param tables in the order in which they were evaluated
 */
public record EvaluationRecord(
    Map<String, Object> inputs, Object result, List<RecordedTable> tables) {

  /**
   * Name of the output that holds the record. The engine's history only tells of an output so named
   * where the record cannot be read.
   */
  public static final String NAME = "evaluation";

  private static final Set<String> JUDGEMENT = Set.of("inputs", "result");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * One table.
   *
   * @param inputs one value for each of its input columns, in their order
   * @param rules that hit, by id, with the table's outputs by name, in the order of its columns
   */
  public record RecordedTable(
      String definitionId, List<Object> inputs, Map<String, Map<String, Object>> rules) {}

  /** What was judged and what came of it: a record without its tables. */
  public record RecordedJudgement(JsonNode inputs, JsonNode result) {}

  byte[] compress() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes, deflater)) {
      JSON.writeValue(packed, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** Any value of a record as JSON. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @return empty when the bytes are not what {@link #compress} made
   */
  static Optional<EvaluationRecord> read(byte[] bytes) {
    try (InflaterInputStream packed = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return Optional.of(JSON.readValue(packed, EvaluationRecord.class));
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /**
   * The beginning of a record; its tables, which are most of it, are not even unpacked.
   *
   * @return empty when the bytes are not what {@link #compress} made
   */
  public static Optional<RecordedJudgement> judgement(byte[] bytes) {
    Map<String, JsonNode> parts = new HashMap<>();
    try (JsonParser record =
        JSON.createParser(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      record.nextToken();
      while (parts.size() < JUDGEMENT.size() && record.nextToken() == JsonToken.FIELD_NAME) {
        String name = record.currentName();
        record.nextToken();
        if (JUDGEMENT.contains(name)) {
          parts.put(name, JSON.readTree(record));
        } else {
          record.skipChildren();
        }
      }
    } catch (IOException broken) {
      return Optional.empty();
    }
    return parts.size() < JUDGEMENT.size()
        ? Optional.empty()
        : Optional.of(new RecordedJudgement(parts.get("inputs"), parts.get("result")));
  }
}
