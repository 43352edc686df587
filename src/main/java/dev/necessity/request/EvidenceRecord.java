package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One record of the evidence. Absent fields are null here and left out in JSON.
 *
 * @param <T> the record's own type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface EvidenceRecord<T extends EvidenceRecord<T>> {

  /** Given by the sender, else by {@link Evidence#plus}; null before that. */
  String id();

  T withId(String id);

  /** Whether this record has the last word on what an earlier one is about, although both are kept. */
  default boolean overrules(T earlier) {
    return false;
  }
}
