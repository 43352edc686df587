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

  /** The id of the record of the same kind that this one corrects, which then counts no more; null for most. */
  String replaces();

  /** Why; never null where {@link #replaces} is not. */
  String correction();

  /** Whether this record has the last word on what an earlier one is about, although both are kept (as version 2025-11 reads them). */
  default boolean overrules(T earlier) {
    return false;
  }
}
