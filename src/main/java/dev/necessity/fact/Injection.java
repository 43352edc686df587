package dev.necessity.fact;

import dev.necessity.request.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A diagnostic or therapeutic injection.
 *
 * @param joint SACROILIAC when left out
 * @param guidance UNKNOWN when left out
 * @param combinedWith other sites injected in the same session: empty means isolated, null means not known
 * @param painBefore pain score 0 to 10
 * @param painAfter pain score 0 to 10
 * @param reliefPercent the relief as the report states it
 */
record Injection(
    String id,
    Source source,
    LocalDate date,
    Side side,
    Joint joint,
    Guidance guidance,
    List<Site> combinedWith,
    Boolean steroid,
    BigDecimal painBefore,
    BigDecimal painAfter,
    ReliefPercent reliefPercent,
    ReliefDuration reliefDuration,
    String replaces,
    String correction) implements Identified {

  public enum Joint { SACROILIAC, OTHER }

  public enum Guidance { FLUOROSCOPY, CT, ULTRASOUND, NONE, UNKNOWN }

  public enum Site { HIP, TROCHANTERIC_BURSA, LUMBAR_SPINE, OTHER }

  public enum DurationUnit { HOURS, DAYS, WEEKS, MONTHS }

  /** A range in percent; one figure has the same low and high end. */
  public record ReliefPercent(BigDecimal low, BigDecimal high) {}

  /** How long the relief lasted, above 0. */
  public record ReliefDuration(BigDecimal value, DurationUnit unit) {}

  public Injection {
    joint = joint == null ? Joint.SACROILIAC : joint;
    guidance = guidance == null ? Guidance.UNKNOWN : guidance;
    combinedWith = combinedWith == null ? null : List.copyOf(combinedWith);
  }
}
