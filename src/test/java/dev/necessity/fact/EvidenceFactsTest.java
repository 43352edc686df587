package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.RandomRequests;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table reads of the records of any list, by the form that defines them. */
class EvidenceFactsTest {

  private static final String FIELDS =
      """
      {'type': 'textfield', 'key': 'note'}, {'type': 'datetime', 'subtype': 'date', 'key': 'day'}, {'type': 'number', 'key': 'score'},
      {'type': 'number', 'key': 'relief_low'}, {'type': 'number', 'key': 'relief_high'}, {'type': 'checkbox', 'key': 'formal'},
      {'type': 'radio', 'key': 'aggravated', 'values': [{'value': 'YES'}, {'value': 'NO'}, {'value': 'NOBODY_SAYS'}], 'properties': {'notKnown': 'NOBODY_SAYS'}},
      {'type': 'select', 'key': 'side', 'values': [{'value': 'LEFT'}, {'value': 'RIGHT'}]},
      {'type': 'select', 'key': 'method', 'values': [{'value': 'CT'}, {'value': 'NOT_STATED'}], 'properties': {'notKnown': 'NOT_STATED'}},
      {'type': 'checklist', 'key': 'regions', 'values': [{'value': 'HIP'}, {'value': 'PELVIS'}]},
      {'type': 'radio', 'key': 'regionsSaid', 'values': [{'value': 'NONE'}, {'value': 'SOME'}], 'properties': {'decides': 'regions', 'empty': 'NONE'}},
      {'type': 'textfield', 'key': 'replaces'}, {'type': 'textfield', 'key': 'correction'}""";

  private static final String COMPUTED_ANSWER =
      ", {'type': 'expression', 'key': 'worse', 'expression': '=aggravated = `YES`', 'properties': {'type': 'yesno'}},"
          + "{'type': 'expression', 'key': 'third', 'expression': '=score / 3'}";

  /** What an expression may use besides the record. */
  private static final String AROUND = "receivedOn|plannedDate|requestedSide";

  private static final List<String> DOCUMENTS =
      List.of(
          "exam-findings",
          "exclusion-workup",
          "injection-report",
          "nicotine-history",
          "nicotine-lab",
          "pain-score",
          "pain-source-workup",
          "pelvis-xray",
          "planned-date",
          "si-joint-imaging",
          "therapy-record",
          "treatment-record");

  @Test
  void whatARecordSaysStandsUnderTheNamesOfItsForm() {
    assertThat(
            only(
                FIELDS,
                """
        {'id': 'a', 'note': 'n', 'day': '2025-11-30', 'score': 7.50, 'relief': {'low': 70, 'high': 80}, 'formal': false, 'aggravated': true, 'side': 'LEFT',
         'method': 'CT', 'regions': ['HIP']}"""))
        .isEqualTo(
            map(
                "id",
                "a",
                "note",
                "n",
                "day",
                "2025-11-30",
                "score",
                new BigDecimal("7.5"),
                "scoreKnown",
                true,
                "relief",
                map(
                    "low",
                    new BigDecimal("70"),
                    "lowKnown",
                    true,
                    "high",
                    new BigDecimal("80"),
                    "highKnown",
                    true),
                "formal",
                "NO",
                "aggravated",
                "YES",
                "side",
                "LEFT",
                "method",
                "CT",
                "regions",
                List.of("HIP"),
                "regionsKnown",
                true));
  }

  @Test
  void whatARecordDoesNotSayHasAValueOfItsOwn() {
    assertThat(only(FIELDS, "{'id': 'a'}"))
        .isEqualTo(
            map(
                "id",
                "a",
                "note",
                "",
                "day",
                "",
                "score",
                BigDecimal.ZERO,
                "scoreKnown",
                false,
                "relief",
                map(
                    "low",
                    BigDecimal.ZERO,
                    "lowKnown",
                    false,
                    "high",
                    BigDecimal.ZERO,
                    "highKnown",
                    false),
                "formal",
                "UNKNOWN",
                "aggravated",
                "NOBODY_SAYS",
                "side",
                "UNKNOWN",
                "method",
                "NOT_STATED",
                "regions",
                List.of(),
                "regionsKnown",
                false));
    assertThat(only(FIELDS, "{'regions': []}")).containsEntry("regionsKnown", true);
  }

  @Test
  void everyListIsThereAndWhatWasCorrectedIsNot() {
    assertThat(evidence(FIELDS, "[]"))
        .containsKeys("things", "injections")
        .containsEntry("things", List.of())
        .doesNotContainKey("nosuch");
    assertThat(
            all(
                FIELDS,
                "[{'id': 'a', 'score': 1}, {'id': 'b', 'score': 2, 'replaces': 'a', 'correction': 'the digit was misread'}, {'id': 'c'}]"))
        .extracting(record -> record.get("id"))
        .containsExactly("b", "c");
  }

