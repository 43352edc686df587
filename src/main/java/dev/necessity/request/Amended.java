package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * An amendment that was made: what was changed, from what, by whom and when.
 *
 * @param before what the changed fields said before, in the shape of the changes; null where they
 *     said nothing
 * @param userId null, as {@code name}, where nobody was logged in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Amended(
    Amendment amendment,
    JsonNode before,
    String userId,
    String name,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) OffsetDateTime at) {

  /**
   * A field that says something else now, by its own name; its values are null where it says
   * nothing.
   */
  public record Change(String field, JsonNode before, JsonNode after) {}

  public List<Change> changed() {
    return changed(before, amendment.changes());
  }

  private static List<Change> changed(JsonNode before, JsonNode after) {
    List<Change> changes = new ArrayList<>();
    after
        .properties()
        .forEach(
            field -> {
              JsonNode was = before.path(field.getKey());
              if (field.getValue().isObject()) {
                changes.addAll(changed(was, field.getValue()));
              } else if (!was.equals(field.getValue())) {
                changes.add(new Change(field.getKey(), was, field.getValue()));
              }
            });
    return changes;
  }
}
