package dev.necessity.request;

import java.time.LocalDate;

/** One conservative treatment; without an end it was still going on at the receipt of the request. */
public record ConservativeTreatment(
    String id, Source source, LocalDate date, Type type, LocalDate start, LocalDate end, String replaces, String correction)
    implements EvidenceRecord<ConservativeTreatment> {

  public enum Type { PHYSICAL_THERAPY, MEDICATION, INJECTION, BRACING, ACTIVITY_MODIFICATION, OTHER }

  @Override
  public ConservativeTreatment withId(String other) {
    return new ConservativeTreatment(other, source, date, type, start, end, replaces, correction);
  }
}
