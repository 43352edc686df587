package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/** Every node of a body with its pointer, parents first. */
final class JsonWalk {

  private JsonWalk() {}

  static void visit(JsonNode body, BiConsumer<JsonPointer, JsonNode> visitor) {
    visit(JsonPointer.empty(), body, visitor);
  }

  private static void visit(
      JsonPointer pointer, JsonNode node, BiConsumer<JsonPointer, JsonNode> visitor) {
    visitor.accept(pointer, node);
    node.properties()
        .forEach(field -> visit(pointer.appendProperty(field.getKey()), field.getValue(), visitor));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        visit(pointer.appendIndex(i), node.get(i), visitor);
      }
    }
  }
}
