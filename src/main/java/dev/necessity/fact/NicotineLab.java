package dev.necessity.fact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One laboratory result.
 *
 * @param date of the report; the result counts from the day of the draw
 * @param comparator null when the value is exact
 * @param unit as written on the report, or null
 * @param document whether this is the laboratory's own report or somebody's summary of it
 */
record NicotineLab(
    String id,
    Source source,
    LocalDate date,
    Analyte analyte,
    Specimen specimen,
    Comparator comparator,
    BigDecimal value,
    String unit,
    LocalDate drawnOn,
    Document document,
    String replaces,
    String correction) implements Identified {

  public enum Analyte { NICOTINE, COTININE }

  public enum Specimen { BLOOD, URINE }

  public enum Comparator {
    @JsonProperty("<") BELOW,
    @JsonProperty(">") ABOVE
  }

  public enum Document { LABORATORY_REPORT, CLINICIAN_SUMMARY }
}
