package dev.necessity.request;

import java.time.LocalDate;

/** What the member or a clinician says about nicotine; not a laboratory's result. */
public record Nicotine(
    String id, Source source, LocalDate date, Status status, LocalDate quitDate, String replaces, String correction)
    implements EvidenceRecord<Nicotine> {

  public enum Status { NEVER, FORMER, CURRENT, UNKNOWN }

  @Override
  public Nicotine withId(String other) {
    return new Nicotine(other, source, date, status, quitDate, replaces, correction);
  }
}
