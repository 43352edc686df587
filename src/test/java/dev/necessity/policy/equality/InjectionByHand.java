package dev.necessity.policy.equality;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the two policies of CPT 27096 have in common, written by hand from their texts
 * (docs/policies/si-joint-injection.md and docs/policies/si-joint-injection-medicare.md) and read
 * from the request as it was sent: a second opinion on forms, facts and tables.
 */
abstract class InjectionByHand {

  static final String MET = "MET";
  static final String NOT_MET = "NOT_MET";
  static final String UNSURE = "UNSURE";

  private static final Map<String, Set<String>> OTHER_NAMES =
      Map.of(
          "THIGH_THRUST",
          Set.of("P4", "POSTERIOR_SHEAR"),
          "FABER",
          Set.of("PATRICK"),
          "COMPRESSION",
          Set.of("LATERAL_COMPRESSION"),
          "DISTRACTION",
          Set.of("GAPPING"));

  /**
   * @param stay whether an inpatient stay is recommended
   */
  record Result(Map<String, String> criteria, Set<String> doubts, boolean stay) {}

  final LocalDate received;

  /** The day that injections are measured against. */
  final LocalDate planned;

  final List<String> sides;

  /** Criteria with their statuses. */
  final Map<String, String> criteria = new TreeMap<>();

  private final JsonNode request;
  private final Set<String> doubts = new TreeSet<>();

  InjectionByHand(JsonNode request) {
    this.request = request;
    this.received = LocalDate.parse(request.path("receivedAt").asText().substring(0, 10));
    this.planned = plannedDate() == null ? received : plannedDate();
    String side = request.at("/procedure/side").asText();
    this.sides = side.equals("BILATERAL") ? List.of("LEFT", "RIGHT") : List.of(side);
  }

  /** Puts the criteria. */
  abstract void judgeCriteria();

  /** The manoeuvres that it counts. */
  abstract List<String> maneuvers();

  /** Whether pain since a day has lasted long enough. */
  abstract boolean longEnough(LocalDate since);

  final Result judge() {
    judgeCriteria();
    boolean stay =
        text(request, "requestedSetting").equals("INPATIENT")
            && text(request, "lineOfBusiness").equals("MEDICARE_ADVANTAGE")
            && text(request, "inpatientNeed").equals("DOCUMENTED")
            && request.path("inpatientReasons").size() > 0
            && request.path("expectedMidnights").asInt() >= 2;
    doubts(stay);
    return new Result(criteria, doubts, stay);
  }

  // records

  final List<JsonNode> records(String kind) {
    List<JsonNode> all =
        StreamSupport.stream(request.at("/evidence/" + kind).spliterator(), false).toList();
    Set<String> replaced =
        all.stream().map(record -> text(record, "replaces")).collect(Collectors.toSet());
    return all.stream().filter(record -> !replaced.contains(text(record, "id"))).toList();
  }

  static String text(JsonNode record, String field) {
    return record.path(field).asText("");
  }

  static boolean is(JsonNode record, String field, String... values) {
    return List.of(values).contains(text(record, field));
  }

  static LocalDate date(JsonNode record, String field) {
    return record.hasNonNull(field) ? LocalDate.parse(text(record, field)) : null;
  }

  static boolean covers(JsonNode record, String side) {
    return is(record, "side", side, "BILATERAL");
  }

  private LocalDate plannedDate() {
    return date(request.path("procedure"), "plannedDate");
  }

  // statuses

  /** A conflict is unsure, and so is silence. */
  static String status(boolean speaksFor, boolean speaksAgainst) {
    return speaksFor == speaksAgainst ? UNSURE : speaksFor ? MET : NOT_MET;
  }

  static String either(
      List<JsonNode> records, Predicate<JsonNode> speaksFor, Predicate<JsonNode> speaksAgainst) {
    return status(records.stream().anyMatch(speaksFor), records.stream().anyMatch(speaksAgainst));
  }

  /** The worst of the sides. */
  final String onEachSide(Function<String, String> status) {
    return worst(sides.stream().map(status).toList());
  }

  static String worst(List<String> statuses) {
    return statuses.contains(NOT_MET) ? NOT_MET : statuses.contains(UNSURE) ? UNSURE : MET;
  }

  // criteria of both

  final void painDuration() {
    criteria.put(
        "painDuration",
        either(
            records("painHistory").stream().filter(pain -> pain.has("since")).toList(),
            pain -> longEnough(date(pain, "since")),
            pain -> !longEnough(date(pain, "since"))));
  }

