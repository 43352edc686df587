package dev.necessity.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The records hold what the schema allows: field by field, value by value. */
public class SchemaDomainsTest {

  private static final RequestSchema SCHEMA = RequestSchema.packaged();

  /** Words of medicine, which no class knows. */
  private static final Set<String> KNOWN_TO_THE_SCHEMA_ALONE = Set.of("request.inpatientReasons");

  @Test
  void everyFieldAndEveryValueOfTheSchemaHasItsPlaceInTheRecords() {
    compare("request", Request.class, SCHEMA.document());
  }

  /** The evidence, as a type that reads its records. */
  public static void compareEvidence(Class<?> records) {
    compare("evidence", records, SCHEMA.document().at("/$defs/evidence"));
  }

  private static void compare(String path, Type type, JsonNode declared) {
    if (type == Evidence.class) {
      // It holds whatever the forms say.
      return;
    }
    JsonNode node = SCHEMA.resolve(declared);
    if (type instanceof ParameterizedType list) {
      JsonNode records = SCHEMA.list(node);
      assertThat(records.path("type").asText()).as(path).isEqualTo("array");
      compare(path, list.getActualTypeArguments()[0], records.path("items"));
    } else if (type instanceof Class<?> values && values.isEnum()) {
      List<String> names =
          Arrays.stream(values.getEnumConstants())
              // A record is of a side, or does not say; only what is asked for may have none.
              .filter(value -> value != Side.NOT_APPLICABLE || path.startsWith("request.procedure"))
              .map(value -> RequestJson.MAPPER.valueToTree(value).asText())
              .toList();
      assertThat(names)
          .as(path)
          .containsExactlyElementsOf(
              StreamSupport.stream(node.path("enum").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList());
    } else if (type instanceof Class<?> record && record.isRecord()) {
      if (node.has("else")) {
        // Several of them in its place are several requests.
        compare(path, type, node.path("else"));
        return;
      }
      RecordComponent[] components = record.getRecordComponents();
      assertThat(components)
          .as(path)
          .extracting(RecordComponent::getName)
          .containsExactlyInAnyOrderElementsOf(
              node.path("properties").properties().stream().map(Map.Entry::getKey).toList());
      Arrays.stream(components)
          .forEach(
              component ->
                  compare(
                      path + "." + component.getName(),
                      component.getGenericType(),
                      node.path("properties").path(component.getName())));
    } else {
      assertThat(node.has("enum") || node.has("properties"))
          .as(path)
          .isEqualTo(KNOWN_TO_THE_SCHEMA_ALONE.contains(path));
    }
  }
}
