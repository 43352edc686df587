package dev.necessity.audit.recheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.necessity.audit.recheck.Recheck.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON documents differ; a number equals another spelling of itself (5, 5.0). */
public final class Differences {

  private Differences() {}

  public static List<Difference> between(JsonNode stored, JsonNode again) {
    List<Difference> found = new ArrayList<>();
    compare("", stored, again, found);
    return found;
  }

  private static void compare(
      String pointer, JsonNode stored, JsonNode again, List<Difference> found) {
    if (stored.isObject() && again.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      stored.fieldNames().forEachRemaining(names::add);
      again.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(pointer + "/" + name, stored.path(name), again.path(name), found));
    } else if (stored.isArray() && again.isArray()) {
      for (int i = 0; i < Math.max(stored.size(), again.size()); i++) {
        compare(pointer + "/" + i, stored.path(i), again.path(i), found);
      }
    } else if (!equal(stored, again)) {
      found.add(new Difference(pointer, present(stored), present(again)));
    }
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  private static JsonNode present(JsonNode node) {
    return node instanceof MissingNode ? null : node;
  }
}
