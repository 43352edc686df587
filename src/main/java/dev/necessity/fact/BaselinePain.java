package dev.necessity.fact;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The pain score before any treatment asked for here, 0 to 10. */
record BaselinePain(
    String id, Source source, BigDecimal score, LocalDate date, String replaces, String correction)
    implements Identified {
}
