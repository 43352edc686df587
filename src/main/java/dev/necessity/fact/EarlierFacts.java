package dev.necessity.fact;

import static dev.necessity.fact.FactValues.UNKNOWN;
import static dev.necessity.fact.FactValues.NOT_STATED;
import static dev.necessity.fact.FactValues.each;
import static dev.necessity.fact.FactValues.identified;
import static dev.necessity.fact.FactValues.ids;
import static dev.necessity.fact.FactValues.name;
import static dev.necessity.fact.FactValues.plain;
import static dev.necessity.fact.FactValues.yesOrNo;

import dev.necessity.measure.CalendarMonths;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only the earlier version 2025-11 of the first policy reads: cases that are open under it keep its reading, in which the
 * last record of nicotine, exclusions and baseline pain stands for all (docs/adr/0023).
 */
final class EarlierFacts {

  private final MeasuredRecords evidence;
  private final LocalDate receivedOn;
  private final LocalDate plannedDate;

  EarlierFacts(MeasuredRecords evidence, LocalDate receivedOn, LocalDate plannedDate) {
    this.evidence = evidence;
    this.receivedOn = receivedOn;
    this.plannedDate = plannedDate;
  }

  void addTo(Map<String, Object> facts) {
    facts.put("injections", each(evidence.injections(), EarlierFacts::injection));
    facts.put("exclusions", exclusions());
    facts.put("baselinePain", baselinePain());
    facts.put("nicotine", nicotine());
  }

  private static Map<String, Object> injection(Injection injection) {
    Relief relief = Relief.of(injection);
    Map<String, Object> facts = identified(injection);
    facts.put("date", injection.date().toString());
    facts.put("joint", injection.joint().name());
    facts.put("side", name(injection.side(), UNKNOWN));
    facts.put("guidance", injection.guidance().name());
    facts.put("isolation", SeparateInjections.isolation(injection.combinedWith()));
    facts.put("steroid", yesOrNo(injection.steroid()));
    facts.put("reliefKnown", relief.known());
    facts.put("reliefLow", plain(relief.low()));
    facts.put("reliefHigh", plain(relief.high()));
    facts.put("reliefDurationStated", injection.reliefDuration() != null);
    facts.put("reliefDurationMonths", Relief.wholeMonths(injection));
    return facts;
  }

  private Map<String, Object> exclusions() {
    Optional<Exclusions> last = last(evidence.exclusions());
    Map<String, Object> facts = rests(last);
    facts.put("autoimmuneDisease", name(last.map(Exclusions::autoimmuneDisease).orElse(null), UNKNOWN));
    facts.put("neoplasia", name(last.map(Exclusions::neoplasia).orElse(null), UNKNOWN));
    facts.put("crystalArthropathy", name(last.map(Exclusions::crystalArthropathy).orElse(null), UNKNOWN));
    return facts;
  }

  private Map<String, Object> baselinePain() {
    Optional<BaselinePain> last = last(evidence.baselinePain());
    Map<String, Object> facts = rests(last);
    facts.put("recorded", last.isPresent());
    facts.put("score", plain(last.map(BaselinePain::score).orElse(BigDecimal.ZERO)));
    return facts;
  }

  private Map<String, Object> nicotine() {
    Optional<Nicotine> last = last(evidence.nicotine());
    Map<String, Object> facts = rests(last);
    facts.put("status", last.map(record -> record.status().name()).orElse(NOT_STATED));
    Facts.addMonthsFree(last.map(Nicotine::quitDate).orElse(null), plannedDate, facts);
    return facts;
  }

  /** From the earliest start to the latest end, gaps and all. */
  int spanMonths(List<ConservativeTreatment> treatments) {
    Optional<LocalDate> earliest = treatments.stream().map(ConservativeTreatment::start).min(LocalDate::compareTo);
    Optional<LocalDate> latest = treatments.stream().map(treatment -> orReceipt(treatment.end())).max(LocalDate::compareTo);
    return earliest.isPresent() ? CalendarMonths.between(earliest.get(), latest.get()) : 0;
  }

  /** An open end counts up to the receipt date. */
  LocalDate orReceipt(LocalDate end) {
    return end == null ? receivedOn : end;
  }

  private static <T> Optional<T> last(List<T> records) {
    return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
  }

  private static Map<String, Object> rests(Optional<? extends Identified> record) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ids", ids(record.<Identified>map(each -> each).stream().toList()));
    return facts;
  }
}
