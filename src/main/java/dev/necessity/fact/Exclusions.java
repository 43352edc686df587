package dev.necessity.fact;

import java.time.LocalDate;

/** The work-up of causes that exclude the surgery; a cause nobody speaks of is null. */
record Exclusions(
    String id, Source source, LocalDate date, Status autoimmuneDisease, Status neoplasia, Status crystalArthropathy,
    String replaces, String correction)
    implements Identified {

  public enum Status { EXCLUDED, PRESENT, UNKNOWN }
}