  final void otherCauses(Stream<String> required) {
    List<String> statuses =
        required
            .map(
                source ->
                    either(
                        records("painSources").stream()
                            .filter(record -> is(record, "source", source))
                            .toList(),
                        record -> is(record, "status", "RULED_OUT"),
                        record -> is(record, "status", "PRESENT")))
            .toList();
    criteria.put("otherCauses", worst(statuses));
  }

  final void provocationManeuvers() {
    criteria.put(
        "provocationManeuvers",
        onEachSide(
            side -> {
              List<String> findings =
                  maneuvers().stream().map(name -> finding(name, side)).toList();
              return findings.stream().filter("POSITIVE"::equals).count() >= 3
                  ? MET
                  : findings.stream().filter(finding -> !finding.equals("NEGATIVE")).count() < 3
                      ? NOT_MET
                      : UNSURE;
            }));
  }

  /**
   * Of a manoeuvre with a positive and a negative record, those of the latest day count, if all
   * have one.
   */
  private List<JsonNode> counted(String name, String side) {
    List<JsonNode> records =
        records("examManeuvers").stream()
            .filter(
                record ->
                    is(record, "name", name)
                        || OTHER_NAMES.getOrDefault(name, Set.of()).contains(text(record, "name")))
            .filter(record -> covers(record, side) || !record.has("side") && sides.size() == 1)
            .toList();
    boolean opposite =
        records.stream().anyMatch(record -> is(record, "result", "POSITIVE"))
            && records.stream().anyMatch(record -> is(record, "result", "NEGATIVE"));
    if (!opposite || records.stream().anyMatch(record -> !record.has("date"))) {
      return records;
    }
    LocalDate latest =
        records.stream()
            .map(record -> date(record, "date"))
            .max(LocalDate::compareTo)
            .orElseThrow();
    return records.stream().filter(record -> date(record, "date").equals(latest)).toList();
  }

  final String finding(String name, String side) {
    Set<String> results =
        counted(name, side).stream()
            .map(record -> text(record, "result"))
            .collect(Collectors.toSet());
    if (results.contains("POSITIVE")) {
      return results.contains("NEGATIVE") ? "EQUIVOCAL" : "POSITIVE";
    }
    return results.contains("EQUIVOCAL")
        ? "EQUIVOCAL"
        : results.contains("NEGATIVE") ? "NEGATIVE" : "NOT_RECORDED";
  }

  /** What had begun when the request was received. */
  final List<JsonNode> treatments(String... kinds) {
    return records("conservativeTreatment").stream()
        .filter(record -> is(record, "type", kinds) && !date(record, "start").isAfter(received))
        .toList();
  }

  /** The days that treatments cover, counted day by day. */
  final long days(List<JsonNode> treatments) {
    Set<LocalDate> nights = new TreeSet<>();
    treatments.forEach(
        record -> {
          LocalDate end =
              record.has("end") && date(record, "end").isBefore(received)
                  ? date(record, "end")
                  : received;
          date(record, "start").datesUntil(end).forEach(nights::add);
        });
    return nights.size();
  }

  final void order() {
    List<JsonNode> orders = records("plannedInjection");
    criteria.put(
        "isolated",
        either(
            orders,
            order -> order.has("combinedWith") && order.get("combinedWith").isEmpty(),
            order -> order.path("combinedWith").size() > 0));
    boolean biologic = orders.stream().anyMatch(order -> injectates(order).contains("BIOLOGIC"));
    boolean plain =
        orders.stream()
            .anyMatch(
                order ->
                    !injectates(order).isEmpty()
                        && Set.of("ANESTHETIC", "STEROID").containsAll(injectates(order)));
    boolean other =
        orders.stream()
            .anyMatch(
                order ->
                    injectates(order).contains("OTHER") && !injectates(order).contains("BIOLOGIC"));
    criteria.put("injectate", other && !biologic ? UNSURE : status(plain, biologic));
  }

