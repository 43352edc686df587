package dev.necessity.fact;

import java.time.LocalDate;

/** The work-up of one other source of the pain. Its document is named {@code document}: {@code source} is the source of pain. */
record PainSource(
    String id, Source document, LocalDate date, Kind source, Status status, String method, String replaces, String correction)
    implements Identified {

  public enum Kind {
    LUMBAR_DISC_DEGENERATION,
    LUMBAR_DISC_HERNIATION,
    LUMBAR_SPONDYLOLISTHESIS,
    LUMBAR_SPINAL_STENOSIS,
    LUMBAR_FACET_DEGENERATION,
    NEIGHBORING_SEGMENTS,
    THORACIC_DISC_DISORDER,
    THORACIC_SPONDYLOSIS,
    HIP_OSTEOARTHRITIS,
    TROCHANTERIC_BURSITIS
  }

  public enum Status { RULED_OUT, PRESENT, NOT_EVALUATED }
}