  @Test
  void theServerComputesWhatTheFormShows() {
    String computed =
        FIELDS
            + """
        , {'type': 'expression', 'key': 'third', 'expression': '=score / 3'},
        {'type': 'expression', 'key': 'range', 'expression': '=relief_high - relief_low'},
        {'type': 'expression', 'key': 'words', 'expression': '=if side = null then null else side + `!`', 'properties': {'type': 'text'}},
        {'type': 'expression', 'key': 'wasFormal', 'expression': '=formal', 'properties': {'type': 'yesno'}},
        {'type': 'expression', 'key': 'worse', 'expression': '=aggravated = `YES`', 'properties': {'type': 'yesno'}},
        {'type': 'expression', 'key': 'shown', 'expression': '=count(regions)'},
        {'type': 'expression', 'key': 'daysBefore', 'expression': '=if day = null then null else (date(receivedOn) - date(day)) / duration(`P1D`)'},
        {'type': 'expression', 'key': 'asked', 'expression': '=requestedSide', 'properties': {'type': 'text'}}""";

    assertThat(
            only(
                computed,
                "{'score': 1, 'relief': {'low': 70.1, 'high': 80}, 'side': 'LEFT', 'formal': true, 'aggravated': true, 'regions': ['HIP'], 'day': '2025-11-03'}"))
        .containsAllEntriesOf(
            map(
                "third",
                new BigDecimal("0.3333333333333333333333333333333333"),
                "thirdKnown",
                true,
                "range",
                new BigDecimal("9.9"),
                "words",
                "LEFT!",
                "wasFormal",
                "YES",
                "worse",
                "YES",
                "shown",
                new BigDecimal("1"),
                "daysBefore",
                new BigDecimal("10"),
                "asked",
                "RIGHT"));
    assertThat(only(computed, "{}"))
        .containsAllEntriesOf(
            map(
                "third",
                BigDecimal.ZERO,
                "thirdKnown",
                false,
                "range",
                BigDecimal.ZERO,
                "rangeKnown",
                false,
                "words",
                "",
                "wasFormal",
                "UNKNOWN",
                "daysBefore",
                BigDecimal.ZERO,
                "daysBeforeKnown",
                false));
  }

  @Test
  void anExpressionThatGivesSomethingElseSaysWhereItStandsAndNothingOfTheRecord() {
    assertThatThrownBy(
            () ->
                only(
                    FIELDS + ", {'type': 'expression', 'key': 'third', 'expression': '=note'}",
                    "{'note': 'secret'}"))
        .isInstanceOf(NotComputedException.class)
        .hasMessage(
            "The expression of the field 'third' of the form 'thing' cannot be computed for a record: "
                + "it gives something else than its type says. Correct the expression, deploy the form, and try again.");
  }

  @Test
  void theOnlyTextsThatAFactCanBeAreTheChoicesOfItsField() {
    Documents documents = Documents.packaged().and(List.of(form(FIELDS + COMPUTED_ANSWER)));

    assertThat(EvidenceFacts.choices(documents)).containsOnlyKeys(documents.lists());
    assertThat(EvidenceFacts.choices(documents).get("things"))
        .isEqualTo(
            Map.of(
                "formal", Set.of("YES", "NO", "UNKNOWN"),
                "aggravated", Set.of("YES", "NO", "NOBODY_SAYS"),
                "side", Set.of("LEFT", "RIGHT", "UNKNOWN"),
                "method", Set.of("CT", "NOT_STATED"),
                "relief", Map.of(),
                "regions", List.of("HIP", "PELVIS"),
                "worse", Set.of("YES", "NO", "UNKNOWN")));
  }

  @Test
  void anExpressionIsTriedWithNothingWithEverythingAndWithEachAnswerOfEachField() {
    List<Map<String, Object>> tried = EvidenceFacts.namesOf(form(FIELDS));

    assertThat(tried.get(0).keySet()).isEqualTo(tried.get(1).keySet());
    assertThat(tried.get(0).values()).containsOnlyNulls();
    assertThat(tried.get(1)).containsEntry("requestedSide", "RIGHT").doesNotContainValue(null);
    assertThat(tried.subList(2, tried.size()))
        .as("each differs from the second in one field")
        .allSatisfy(names -> assertThat(differences(names, tried.get(1))).hasSizeLessThan(2));
    assertThat(tried).extracting(names -> names.get("side")).contains("LEFT", "RIGHT", null);
    assertThat(tried).extracting(names -> names.get("formal")).contains(true, false, null);
    assertThat(tried).extracting(names -> names.get("aggravated")).contains("YES", "NO", null);
    assertThat(tried.get(1).keySet())
        .as("each field can be silent")
        .allSatisfy(
            name ->
                assertThat(tried.stream().skip(name.matches(AROUND) ? 0 : 2))
                    .anyMatch(names -> names.get(name) == null));
  }

  private static List<String> differences(Map<String, Object> one, Map<String, Object> other) {
    return other.keySet().stream()
        .filter(name -> !Objects.equals(one.get(name), other.get(name)))
        .toList();
  }

