package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One laboratory result.
 *
 * @param comparator null when the value is exact
 * @param unit as written on the report, or null
 * @param document whether this is the laboratory's own report or somebody's summary of it
 */
public record NicotineLab(
    String id,
    Source source,
    Analyte analyte,
    Specimen specimen,
    Comparator comparator,
    BigDecimal value,
    String unit,
    LocalDate drawnOn,
    Document document) implements EvidenceRecord<NicotineLab> {

  public enum Analyte { NICOTINE, COTININE }

  public enum Specimen { BLOOD, URINE }

  public enum Comparator {
    @JsonProperty("<") BELOW,
    @JsonProperty(">") ABOVE
  }

  public enum Document { LABORATORY_REPORT, CLINICIAN_SUMMARY }

  @Override
  public NicotineLab withId(String other) {
    return new NicotineLab(other, source, analyte, specimen, comparator, value, unit, drawnOn, document);
  }
}
