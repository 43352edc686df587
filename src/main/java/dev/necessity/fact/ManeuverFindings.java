package dev.necessity.fact;

import static dev.necessity.fact.FactValues.covers;
import static dev.necessity.fact.FactValues.ids;

import dev.necessity.fact.ExamManeuver.Name;
import dev.necessity.fact.ExamManeuver.Result;
import dev.necessity.measure.CalendarMonths;
import dev.necessity.request.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of each provocation manoeuvre on the requested side, from all its records under whatever name (policy,
 * "Manoeuvres"); a record without a side is taken to be of that side.
 */
final class ManeuverFindings {

  /** Other names of one manoeuvre. */
  private static final Map<Name, Name> SAME = Map.of(
      Name.P4, Name.THIGH_THRUST, Name.POSTERIOR_SHEAR, Name.THIGH_THRUST, Name.PATRICK, Name.FABER,
      Name.LATERAL_COMPRESSION, Name.COMPRESSION, Name.GAPPING, Name.DISTRACTION);

  private ManeuverFindings() {}

  static List<Object> of(List<ExamManeuver> records, Side requested, LocalDate receivedOn) {
    Map<Name, List<ExamManeuver>> byManeuver = new EnumMap<>(Name.class);
    records.stream().filter(record -> record.side() == null || covers(record.side(), requested))
        .forEach(record -> byManeuver.computeIfAbsent(SAME.getOrDefault(record.name(), record.name()), none -> new ArrayList<>()).add(record));
    List<Object> findings = new ArrayList<>();
    byManeuver.forEach((name, all) -> findings.add(finding(name, all, receivedOn)));
    return findings;
  }

  private static Map<String, Object> finding(Name name, List<ExamManeuver> records, LocalDate receivedOn) {
    List<ExamManeuver> governing = governing(records);
    List<ExamManeuver> positive = with(governing, Result.POSITIVE);
    boolean dated = isDated(positive);
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("maneuver", name.name());
    finding.put("result", result(governing).name());
    finding.put("conflict", conflict(governing));
    finding.put("ids", ids(records));
    finding.put("positiveIds", ids(positive));
    finding.put("positiveDated", dated);
    finding.put("monthsBeforeReceipt", dated && !positive.isEmpty() ? CalendarMonths.begun(latest(positive), receivedOn) : 0);
    return finding;
  }

  /** Where records contradict each other and all have a date, those of the latest; else all. */
  private static List<ExamManeuver> governing(List<ExamManeuver> records) {
    if (!conflict(records) || !isDated(records)) {
      return records;
    }
    LocalDate latest = latest(records);
    return records.stream().filter(record -> record.date().equals(latest)).toList();
  }

  private static Result result(List<ExamManeuver> governing) {
    if (conflict(governing)) {
      return Result.EQUIVOCAL;
    }
    if (!with(governing, Result.POSITIVE).isEmpty()) {
      return Result.POSITIVE;
    }
    return with(governing, Result.EQUIVOCAL).isEmpty() ? Result.NEGATIVE : Result.EQUIVOCAL;
  }

  private static boolean conflict(List<ExamManeuver> records) {
    return !with(records, Result.POSITIVE).isEmpty() && !with(records, Result.NEGATIVE).isEmpty();
  }

  private static List<ExamManeuver> with(List<ExamManeuver> records, Result result) {
    return records.stream().filter(record -> record.result() == result).toList();
  }

  private static boolean isDated(List<ExamManeuver> records) {
    return records.stream().allMatch(record -> record.date() != null);
  }

  private static LocalDate latest(List<ExamManeuver> records) {
    return records.stream().map(ExamManeuver::date).max(Comparator.naturalOrder()).orElseThrow();
  }
}