  @Test
  void aFailedExpressionIsFoundHoweverItWasWrapped() {
    NotComputedException failed = new NotComputedException("thing", "third", "it fails", null);

    assertThat(
            NotComputedException.among(
                new IllegalStateException(new RuntimeException("evaluation", failed))))
        .contains(failed);
    assertThat(NotComputedException.among(new IllegalStateException("another"))).isEmpty();
  }

  @Test
  void ofWhateverRequestNothingIsNull() {
    RequestReader reader = new RequestReader(Clock.systemUTC());
    for (long seed = 0; seed < 200; seed++) {
      Request request = reader.read(RandomRequests.of(seed));
      Map<String, Object> evidence =
          new EvidenceFacts(Documents.packaged(), PolicyEngine::evaluate)
              .of(request, request.evidence());
      request
          .evidence()
          .lists()
          .forEach(
              (list, records) -> assertThat((List<?>) evidence.get(list)).hasSameSizeAs(records));
      assertThat(evidence)
          .isEqualTo(
              new EvidenceFacts(Documents.packaged(), PolicyEngine::evaluate)
                  .of(request, request.evidence()));
      withoutNull(evidence);
    }
  }

  @ParameterizedTest
  @CsvSource({"70.00, 70", "7E+1, 70", "0.50, 0.5", "0, 0", "0.00, 0", "-1E+2, -100"})
  void aNumberIsWrittenAsPeopleWriteIt(BigDecimal number, String written) {
    assertThat(FactValues.plain(number)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'injections': [{'date': '2026-01-01'}]}                                                | injection-report",
        "{'nicotine': {'status': 'NEVER'}}                                                       | nicotine-history,nicotine-lab",
        "{'nicotineLabs': [{'analyte': 'COTININE', 'specimen': 'URINE', 'value': 1, 'drawnOn': '2026-01-01', 'document': 'LABORATORY_REPORT'}]} | nicotine-lab",
        "{'imaging': [{'modality': 'CT', 'date': '2026-01-01', 'regions': ['SI_JOINT']}]}        | si-joint-imaging",
        "{'imaging': [{'modality': 'XRAY', 'date': '2026-01-01', 'regions': ['PELVIS']}]}        | pelvis-xray",
        "{'imaging': [{'modality': 'XRAY', 'date': '2026-01-01', 'regions': ['PELVIS', 'SI_JOINT']}]} | pelvis-xray,si-joint-imaging",
        "{'imaging': [{'modality': 'MRI', 'date': '2026-01-01', 'regions': ['PELVIS']}]}         | \"\"",
        "{'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT'}]}              | pain-source-workup",
        "{'conservativeTreatment': [{'type': 'BRACING', 'start': '2026-01-01'}]}                 | treatment-record",
        "{'baselinePain': {'score': 5}}                                                          | pain-score",
        "{'examManeuvers': [{'name': 'FABER', 'result': 'NEGATIVE'}]}                            | exam-findings",
        "{'physicalTherapy': [{'start': '2026-01-01'}]}                                          | therapy-record",
        "{'exclusions': {'neoplasia': 'EXCLUDED'}}                                               | exclusion-workup",
        "{}                                                                                      | \"\""
      })
  void evidenceThatArrivesAnswersTheDocumentsItIs(String evidence, String forms) {
    Request request = Records.with(evidence);
    EvidenceFacts facts = new EvidenceFacts(Documents.packaged(), PolicyEngine::evaluate);

    assertThat(
            DOCUMENTS.stream()
                .filter(
                    form ->
                        facts.isAnswered(
                            Documents.packaged().form(form).orElseThrow(),
                            request,
                            request.evidence())))
        .isEqualTo(forms.isEmpty() ? List.of() : List.of(forms.split(",")));
  }

  private static void withoutNull(Object value) {
    assertThat(value).isNotNull();
    if (value instanceof Map<?, ?> context) {
      context.values().forEach(EvidenceFactsTest::withoutNull);
    } else if (value instanceof Collection<?> items) {
      items.forEach(EvidenceFactsTest::withoutNull);
    }
  }

  private static Map<String, Object> only(String fields, String record) {
    return all(fields, "[" + record + "]").get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> all(String fields, String records) {
    return (List<Map<String, Object>>) evidence(fields, records).get("things");
  }

  /** Received on 13 November 2025, of the right side. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> evidence(String fields, String records) {
    Documents documents = Documents.packaged().and(List.of(form(fields)));
    Request request = Records.with("{'things': " + records + "}", documents);
    return (Map<String, Object>)
        Facts.ofAnyRequest(request, List.of(), new EvidenceFacts(documents, PolicyEngine::evaluate))
            .get("evidence");
  }

  private static DocumentForm form(String fields) {
    try {
      return DocumentForm.read(
          "{'id': 'thing', 'components': [{'type': 'radio', 'key': 'available', 'properties': {'list': 'things'}}, %s]}"
              .formatted(fields)
              .replace('\'', '"')
              .replace("`", "\\\"")
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
