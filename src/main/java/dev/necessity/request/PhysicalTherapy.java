package dev.necessity.request;

import java.time.LocalDate;

/** One episode of physical therapy; without an end it was still going on at the receipt of the request. */
public record PhysicalTherapy(
    String id, Source source, LocalDate start, LocalDate end, Boolean formal, Boolean inPerson, String note)
    implements EvidenceRecord<PhysicalTherapy> {

  @Override
  public PhysicalTherapy withId(String other) {
    return new PhysicalTherapy(other, source, start, end, formal, inPerson, note);
  }
}
