package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether two bodies say the same: the order of fields, blanks and the spelling of a number (5,
 * 5.0, 50e-1) do not matter.
 */
public final class ContentHash {

  private ContentHash() {}

  /** SHA-256 of the canonical form, 64 lower-case hexadecimal digits. */
  public static String of(JsonNode body) {
    StringBuilder canonical = new StringBuilder();
    write(body, canonical);
    return ofBytes(canonical.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of a file as it is, 64 lower-case hexadecimal digits. */
  public static String ofBytes(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      out.append('{');
      sorted.forEach(
          (name, value) -> {
            out.append(TextNode.valueOf(name)).append(':');
            write(value, out);
            out.append(',');
          });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(
          item -> {
            write(item, out);
            out.append(',');
          });
      out.append(']');
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      out.append(number.stripTrailingZeros());
    } else {
      out.append(node);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
