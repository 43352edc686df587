package dev.necessity.fact;

import java.time.LocalDate;

/** The work-up of one other source of the pain. Its document is named {@code document}: {@code source} is the source of pain. */
record PainSource(
    String id, Source document, LocalDate date, String source, Status status, String method, String replaces, String correction)
    implements Identified {

  public enum Status { RULED_OUT, PRESENT, NOT_EVALUATED }
}
