package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

  @Test
  void aRequestWithoutEvidenceIsFullOfUnknowns() {
    Map<String, Object> facts = Records.facts(Records.unplanned("{}"));

    assertThat((Map<?, ?>) facts.get("evidence"))
        .isNotEmpty()
        .allSatisfy((list, records) -> assertThat((List<?>) records).as("%s", list).isEmpty());
    assertThat(facts)
        .containsAllEntriesOf(
            map(
                "procedureCode",
                "27279",
                "otherLineCodes",
                List.of(),
                "requestedSide",
                "RIGHT",
                "device",
                "iFuse",
                "lineOfBusiness",
                "COMMERCIAL",
                "urgency",
                "STANDARD",
                "receivedOn",
                "2025-11-13",
                "requestedSetting",
                "INPATIENT",
                "inpatientDays",
                0,
                "inpatientNeed",
                "NOT_STATED",
                "inpatientReasons",
                List.of(),
                "expectedMidnights",
                0,
                "plannedDate",
                "",
                "plannedDateKnown",
                false,
                "daysToPlannedDate",
                0,
                "ageKnown",
                false,
                "age",
                0,
                "plannedUntil",
                "",
                "unitsKnown",
                false,
                "units",
                0,
                "placeOfService",
                "",
                "providerInNetwork",
                "UNKNOWN",
                "diagnoses",
                List.of("M53.3", "M51.34"),
                "separateInjections",
                List.of(),
                "imaging",
                List.of(),
                "painSources",
                List.of(),
                "exclusionWorkUps",
                List.of(),
                "physicalTherapy",
                List.of(),
                "therapyByKind",
                List.of(),
                "conservativeTreatment",
                map(
                    "ids",
                    List.of(),
                    "recorded",
                    0,
                    "spanMonths",
                    0,
                    "begunIds",
                    List.of(),
                    "courses",
                    List.of()),
                "painScores",
                List.of(),
                "examManeuvers",
                List.of(),
                "maneuverFindings",
                List.of(),
                "nicotineUse",
                List.of(),
                "nicotineLabs",
                List.of(),
                "unobtainableDocuments",
                List.of(),
                "replacedRecords",
                List.of(),
                "injections",
                List.of(),
                "exclusions",
                map(
                    "ids",
                    List.of(),
                    "autoimmuneDisease",
                    "UNKNOWN",
                    "neoplasia",
                    "UNKNOWN",
                    "crystalArthropathy",
                    "UNKNOWN"),
                "baselinePain",
                map("ids", List.of(), "recorded", false, "score", 0),
                "nicotine",
                map(
                    "ids",
                    List.of(),
                    "status",
                    "NOT_STATED",
                    "monthsFreeKnown",
                    false,
                    "monthsFree",
                    0)));
  }

  @Test
  void whatARequestOfAnyKindSaysIsAFact() {
    Request request =
        Records.ofAnyKind(
            "'code': 'J0129', 'side': 'NOT_APPLICABLE', 'plannedDate': '2026-12-01', 'plannedUntil': '2026-12-03', 'units': 30.50, 'placeOfService': '24'",
            "'npi': '1234567893', 'inNetwork': false");

    assertThat(Records.facts(request))
        .containsAllEntriesOf(
            map(
                "procedureCode",
                "J0129",
                "requestedSide",
                "NOT_APPLICABLE",
                "plannedUntil",
                "2026-12-03",
                "unitsKnown",
                true,
                "units",
                new BigDecimal("30.5"),
                "placeOfService",
                "24",
                "providerInNetwork",
                "NO"));
  }

  @Test
  void anInjectionIsMeasured() {
    assertThat(
            only(
                "injections",
                """
        {'injections': [{'id': 'i', 'date': '2025-05-02', 'side': 'BILATERAL', 'guidance': 'CT', 'combinedWith': [], 'steroid': true,
          'painBefore': 10, 'painAfter': 3.01, 'reliefDuration': {'value': 9, 'unit': 'WEEKS'}}]}"""))
        .isEqualTo(
            map(
                "id",
                "i",
                "date",
                "2025-05-02",
                "joint",
                "SACROILIAC",
                "side",
                "BILATERAL",
                "guidance",
                "CT",
                "isolation",
                "ISOLATED",
                "steroid",
                "YES",
                "reliefKnown",
                true,
                "reliefLow",
                new BigDecimal("69.9"),
                "reliefHigh",
                new BigDecimal("69.9"),
                "reliefDurationStated",
                true,
                "reliefDurationMonths",
                2));
  }

  @Test
  void anInjectionOfWhichNothingIsKnownSaysSo() {
    assertThat(only("injections", "{'injections': [{'date': '2025-05-02'}]}"))
        .isEqualTo(
            map(
                "id",
                "injections-1",
                "date",
                "2025-05-02",
                "joint",
                "SACROILIAC",
                "side",
                "UNKNOWN",
                "guidance",
                "UNKNOWN",
                "isolation",
                "UNKNOWN",
                "steroid",
                "UNKNOWN",
                "reliefKnown",
                false,
                "reliefLow",
                0,
                "reliefHigh",
                0,
                "reliefDurationStated",
                false,
                "reliefDurationMonths",
                0));
  }

  @Test
  void anInjectionWithTheHipIsCombinedAndWithoutASteroidIsSaidToBe() {
    assertThat(
            only(
                "injections",
                """
        {'injections': [{'date': '2025-05-02', 'combinedWith': ['HIP'], 'steroid': false, 'reliefPercent': {'low': 70.0, 'high': 9e1}}]}"""))
        .containsEntry("isolation", "COMBINED")
        .containsEntry("steroid", "NO")
        .containsEntry("reliefLow", 70)
        .containsEntry("reliefHigh", 90);
  }

  @Test
  void aStudyTellsWhatItShowsAndWhatItDoesNotMention() {
    assertThat(
            only(
                "imaging",
                """
        {'imaging': [{'id': 'x', 'modality': 'XRAY', 'date': '2025-06-01', 'regions': ['PELVIS', 'OTHER'], 'includesHip': 'NONE',
          'hipPathology': 'ABSENT', 'note': 'clear'}]}"""))
        .isEqualTo(
            map(
                "id",
                "x",
                "modality",
                "XRAY",
                "date",
                "2025-06-01",
                "monthsBeforeReceipt",
                6,
                "afterPlannedDate",
                false,
                "regions",
                List.of("PELVIS", "OTHER"),
                "side",
                "UNKNOWN",
                "siJointDegeneration",
                "NOT_MENTIONED",
                "includesHip",
                "NONE",
                "hipPathology",
                "ABSENT",
                "cordContact",
                "NOT_MENTIONED",
                "note",
                "clear"));
    assertThat(
            only(
                "imaging",
                "{'imaging': [{'modality': 'CT', 'date': '2025-06-01', 'regions': ['SI_JOINT'], 'side': 'LEFT', 'siJointDegeneration': 'PRESENT'}]}"))
        .containsEntry("side", "LEFT")
        .containsEntry("siJointDegeneration", "PRESENT")
        .containsEntry("includesHip", "UNKNOWN")
        .containsEntry("hipPathology", "NOT_MENTIONED")
        .containsEntry("note", "");
  }

  @Test
  void painSourcesKeepTheOrderInWhichTheyWereRecorded() {
    assertThat(
            Records.facts(
                    Records.with(
                        """
        {'painSources': [{'id': 'b', 'source': 'HIP_OSTEOARTHRITIS', 'status': 'PRESENT'},
                         {'id': 'a', 'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT'}]}"""))
                .get("painSources"))
        .isEqualTo(
            List.of(
                map("id", "b", "source", "HIP_OSTEOARTHRITIS", "status", "PRESENT"),
                map("id", "a", "source", "HIP_OSTEOARTHRITIS", "status", "RULED_OUT")));
  }

  @Test
  void exclusionsAndPainAndManoeuvresNameTheirRecords() {
    Map<String, Object> facts =
        Records.facts(
            Records.with(
                """
        {'exclusions': {'id': 'e', 'neoplasia': 'EXCLUDED', 'autoimmuneDisease': 'PRESENT'}, 'baselinePain': {'id': 'p', 'score': 5.50},
         'examManeuvers': [{'id': 'm', 'name': 'P4', 'result': 'EQUIVOCAL'}]}"""));

    assertThat(facts)
        .containsEntry(
            "exclusions",
            map(
                "ids",
                List.of("e"),
                "autoimmuneDisease",
                "PRESENT",
                "neoplasia",
                "EXCLUDED",
                "crystalArthropathy",
                "UNKNOWN"))
        .containsEntry(
            "baselinePain",
            map("ids", List.of("p"), "recorded", true, "score", new BigDecimal("5.5")))
        .containsEntry(
            "examManeuvers",
            List.of(
                map(
                    "id",
                    "m",
                    "name",
                    "P4",
                    "side",
                    "UNKNOWN",
                    "result",
                    "EQUIVOCAL",
                    "afterPlannedDate",
                    false)));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"start\": \"2025-03-01\", \"end\": \"2025-06-01\"', 3",
    "'\"start\": \"2025-03-01\", \"end\": \"2025-05-31\"', 2",
    "'\"start\": \"2025-08-13\"', 3",
    "'\"start\": \"2025-08-14\"', 2",
    "'\"start\": \"2025-12-01\"', 0"
  })
  void anEpisodeOfTherapyCountsWholeMonthsAnOpenOneUpToTheReceipt(String episode, int months) {
    assertThat(
            only(
                "physicalTherapy",
                "{'physicalTherapy': [{'id': 't', 'formal': true, 'inPerson': false, "
                    + episode
                    + "}]}"))
        .isEqualTo(
            map(
                "id",
                "t",
                "formal",
                "YES",
                "inPerson",
                "NO",
                "aggravated",
                "UNKNOWN",
                "wholeMonths",
                months,
                "note",
                ""));
  }

  @ParameterizedTest(name = "{1} months: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'type': 'BRACING', 'start': '2025-01-31', 'end': '2025-07-31'}                                                              | 6 | 1",
        "{'type': 'BRACING', 'start': '2025-01-31', 'end': '2025-07-30'}                                                              | 5 | 1",
        "{'type': 'BRACING', 'start': '2025-05-01', 'end': '2025-06-01'}, {'type': 'OTHER', 'start': '2025-01-01', 'end': '2025-02-01'} | 5 | 2",
        "{'type': 'MEDICATION', 'start': '2025-02-13'}, {'type': 'INJECTION', 'start': '2025-07-01', 'end': '2025-07-01'}             | 9 | 2",
        "{'type': 'MEDICATION', 'start': '2025-02-14'}                                                                                | 8 | 1",
      })
  void treatmentSpansFromTheEarliestStartToTheLatestEnd(
      String treatments, int months, int recorded) {
    assertThat(part("conservativeTreatment", "{'conservativeTreatment': [" + treatments + "]}"))
        .containsEntry("spanMonths", months)
        .containsEntry("recorded", recorded);
  }

  @ParameterizedTest
  @CsvSource({"2024-12-15, 12", "2024-12-16, 11", "2025-12-15, 0", "2026-01-01, 0"})
  void theMonthsFreeOfNicotineEndWithTheSurgery(String quitDate, int months) {
    assertThat(
            part(
                "nicotine",
                "{'nicotine': {'id': 'n', 'status': 'FORMER', 'quitDate': '" + quitDate + "'}}"))
        .isEqualTo(
            map(
                "ids",
                List.of("n"),
                "status",
                "FORMER",
                "monthsFreeKnown",
                true,
                "monthsFree",
                months));
  }

  @Test
  void withoutAPlannedDateNothingIsCountedTowardsIt() {
    Map<String, Object> facts =
        Records.facts(
            Records.unplanned(
                """
        {'nicotine': {'status': 'FORMER', 'quitDate': '2020-01-01'}, 'nicotineLabs': [{'analyte': 'NICOTINE', 'specimen': 'BLOOD',
          'value': 3, 'drawnOn': '2025-11-10', 'document': 'CLINICIAN_SUMMARY'}]}"""));

    assertThat(facts)
        .containsEntry("plannedDateKnown", false)
        .containsEntry(
            "nicotine",
            map(
                "ids",
                List.of("nicotine-1"),
                "status",
                "FORMER",
                "monthsFreeKnown",
                false,
                "monthsFree",
                0))
        .containsEntry(
            "nicotineLabs",
            List.of(
                map(
                    "id",
                    "nicotineLabs-1",
                    "document",
                    "CLINICIAN_SUMMARY",
                    "analyte",
                    "NICOTINE",
                    "specimen",
                    "BLOOD",
                    "comparator",
                    "=",
                    "unit",
                    "",
                    "convertible",
                    false,
                    "ngPerMl",
                    0,
                    "drawnOn",
                    "2025-11-10",
                    "daysBeforeSurgery",
                    0,
                    "monthsBeforeSurgery",
                    0)));
  }

  @ParameterizedTest
  @CsvSource({"2025-11-03, 42", "2025-11-02, 43", "2025-12-15, 0", "2025-12-16, -1"})
  void daysAreCountedFromTheDrawToTheSurgery(String drawnOn, int days) {
    assertThat(
            only(
                "nicotineLabs",
                "{'nicotineLabs': [{'id': 'l', 'analyte': 'COTININE', 'specimen': 'URINE', 'comparator': '<', "
                    + "'value': 5.0, 'unit': 'ng/mL', 'drawnOn': '"
                    + drawnOn
                    + "', 'document': 'LABORATORY_REPORT'}]}"))
        .isEqualTo(
            map(
                "id",
                "l",
                "document",
                "LABORATORY_REPORT",
                "analyte",
                "COTININE",
                "specimen",
                "URINE",
                "comparator",
                "<",
                "unit",
                "ng/mL",
                "convertible",
                true,
                "ngPerMl",
                5,
                "drawnOn",
                drawnOn,
                "daysBeforeSurgery",
                days,
                "monthsBeforeSurgery",
                Math.max(0, days / 30)));
  }

  @Test
  void whatARecordReplacesIsNotMeasured() {
    Map<String, Object> facts =
        Records.facts(
            Records.with(
                """
        {'baselinePain': [{'id': 'a', 'score': 4}, {'id': 'b', 'score': 6, 'replaces': 'a', 'correction': 'misread before'}],
         'nicotine': [{'id': 'a', 'status': 'CURRENT'}]}"""));

    assertThat(facts)
        .containsEntry("painScores", List.of(map("id", "b", "score", 6, "latest", false)))
        .containsEntry(
            "nicotineUse",
            List.of(
                map(
                    "id",
                    "a",
                    "status",
                    "CURRENT",
                    "monthsFreeKnown",
                    false,
                    "monthsFree",
                    0,
                    "afterPlannedDate",
                    false)))
        .containsEntry("replacedRecords", List.of("a"));
  }

  @Test
  void theLatestPainScoresAreKnownOnlyWhereEachHasADay() {
    assertThat(
            latest(
                "{'score': 4, 'date': '2025-05-01'}, {'score': 6, 'date': '2025-06-01'}, {'score': 7, 'date': '2025-06-01'}"))
        .containsExactly(false, true, true);
    assertThat(latest("{'score': 4}, {'score': 6, 'date': '2025-06-01'}"))
        .containsExactly(false, false);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> latest(String scores) {
    return ((List<Map<String, Object>>)
            Records.facts(Records.with("{'baselinePain': [" + scores + "]}")).get("painScores"))
        .stream().map(score -> score.get("latest")).toList();
  }

  @Test
  void theEngineGetsPlainMapsListsNumbersAndTextsAndNeverNothing() {
    Models.facts(
            Records.with(
                """
        {'injections': [{'date': '2025-05-02'}], 'imaging': [{'modality': 'CT', 'date': '2025-06-01', 'regions': ['SI_JOINT']}],
         'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'PRESENT'}], 'physicalTherapy': [{'start': '2025-01-01'}],
         'conservativeTreatment': [{'type': 'OTHER', 'start': '2025-01-01'}], 'baselinePain': {'score': 1},
         'examManeuvers': [{'name': 'P4', 'result': 'NEGATIVE'}], 'nicotine': {'status': 'UNKNOWN'}, 'exclusions': {},
         'nicotineLabs': [{'analyte': 'COTININE', 'specimen': 'URINE', 'comparator': '>', 'value': 5, 'unit': 'nmol/L',
           'drawnOn': '2025-11-01', 'document': 'LABORATORY_REPORT'}]}"""))
        .forEach(
            (name, fact) -> {
              if (!name.equals(Facts.EVIDENCE)) {
                assertPlain(fact);
              }
            });
  }

  private static void assertPlain(Object value) {
    if (value instanceof Map<?, ?> map) {
      assertThat(map).isExactlyInstanceOf(LinkedHashMap.class);
      map.values().forEach(FactsTest::assertPlain);
    } else if (value instanceof List<?> list) {
      assertThat(list).isExactlyInstanceOf(ArrayList.class);
      list.forEach(FactsTest::assertPlain);
    } else {
      assertThat(value)
          .isInstanceOfAny(String.class, Boolean.class, Integer.class, BigDecimal.class);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(String name, String evidence) {
    return (Map<String, Object>) Records.facts(Records.with(evidence)).get(name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> only(String name, String evidence) {
    List<Map<String, Object>> all =
        (List<Map<String, Object>>) Records.facts(Records.with(evidence)).get(name);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
