package dev.necessity.fact;

import java.time.LocalDate;

/** What the member or a clinician says about nicotine; not a laboratory's result. */
record Nicotine(
    String id, Source source, LocalDate date, Status status, LocalDate quitDate, String replaces, String correction)
    implements Identified {

  public enum Status { NEVER, FORMER, CURRENT, UNKNOWN }
}
