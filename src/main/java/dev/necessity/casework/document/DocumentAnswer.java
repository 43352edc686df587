package dev.necessity.casework.document;

import dev.necessity.request.Evidence;

/**
 * The answer to one documentation task.
 *
 * @param evidence the one record that the form collected; null when the document is not available,
 *     or when the record came over the API and is in the request already
 * @param plannedDate where that was asked for, the day of the surgery; else null
 * @param unavailableReason why there is no such document; null when there is one
 */
public record DocumentAnswer(
    String document, Evidence evidence, String plannedDate, String unavailableReason) {

  /** Whether it was given by evidence that is in the request already. */
  public boolean saysNothing() {
    return evidence == null && plannedDate == null && !unavailable();
  }

  public boolean unavailable() {
    return unavailableReason != null;
  }
}
