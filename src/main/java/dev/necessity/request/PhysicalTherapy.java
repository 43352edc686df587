package dev.necessity.request;

import java.time.LocalDate;

/**
 * One episode of physical therapy; without an end it was still going on at the receipt of the request.
 *
 * @param aggravated whether it made the pain worse; null when the record does not say
 */
public record PhysicalTherapy(
    String id, Source source, LocalDate date, LocalDate start, LocalDate end, Boolean formal, Boolean inPerson, Boolean aggravated,
    String note, String replaces, String correction)
    implements EvidenceRecord<PhysicalTherapy> {

  @Override
  public PhysicalTherapy withId(String other) {
    return new PhysicalTherapy(other, source, date, start, end, formal, inPerson, aggravated, note, replaces, correction);
  }
}
