package dev.necessity.request;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The pain score before any treatment asked for here, 0 to 10. */
public record BaselinePain(
    String id, Source source, BigDecimal score, LocalDate date, String replaces, String correction)
    implements EvidenceRecord<BaselinePain> {

  @Override
  public BaselinePain withId(String other) {
    return new BaselinePain(other, source, score, date, replaces, correction);
  }
}
