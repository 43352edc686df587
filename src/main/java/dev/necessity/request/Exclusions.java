package dev.necessity.request;

import java.time.LocalDate;

/** The work-up of causes that exclude the surgery; a cause nobody speaks of is null. */
public record Exclusions(
    String id, Source source, LocalDate date, Status autoimmuneDisease, Status neoplasia, Status crystalArthropathy,
    String replaces, String correction)
    implements EvidenceRecord<Exclusions> {

  public enum Status { EXCLUDED, PRESENT, UNKNOWN }

  @Override
  public Exclusions withId(String other) {
    return new Exclusions(other, source, date, autoimmuneDisease, neoplasia, crystalArthropathy, replaces, correction);
  }
}
