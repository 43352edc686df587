package dev.necessity.fact;

import dev.necessity.request.Side;
import java.time.LocalDate;

/** One provocation manoeuvre and its result, under the name the sender used. */
record ExamManeuver(
    String id, Source source, Name name, Side side, Result result, LocalDate date, String replaces, String correction)
    implements Identified {

  public enum Name {
    THIGH_THRUST,
    P4,
    POSTERIOR_SHEAR,
    FABER,
    PATRICK,
    COMPRESSION,
    LATERAL_COMPRESSION,
    DISTRACTION,
    GAPPING,
    GAENSLEN,
    SACRAL_THRUST,
    FORTIN_FINGER
  }

  public enum Result { POSITIVE, NEGATIVE, EQUIVOCAL }
}
