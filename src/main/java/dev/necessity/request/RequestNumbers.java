package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers in the evidence of a request, each with the bounds of its field, and the request with
 * one of them changed.
 */
public final class RequestNumbers {

  /** For a field without an upper bound: ten times its value. */
  private static final BigDecimal FAR = BigDecimal.TEN;

  private RequestNumbers() {}

  /**
   * One number.
   *
   * @param record list and id of its record, as in {@code visits/visit-1}
   * @param field a nested field with a dot, as in {@code range.low}
   */
  public record Number(
      Request request,
      JsonPointer pointer,
      String record,
      String field,
      BigDecimal value,
      BigDecimal lowest,
      BigDecimal highest) {

    public Request set(BigDecimal other) {
      ObjectNode changed = (ObjectNode) RequestJson.tree(request);
      ((ObjectNode) changed.at(pointer.head()))
          .set(pointer.last().getMatchingProperty(), DecimalNode.valueOf(other));
      try {
        return RequestJson.MAPPER.treeToValue(changed, Request.class);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A number of a request could not be changed.", e);
      }
    }
  }

  /**
   * @param schema what records may say
   */
  public static List<Number> of(Request request, RequestSchema schema) {
    List<Number> numbers = new ArrayList<>();
    JsonNode tree = RequestJson.tree(request);
    JsonWalk.visit(
        tree,
        (pointer, node) -> {
          if (node.isNumber()
              && pointer.toString().startsWith("/evidence/")
              && !pointer.toString().contains("/source/")) {
            numbers.add(number(request, schema, tree, pointer, node.decimalValue()));
          }
        });
    return numbers;
  }

  private static Number number(
      Request request, RequestSchema schema, JsonNode tree, JsonPointer pointer, BigDecimal value) {
    List<String> steps = List.of(pointer.toString().substring(1).split("/"));
    String kind = steps.get(1);
    List<String> path = steps.subList(3, steps.size());
    JsonNode type = schema.recordProperties(kind);
    for (int i = 0; i < path.size(); i++) {
      type =
          schema.resolve(
              i == 0 ? type.path(path.get(i)) : type.path("properties").path(path.get(i)));
    }
    JsonNode record = tree.at("/evidence/" + kind + "/" + steps.get(2));
    BigDecimal lowest = type.has("minimum") ? type.get("minimum").decimalValue() : BigDecimal.ZERO;
    BigDecimal highest =
        type.has("maximum") ? type.get("maximum").decimalValue() : value.multiply(FAR).max(FAR);
    return new Number(
        request,
        pointer,
        kind + "/" + record.path("id").asText(),
        String.join(".", path),
        value,
        lowest,
        highest);
  }
}
