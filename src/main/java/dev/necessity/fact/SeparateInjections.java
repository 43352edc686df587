package dev.necessity.fact;

import static dev.necessity.fact.FactValues.UNKNOWN;
import static dev.necessity.fact.FactValues.covers;
import static dev.necessity.fact.FactValues.each;
import static dev.necessity.fact.FactValues.ids;
import static dev.necessity.fact.FactValues.plain;
import static dev.necessity.fact.FactValues.yesOrNo;

import dev.necessity.measure.CalendarMonths;
import dev.necessity.request.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Injections, each with all that its records say: records of one joint, one side and one date are one injection. What they
 * contradict each other about has two values; what none of them says has none.
 */
final class SeparateInjections {

  private static final String REQUESTED = "REQUESTED";
  private static final String OTHER = "OTHER";

  private SeparateInjections() {}

  /** What makes records one injection; a record without a side is one by itself. */
  private record Key(Injection.Joint joint, String side, LocalDate date, String id) {}

  /** @param planned the day of the surgery, or null */
  static List<Object> of(List<Injection> records, Side requested, LocalDate receivedOn, LocalDate planned) {
    Map<Key, List<Injection>> injections = new LinkedHashMap<>();
    for (Injection record : records) {
      String side = side(record.side(), requested);
      Key key = new Key(record.joint(), side, record.date(), side.equals(UNKNOWN) ? record.id() : null);
      injections.computeIfAbsent(key, none -> new ArrayList<>()).add(record);
    }
    List<Object> facts = new ArrayList<>();
    injections.forEach((key, group) -> facts.add(facts(key, group, receivedOn, planned)));
    return facts;
  }

  private static String side(Side recorded, Side requested) {
    if (recorded == null) {
      return UNKNOWN;
    }
    return covers(recorded, requested) ? REQUESTED : OTHER;
  }

  private static Map<String, Object> facts(Key key, List<Injection> records, LocalDate receivedOn, LocalDate planned) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ids", ids(records));
    facts.put("date", key.date().toString());
    facts.put("joint", key.joint().name());
    facts.put("side", key.side());
    facts.put("guidances", known(records, record -> record.guidance().name()));
    facts.put("isolations", known(records, record -> isolation(record.combinedWith())));
    facts.put("steroids", known(records, record -> yesOrNo(record.steroid())));
    facts.put("reliefs", reliefs(records));
    facts.put("durations", durations(records));
    facts.put("painScoresBefore", each(records.stream().map(Injection::painBefore).filter(Objects::nonNull).toList(), FactValues::plain));
    facts.put("daysBeforeReceipt", Facts.daysBetween(key.date(), receivedOn));
    facts.put("monthsBeforeReceipt", CalendarMonths.begun(key.date(), receivedOn));
    facts.put("afterPlannedDate", planned != null && key.date().isAfter(planned));
    return facts;
  }

  /** Each value that a record says, once. */
  private static List<Object> known(List<Injection> records, Function<Injection, String> value) {
    return new ArrayList<>(records.stream().map(value).filter(said -> !said.equals(UNKNOWN)).distinct().toList());
  }

  static String isolation(List<Injection.Site> combinedWith) {
    if (combinedWith == null) {
      return UNKNOWN;
    }
    return combinedWith.isEmpty() ? "ISOLATED" : "COMBINED";
  }

  private static List<Object> reliefs(List<Injection> records) {
    return each(records.stream().map(Relief::of).filter(Relief::known).toList(), relief -> {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("low", plain(relief.low()));
      facts.put("high", plain(relief.high()));
      facts.put("outside", plain(relief.outside()));
      return facts;
    });
  }

  private static List<Object> durations(List<Injection> records) {
    return each(records.stream().filter(record -> record.reliefDuration() != null).toList(), record -> {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("hours", plain(Relief.hours(record)));
      facts.put("months", Relief.wholeMonths(record));
      return facts;
    });
  }
}
