package dev.necessity.fact;

import dev.necessity.request.Side;
import java.time.LocalDate;
import java.util.List;

/** An imaging study and what its report says. */
record Imaging(
    String id,
    Source source,
    Modality modality,
    LocalDate date,
    List<Region> regions,
    Side side,
    Finding siJointDegeneration,
    Hip includesHip,
    Finding hipPathology,
    Finding cordContact,
    String note,
    String replaces,
    String correction) implements Identified {

  public enum Modality { XRAY, CT, MRI, OTHER }

  public enum Region { SI_JOINT, PELVIS, LUMBAR_SPINE, THORACIC_SPINE, OTHER }

  /** The hips that the study shows. */
  public enum Hip { LEFT, RIGHT, BILATERAL, NONE }

  public Imaging {
    regions = List.copyOf(regions);
  }
}
