package dev.necessity.attack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Bodies, parameters and texts that no system sends by itself, made out of sound ones; the same for
 * the same seed.
 */
final class Fuzz {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int LONG = 100_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\ud800",
          "x\udc00y",
          "\ufffe",
          "\uffff",
          "\ufdd0",
          "\ud83f\udffe",
          "\1",
          "\u001f",
          "\u007f",
          "\u0085",
          "\u200b",
          "\ufeff",
          "\u202e",
          "\ud83e\uddb4",
          "\r\nSet-Cookie: a=b",
          "' or 1=1 --",
          "${1+1}",
          "#{''.getClass()}",
          "<script>alert(1)</script>",
          "=1+1",
          "../../x",
          "%00",
          "%s%n",
          "%",
          "_",
          "\\",
          "0000-01-01",
          "0001-01-01",
          "9999-12-31",
          "+999999999-12-31",
          "-0001-01-01",
          "2026-02-30",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00+18:00",
          "+292277026-12-04T15:30:07Z",
          "2026-01-15T09:30:00+18:00",
          "2026-01-15T23:59:60Z",
          "2026-01-15 09:30:00",
          "2026-01-15T09:30:00",
          "1e999999999",
          "99999999999",
          "2147483648",
          "-1",
          "NaN",
          "true",
          "null",
          "{}",
          "[]",
          "a".repeat(65),
          "a".repeat(256),
          "\u00e4".repeat(256),
          "a".repeat(4001),
          "a".repeat(LONG));
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1e999999999",
          "-1e999999999",
          "1e-999999999",
          "1E400",
          "9".repeat(34),
          "9".repeat(60),
          "9".repeat(61),
          "0." + "3".repeat(40),
          "2147483648",
          "9223372036854775808",
          "0.30000000000000004",
          "10.0000000000000000000000000000001");

  private final Random random;

  Fuzz(long seed) {
    this.random = new Random(seed);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  int within(int end) {
    return random.nextInt(end);
  }

  String text() {
    return chance(5) ? randomText() : one(TEXTS);
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append((char) (chance(3) ? random.nextInt(0x10000) : random.nextInt(0x100)));
    }
    return text.toString();
  }

  /** Some of the parameters, with a text that nobody expects, or with a sound one. */
  String query(List<String> names, List<String> sound) {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      parts.add(one(names) + "=" + (chance(3) ? one(sound) : encoded()));
    }
    return "?" + String.join("&", parts);
  }

  /**
   * A text for an address; a character that has no bytes is sent as bytes that are no character.
   */
  String encoded() {
    String text = text();
    String shorter = text.substring(0, Math.min(text.length(), 3000));
    return chance(10)
        ? "%ED%A0%80"
        : chance(10) ? "%C0%80" : URLEncoder.encode(shorter, StandardCharsets.UTF_8);
  }

  byte[] body(JsonNode sound) {
    JsonNode body = sound.deepCopy();
    for (int i = random.nextInt(3); i >= 0; i--) {
      body = mutated(body);
    }
    byte[] bytes = written(body);
    return chance(8) ? broken(bytes) : bytes;
  }

  private byte[] written(JsonNode body) {
    try {
      return (chance(2) ? ESCAPED : JSON).writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** No JSON, or JSON that is not written as it should be. */
  private byte[] broken(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    String text = new String(bytes, StandardCharsets.UTF_8);
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
      case 2 -> text.getBytes(StandardCharsets.UTF_16);
      case 3 ->
          text.replaceFirst("\\{", "{\"requestId\":\"twice\",\"requestId\":\"twice\",")
              .getBytes(StandardCharsets.UTF_8);
      case 4 -> ("[".repeat(2000) + text + "]".repeat(2000)).getBytes(StandardCharsets.UTF_8);
      case 5 -> new byte[0];
      default -> {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
          changed[at] = (byte) random.nextInt(256);
        }
        yield changed;
      }
    };
  }

  private JsonNode mutated(JsonNode body) {
    List<JsonNode> containers = new ArrayList<>();
    collect(body, containers);
    if (containers.isEmpty() || chance(40)) {
      return value(body);
    }
    JsonNode container = one(containers);
    if (container instanceof ObjectNode object) {
      change(object);
    } else {
      change((ArrayNode) container);
    }
    return body;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void change(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || chance(8)) {
      object.set(chance(2) ? text() : "evidence", value(object));
      return;
    }
    String name = one(names);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      default -> object.set(name, value(object.get(name)));
    }
  }

  private void change(ArrayNode array) {
    if (array.isEmpty() || chance(6)) {
      array.add(value(array));
      return;
    }
    int index = random.nextInt(array.size());
    switch (random.nextInt(6)) {
      case 0 -> array.remove(index);
      case 1 -> {
        JsonNode item = array.get(index);
        for (int i = random.nextInt(200); i >= 0; i--) {
          array.add(item.deepCopy());
        }
      }
      default -> array.set(index, value(array.get(index)));
    }
  }

  private JsonNode value(JsonNode instead) {
    JsonNodeFactory node = JsonNodeFactory.instance;
    return switch (random.nextInt(10)) {
      case 0 -> node.nullNode();
      case 1 -> node.booleanNode(chance(2));
      case 2 -> node.arrayNode().add(instead.deepCopy());
      case 3 -> node.objectNode().set("value", instead.deepCopy());
      case 4 -> chance(2) ? node.objectNode() : node.arrayNode();
      case 5 -> nested(1 + random.nextInt(100));
      case 6, 7 -> node.rawValueNode(new RawValue(one(NUMBERS)));
      default -> node.textNode(text());
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JsonNodeFactory.instance.textNode("deep");
    for (int i = 0; i < depth; i++) {
      inner = JsonNodeFactory.instance.arrayNode().add(inner);
    }
    return inner;
  }
}
