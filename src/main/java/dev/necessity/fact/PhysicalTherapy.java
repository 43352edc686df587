package dev.necessity.fact;

import java.time.LocalDate;

/**
 * One episode of physical therapy; without an end it was still going on at the receipt of the request.
 *
 * @param aggravated whether it made the pain worse; null when the record does not say
 */
record PhysicalTherapy(
    String id, Source source, LocalDate date, LocalDate start, LocalDate end, Boolean formal, Boolean inPerson, Boolean aggravated,
    String note, String replaces, String correction)
    implements Identified {
}
