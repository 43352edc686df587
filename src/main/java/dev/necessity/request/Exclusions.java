package dev.necessity.request;

/** The work-up of causes that exclude the surgery; a cause nobody speaks of is null. */
public record Exclusions(String id, Source source, Status autoimmuneDisease, Status neoplasia, Status crystalArthropathy)
    implements EvidenceRecord<Exclusions> {

  public enum Status { EXCLUDED, PRESENT, UNKNOWN }

  @Override
  public Exclusions withId(String other) {
    return new Exclusions(other, source, autoimmuneDisease, neoplasia, crystalArthropathy);
  }
}
