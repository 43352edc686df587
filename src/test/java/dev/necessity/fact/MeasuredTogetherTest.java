package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What several records say of one thing; the request is of the right side, received on 2025-11-13
 * and planned for 2025-12-15.
 */
class MeasuredTogetherTest {

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> facts(String name, String evidence) {
    return (List<Map<String, Object>>) Records.facts(Records.with(evidence)).get(name);
  }

  @ParameterizedTest(name = "{0}: {1} injections")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'date': '2025-05-02', 'side': 'RIGHT'}, {'date': '2025-05-02', 'side': 'BILATERAL'}                       | 1",
        "{'date': '2025-05-02', 'side': 'RIGHT'}, {'date': '2025-05-02', 'side': 'LEFT'}                            | 2",
        "{'date': '2025-05-02', 'side': 'RIGHT'}, {'date': '2025-05-03', 'side': 'RIGHT'}                           | 2",
        "{'date': '2025-05-02', 'side': 'RIGHT'}, {'date': '2025-05-02', 'side': 'RIGHT', 'joint': 'OTHER'}         | 2",
        "{'date': '2025-05-02', 'side': 'RIGHT'}, {'date': '2025-05-02'}, {'date': '2025-05-02', 'guidance': 'CT'}   | 3",
      })
  void recordsOfOneJointSideAndDateAreOneInjection(String injections, int count) {
    assertThat(facts("separateInjections", "{'injections': [" + injections + "]}")).hasSize(count);
  }

  @Test
  void anInjectionSaysWhatAnyOfItsRecordsSaysAndKeepsWhatContradicts() {
    assertThat(
            facts(
                "separateInjections",
                """
        {'injections': [
          {'id': 'a', 'date': '2024-11-13', 'side': 'RIGHT', 'guidance': 'CT', 'painBefore': 8, 'painAfter': 1, 'reliefPercent': {'low': 10, 'high': 20}},
          {'id': 'b', 'date': '2024-11-13', 'side': 'BILATERAL', 'guidance': 'ULTRASOUND', 'combinedWith': [], 'steroid': true,
           'reliefDuration': {'value': 1.5, 'unit': 'DAYS'}}]}"""))
        .singleElement()
        .satisfies(
            injection ->
                assertThat(injection)
                    .containsEntry("ids", List.of("a", "b"))
                    .containsEntry("side", "REQUESTED")
                    .containsEntry("guidances", List.of("CT", "ULTRASOUND"))
                    .containsEntry("isolations", List.of("ISOLATED"))
                    .containsEntry("steroids", List.of("YES"))
                    .containsEntry(
                        "reliefs",
                        List.of(
                            Map.of(
                                "low",
                                new BigDecimal("87.5"),
                                "high",
                                new BigDecimal("87.5"),
                                "outside",
                                new BigDecimal("67.5"))))
                    .containsEntry("durations", List.of(Map.of("hours", 36, "months", 0)))
                    .containsEntry("painScoresBefore", List.of(8))
                    .containsEntry("daysBeforeReceipt", 365)
                    .containsEntry("monthsBeforeReceipt", 12)
                    .containsEntry("afterPlannedDate", false));
  }

  @ParameterizedTest(name = "8 to {0} beside {1} to {2} %: {3} points outside")
  @CsvSource({
    "1, 70, 77.5, 10",
    "1, 70, 77.4, 10.1",
    "1, 97.5, 100, 10",
    "1, 80, 90, 0",
    "8, 10.1, 20, 10.1"
  })
  void aReliefFromScoresIsMeasuredAgainstTheRangeThatIsReported(
      BigDecimal after, BigDecimal low, BigDecimal high, BigDecimal outside) {
    List<?> reliefs =
        (List<?>)
            facts(
                    "separateInjections",
                    """
        {'injections': [{'date': '2025-05-02', 'painBefore': 8, 'painAfter': %s, 'reliefPercent': {'low': %s, 'high': %s}}]}"""
                        .formatted(after, low, high))
                .get(0)
                .get("reliefs");

    assertThat(new BigDecimal(((Map<?, ?>) reliefs.get(0)).get("outside").toString()))
        .isEqualByComparingTo(outside);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-12, 13",
    "2024-11-13, 12",
    "2024-11-14, 12",
    "2025-11-13, 0",
    "2025-11-14, 0"
  })
  void aMonthThatHasBegunCountsForTheAge(String date, int months) {
    assertThat(
            facts(
                    "imaging",
                    "{'imaging': [{'modality': 'CT', 'date': '"
                        + date
                        + "', 'regions': ['PELVIS']}]}")
                .get(0))
        .containsEntry("monthsBeforeReceipt", months);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "POSITIVE                                          | POSITIVE  | false",
        "NEGATIVE EQUIVOCAL                                | EQUIVOCAL | false",
        "POSITIVE EQUIVOCAL                                | POSITIVE  | false",
        "POSITIVE NEGATIVE                                 | EQUIVOCAL | true",
        "POSITIVE@2025-05-01 NEGATIVE@2025-06-01           | NEGATIVE  | false",
        "NEGATIVE@2025-05-01 POSITIVE@2025-06-01           | POSITIVE  | false",
        "NEGATIVE@2025-06-01 POSITIVE@2025-05-01           | NEGATIVE  | false",
        "POSITIVE@2025-06-01 NEGATIVE@2025-06-01           | EQUIVOCAL | true",
        "POSITIVE@2025-05-01 NEGATIVE@2025-06-01 EQUIVOCAL | EQUIVOCAL | true",
        "POSITIVE@2025-05-01 EQUIVOCAL@2025-06-01          | POSITIVE  | false",
        "POSITIVE@2025-05-01 NEGATIVE@2025-05-01 EQUIVOCAL@2025-06-01 | EQUIVOCAL | false",
      })
  void ofAManoeuvreThatContradictsItselfTheLatestDayCountsWhereAllDaysAreKnown(
      String results, String result, boolean conflict) {
    StringBuilder records = new StringBuilder();
    for (String each : results.split(" ")) {
      String[] parts = each.split("@");
      records
          .append(records.isEmpty() ? "" : ",")
          .append("{'name': '")
          .append(records.isEmpty() ? "P4" : "THIGH_THRUST")
          .append("', 'result': '")
          .append(parts[0])
          .append("'")
          .append(parts.length > 1 ? ", 'date': '" + parts[1] + "'" : "")
          .append("}");
    }

    assertThat(facts("maneuverFindings", "{'examManeuvers': [" + records + "]}"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding)
                    .containsEntry("maneuver", "THIGH_THRUST")
                    .containsEntry("result", result)
                    .containsEntry("conflict", conflict));
  }

  @Test
  void recordsOfTheOtherSideAreNoFinding() {
    assertThat(
            facts(
                "maneuverFindings",
                "{'examManeuvers': [{'name': 'FABER', 'side': 'LEFT', 'result': 'POSITIVE'}]}"))
        .isEmpty();
  }

  @Test
  void therapyOfOneKindIsPutTogetherAndEndsWithTheReceipt() {
    assertThat(
            facts(
                "therapyByKind",
                """
        {'physicalTherapy': [
          {'id': 'a', 'start': '2025-01-01', 'end': '2025-02-01', 'formal': true, 'inPerson': true},
          {'id': 'b', 'start': '2025-02-01', 'end': '2025-03-15', 'formal': true, 'inPerson': true},
          {'id': 'c', 'start': '2025-09-13', 'end': '2026-03-15', 'formal': true, 'inPerson': true},
          {'id': 'd', 'start': '2025-11-14', 'formal': true, 'inPerson': true},
          {'id': 'e', 'start': '2025-11-13', 'formal': true}]}"""))
        .containsExactly(
            Map.of(
                "ids",
                List.of("a", "b", "c"),
                "formal",
                "YES",
                "inPerson",
                "YES",
                "months",
                4,
                "days",
                134),
            Map.of(
                "ids",
                List.of("e"),
                "formal",
                "YES",
                "inPerson",
                "UNKNOWN",
                "months",
                0,
                "days",
                0));
  }

  @ParameterizedTest
  @CsvSource({"2007-12-15, 18", "2007-12-16, 17", "2026-01-01, 0"})
  void aMembersAgeIsThatOfThePlannedDate(String born, int age) {
    assertThat(Records.facts(Records.born(born)))
        .containsEntry("age", age)
        .containsEntry("ageKnown", true);
  }
}