  private static Set<String> injectates(JsonNode order) {
    return StreamSupport.stream(order.path("injectates").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  /** What the orders say that the injection is for, where they agree; else nothing. */
  final String purpose() {
    Set<String> said =
        records("plannedInjection").stream()
            .map(order -> text(order, "purpose"))
            .filter(purpose -> Set.of("DIAGNOSTIC", "THERAPEUTIC").contains(purpose))
            .collect(Collectors.toSet());
    return said.size() == 1 ? said.iterator().next() : "";
  }

  // earlier injections

  final List<JsonNode> earlierRecords() {
    return records("injections").stream()
        .filter(
            record ->
                is(record, "joint", "SACROILIAC", "") && date(record, "date").isBefore(planned))
        .toList();
  }

  static String purposeOf(List<JsonNode> records) {
    Set<String> said =
        records.stream()
            .map(record -> text(record, "purpose"))
            .filter(purpose -> !purpose.isEmpty())
            .collect(Collectors.toSet());
    return said.size() == 1 ? said.iterator().next() : "UNDETERMINED";
  }

  /** Records of one side and one date. */
  record Earlier(LocalDate date, String purpose, List<JsonNode> records) {

    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean therapeutic() {
      return purpose.equals("THERAPEUTIC");
    }

    boolean diagnostic() {
      return purpose.equals("DIAGNOSTIC");
    }

    /**
     * What is known of the relief, as low and high ends; the scores are a fraction, which is
     * compared without dividing.
     */
    record Relief(BigDecimal low, BigDecimal high, BigDecimal of) {

      boolean atLeast(int percent) {
        return low.multiply(HUNDRED).compareTo(of.multiply(BigDecimal.valueOf(percent))) >= 0;
      }

      boolean above(int percent) {
        return low.multiply(HUNDRED).compareTo(of.multiply(BigDecimal.valueOf(percent))) > 0;
      }

      boolean below(int percent) {
        return high.multiply(HUNDRED).compareTo(of.multiply(BigDecimal.valueOf(percent))) < 0;
      }
    }

    List<Relief> reliefs() {
      List<Relief> reliefs = new ArrayList<>();
      for (JsonNode record : records) {
        JsonNode reported = record.path("reliefPercent");
        BigDecimal before = record.path("painBefore").decimalValue();
        if (record.has("painBefore") && record.has("painAfter") && before.signum() > 0) {
          BigDecimal less = before.subtract(record.get("painAfter").decimalValue());
          Relief scored = new Relief(less, less, before);
          if (reported.isMissingNode()
              || scored.atLeast(reported.get("low").asInt() - 10)
                  && !scored.above(reported.get("high").asInt() + 10)) {
            reliefs.add(scored);
          }
        } else if (!reported.isMissingNode()) {
          reliefs.add(
              new Relief(
                  reported.get("low").decimalValue(),
                  reported.get("high").decimalValue(),
                  HUNDRED));
        }
      }
      return reliefs;
    }

    boolean relieved(int percent) {
      return !reliefs().isEmpty() && reliefs().stream().allMatch(relief -> relief.atLeast(percent));
    }

    boolean notRelieved(int percent) {
      return reliefs().stream().anyMatch(relief -> relief.below(percent))
          && reliefs().stream().noneMatch(relief -> relief.atLeast(percent));
    }

    private List<Integer> gains() {
      return records.stream()
          .filter(record -> record.has("functionPercent"))
          .map(record -> record.get("functionPercent").asInt())
          .toList();
    }

    boolean gained(int percent) {
      return !gains().isEmpty() && gains().stream().allMatch(gain -> gain >= percent);
    }

    boolean notGained(int percent) {
      return !gains().isEmpty() && gains().stream().allMatch(gain -> gain < percent);
    }

    /**
     * Of each record that states a duration which was over at the receipt, whether it reached so
     * many months.
     */
    private List<Boolean> lasted(int months, LocalDate received) {
      return records.stream()
          .filter(record -> record.has("reliefDuration"))
          .map(record -> until(record.get("reliefDuration")))
          .filter(until -> !until.isAfter(received))
          .map(until -> !date.plusMonths(months).isAfter(until))
          .toList();
    }

    private LocalDate until(JsonNode duration) {
      int value = duration.get("value").asInt();
      return switch (duration.get("unit").asText()) {
        case "HOURS" -> date.plusDays(value / 24);
        case "DAYS" -> date.plusDays(value);
        case "WEEKS" -> date.plusWeeks(value);
        default -> date.plusMonths(value);
      };
    }

    boolean longEnough(int months, LocalDate received) {
      return lasted(months, received).contains(true) && !lasted(months, received).contains(false);
    }

    boolean tooBrief(int months, LocalDate received) {
      return lasted(months, received).contains(false) && !lasted(months, received).contains(true);
    }

    boolean afterMonths(int months, LocalDate day) {
      return !date.plusMonths(months).isAfter(day);
    }
  }

  final List<Earlier> earlier(String side) {
    Map<LocalDate, List<JsonNode>> days = new LinkedHashMap<>();
    earlierRecords().stream()
        .filter(record -> covers(record, side))
        .forEach(
            record ->
                days.computeIfAbsent(date(record, "date"), day -> new ArrayList<>()).add(record));
    return days.entrySet().stream()
        .map(day -> new Earlier(day.getKey(), purposeOf(day.getValue()), day.getValue()))
        .toList();
  }

  private boolean states(String side, String earlier) {
    return records("injectionHistory").stream()
        .anyMatch(record -> covers(record, side) && is(record, "earlier", earlier));
  }

  final boolean none(String side) {
    return states(side, "NONE");
  }

  final boolean stated(String side) {
    return none(side) || states(side, "ALL_LISTED");
  }

  final boolean contradicted(String side) {
    return none(side) && !earlier(side).isEmpty();
  }

  /**
   * The latest therapeutic injection, with later ones of undetermined purpose, which may be the
   * latest.
   */
  final List<Earlier> latest(String side) {
    return earlier(side).stream()
        .filter(Earlier::therapeutic)
        .map(Earlier::date)
        .max(LocalDate::compareTo)
        .map(
            day ->
                earlier(side).stream()
                    .filter(
                        each ->
                            each.date().equals(day)
                                || each.purpose().equals("UNDETERMINED")
                                    && each.date().isAfter(day))
                    .toList())
        .orElse(List.of());
  }

  abstract boolean enough(Earlier injection);

  abstract boolean tooLittle(Earlier injection);

  /** Whether it gave less than what is beyond doubt. */
  abstract boolean weak(Earlier injection);

  final boolean enoughOn(String side) {
    return !contradicted(side)
        && !latest(side).isEmpty()
        && latest(side).stream().allMatch(this::enough);
  }

  final boolean tooLittleOn(String side) {
    return !contradicted(side)
        && !latest(side).isEmpty()
        && latest(side).stream().allMatch(this::tooLittle);
  }

  // doubts

  private void doubts(boolean stay) {
    doubt("inflammatoryDisease", diagnosed("M45", "M46.8", "M46.9", "L40.5", "K50", "K51"));
    doubt("otherSite", diagnosed("M16", "M17", "M25.46", "M25.55", "M25.56", "M70.6"));
    doubt(
        "noSiJointDiagnosis",
        !diagnosed("M46.1", "M53.3", "M43.28", "M47.818", "M53.2X8", "M53.88", "M45"));
    doubt("widespreadPain", diagnosed("F45.4", "M79.7"));
    doubt(
        "weakRepeat",
        sides.stream()
            .anyMatch(side -> enoughOn(side) && latest(side).stream().anyMatch(this::weak)));
    doubt(
        "moreThanOneMonth",
        records("painHistory").stream()
            .anyMatch(
                pain ->
                    pain.has("since")
                        && !longEnough(date(pain, "since"))
                        && date(pain, "since").plusMonths(1).isBefore(received)
                        && (pain.path("averageScore").asDouble() > 4
                            || pain.path("limitsFunction").asBoolean())));
    doubt(
        "codeMismatch",
        request.at("/procedure/code").asText().equals("27096")
            && records("plannedInjection").stream()
                .anyMatch(order -> is(order, "guidance", "ULTRASOUND")));
    doubt("oldExam", oldExam());
    doubt("plannedInThePast", plannedDate() != null && plannedDate().isBefore(received));
    doubt(
        "afterPlannedDate",
        plannedDate() != null
            && Stream.of("injections", "examManeuvers")
                .flatMap(kind -> records(kind).stream())
                .anyMatch(
                    record -> record.has("date") && date(record, "date").isAfter(plannedDate())));
    LocalDate born = date(request.path("member"), "birthDate");
    doubt("minor", born != null && born.plusYears(18).isAfter(planned));
    doubt(
        "correctedRecord",
        StreamSupport.stream(request.path("evidence").spliterator(), false)
            .flatMap(kind -> StreamSupport.stream(kind.spliterator(), false))
            .anyMatch(record -> record.has("replaces")));
    doubt("inpatientByNeed", stay);
  }

  private void doubt(String id, boolean raised) {
    if (raised) {
      doubts.add(id);
    }
  }

  final boolean diagnosed(String... beginnings) {
    return StreamSupport.stream(request.path("diagnoses").spliterator(), false)
        .anyMatch(code -> Stream.of(beginnings).anyMatch(code.asText()::startsWith));
  }

  private boolean oldExam() {
    List<JsonNode> positive =
        sides.stream()
            .flatMap(
                side ->
                    maneuvers().stream()
                        .filter(name -> finding(name, side).equals("POSITIVE"))
                        .flatMap(name -> counted(name, side).stream()))
            .filter(record -> is(record, "result", "POSITIVE"))
            .toList();
    return !positive.isEmpty()
        && positive.stream()
            .allMatch(
                record ->
                    record.has("date") && date(record, "date").plusMonths(12).isBefore(received));
  }
}
