package dev.necessity.fact;

import java.time.LocalDate;

/** One conservative treatment; without an end it was still going on at the receipt of the request. */
record ConservativeTreatment(
    String id, Source source, LocalDate date, Type type, LocalDate start, LocalDate end, String replaces, String correction)
    implements Identified {

  public enum Type { PHYSICAL_THERAPY, MEDICATION, INJECTION, BRACING, ACTIVITY_MODIFICATION, OTHER }
}
