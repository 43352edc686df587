package dev.necessity.feel.kit;

import java.util.List;
import java.util.Map;

/**
 * A decision of the kit as Camunda 7 holds it.
 *
 * @param id in the file
 * @param xml its element
 * @param givesRows whether its value is a list, be it of one row or none
 * @param outputs how many values a row has
 */
record KitDecision(String id, String xml, boolean givesRows, int outputs) {

  /** What the standard calls its value, of what the engine gives. */
  Object value(List<Map<String, Object>> rows) {
    if (givesRows) {
      return rows.stream().map(this::value).toList();
    }
    return rows.isEmpty() ? null : value(rows.get(0));
  }

  private Object value(Map<String, Object> row) {
    return outputs > 1 ? row : row.isEmpty() ? null : row.values().iterator().next();
  }
}
