package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static dev.necessity.request.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormRecordTest {

  private final FormRecord form = new FormRecord(READER);

  @Test
  void anInjectionReportBecomesTheInjection() {
    Evidence evidence =
        read(
            "injection-report",
            fields(
                """
        {'available': true, 'more': false, 'date': '2026-05-02', 'side': 'RIGHT', 'joint': 'SACROILIAC', 'guidance': 'CT',
         'isolation': 'ISOLATED', 'combinedWith': [], 'steroid': 'YES', 'painBefore': 8, 'painAfter': 2.5,
         'reliefPercent_low': 70, 'reliefPercent_high': '80', 'reliefDuration_value': 8.5, 'reliefDuration_unit': 'WEEKS',
         'source_document': ' Procedure note ', 'source_page': 3}"""));

    assertThat(evidence)
        .isEqualTo(
            READER.readEvidence(
                json(
                    """
        {'injections': [{'date': '2026-05-02', 'side': 'RIGHT', 'joint': 'SACROILIAC', 'guidance': 'CT', 'combinedWith': [],
          'steroid': true, 'painBefore': 8, 'painAfter': 2.5, 'reliefPercent': {'low': 70, 'high': 80},
          'reliefDuration': {'value': 8.5, 'unit': 'WEEKS'}, 'source': {'document': 'Procedure note', 'page': 3}}]}""")));
  }

  @Test
  void theDocumentOfAPainSourceIsNamedDocument() {
    Evidence evidence =
        read(
            "pain-source-workup",
            fields(
                """
        {'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT', 'method': 'X-ray',
         'document_document': 'Hip report', 'document_page': '2'}"""));

    assertThat(evidence.records("painSources"))
        .isEqualTo(
            READER
                .readEvidence(
                    json(
                        """
        {'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT', 'method': 'X-ray', 'document': {'document': 'Hip report', 'page': 2}}]}"""))
                .records("painSources"));
  }

  @Test
  void aSingleRecordIsNoList() {
    Evidence evidence = read("pain-score", Map.of("score", "6.5", "date", "2026-11-01"));

    assertThat(evidence.records("baselinePain").get(0).field("score").decimalValue())
        .isEqualByComparingTo("6.5");
  }

  @Test
  void aStudyIsFiledWithItsRegions() {
    Evidence evidence =
        read(
            "pelvis-xray",
            Map.of(
                "modality",
                "XRAY",
                "date",
                "2026-11-01",
                "regions",
                List.of("PELVIS", "SI_JOINT"),
                "includesHip",
                "RIGHT"));

    assertThat(evidence.records("imaging").get(0).field("regions"))
        .extracting(JsonNode::asText)
        .containsExactly("PELVIS", "SI_JOINT");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      delimiter = '|',
      value = {
        "ISOLATED | absent  | []",
        "ISOLATED | []      | []",
        "ISOLATED | ['HIP'] | []",
        "COMBINED | ['HIP'] | [HIP]",
        "UNKNOWN  | absent  | absent",
        "UNKNOWN  | []      | absent",
        "''       | absent  | absent",
        "absent   | absent  | absent",
        "absent   | []      | []",
        "absent   | ['HIP'] | [HIP]"
      })
  void theIsolationFieldSaysWhatAnEmptyChecklistCannot(
      String isolation, String combinedWith, String read) {
    Map<String, Object> fields = new HashMap<>(Map.of("date", "2026-05-02"));
    fields.put("isolation", isolation);
    fields.put(
        "combinedWith",
        combinedWith == null ? null : combinedWith.equals("[]") ? List.of() : List.of("HIP"));

    JsonNode sites =
        read("injection-report", fields).records("injections").get(0).field("combinedWith");
    assertThat(sites.isMissingNode() ? null : sites.toString().replace("\"", "")).isEqualTo(read);
  }

  @Test
  void aListMayArriveAsJsonText() {
    Evidence evidence =
        read("injection-report", Map.of("date", "2026-05-02", "combinedWith", "[\"HIP\"]"));

    assertThat(evidence.records("injections").get(0).field("combinedWith"))
        .extracting(JsonNode::asText)
        .containsExactly("HIP");
  }

  @Test
  void aCombinedInjectionNamesTheOtherSites() {
    assertThat(
            invalid(
                "injection-report",
                "{'date': '2026-05-02', 'isolation': 'COMBINED', 'combinedWith': []}"))
        .containsExactly(new Violation("/combinedWith", "must name one or more"));
    assertThat(invalid("injection-report", "{'date': '2026-05-02', 'isolation': 'PERHAPS'}"))
        .containsExactly(new Violation("/isolation", "must be one of ISOLATED, COMBINED, UNKNOWN"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "YES, true",
        "NO, false",
        "UNKNOWN, absent",
        "true, true",
        "false, false",
        "'', absent"
      })
  void yesNoAndUnknownAreThreeAnswers(String answer, Boolean formal) {
    Evidence evidence =
        read("therapy-record", Map.of("start", "2026-01-01", "formal", answer, "inPerson", true));

    assertThat(evidence.records("physicalTherapy").get(0).field("formal"))
        .isEqualTo(formal == null ? MissingNode.getInstance() : BooleanNode.valueOf(formal));
    assertThat(evidence.records("physicalTherapy").get(0).field("inPerson").asBoolean()).isTrue();
  }

  @Test
  void numbersAreExactHoweverTheyArrive() {
    for (Object score : new Object[] {6.9, "6.9", new BigDecimal("6.9")}) {
      assertThat(
              read("pain-score", Map.of("score", score))
                  .records("baselinePain")
                  .get(0)
                  .field("score")
                  .decimalValue())
          .isEqualTo("6.9");
    }
    assertThat(
            read("pain-score", Map.of("score", 7L, "source_page", 3.0))
                .records("baselinePain")
                .get(0)
                .field("source")
                .path("page")
                .asInt())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "injection-report | {}                                                                       | /date",
        "injection-report | {'date': '2026-05-02', 'reliefDuration_value': 3}                        | /reliefDuration_unit",
        "injection-report | {'date': '2026-05-02', 'reliefPercent_low': 'much', 'reliefPercent_high': 80} | /reliefPercent_low",
        "injection-report | {'date': '2026-05-02', 'steroid': 'PERHAPS'}                             | /steroid",
        "injection-report | {'date': '2026-05-02', 'combinedWith': ['HIP', 'KNEE', 'TOE']}           | /combinedWith",
        "injection-report | {'date': '2026-05-02', 'combinedWith': 'HIP'}                            | /combinedWith",
        "injection-report | {'date': '02.05.2026'}                                                   | /date",
        "si-joint-imaging | {'modality': 'CT', 'date': '2026-05-02', 'regions': []}                  | /regions",
        "pain-score       | {'score': '1e999999999'}                                                 | /score",
        "pain-score       | {'score': 5, 'isolation': 'ISOLATED'}                                    | /isolation",
        "pain-score       | {'score': 5, 'source': 'chart'}                                          | /source",
        "pain-source-workup | {'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT', 'document_page': 0} | /document_page",
      })
  void whatIsWrongIsNamedByTheFormsField(String document, String fields, String pointer) {
    assertThat(invalid(document, fields)).extracting(Violation::pointer).containsExactly(pointer);
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    assertThat(
            invalid(
                "injection-report",
                "{'side': 'TOP', 'isolation': 'COMBINED', 'painBefore': 11, 'colour': 'blue'}"))
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("/colour", "/combinedWith", "/date", "/side", "/painBefore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-25", "2199-12-31"})
  void aLabDrawnInTheFutureMakesNoSense(String drawnOn) {
    ImplausibleRequestException problem =
        catchThrowableOfType(
            ImplausibleRequestException.class,
            () ->
                read(
                    "nicotine-lab",
                    Map.of(
                        "analyte",
                        "COTININE",
                        "specimen",
                        "URINE",
                        "value",
                        3,
                        "unit",
                        "ng/mL",
                        "document",
                        "LABORATORY_REPORT",
                        "drawnOn",
                        drawnOn)));

    assertThat(problem.explain())
        .isEqualTo("drawnOn: is after today; correct the date of what has happened");
  }

  @Test
  void anEndBeforeItsStartMakesNoSense() {
    ImplausibleRequestException problem =
        catchThrowableOfType(
            ImplausibleRequestException.class,
            () ->
                read(
                    "treatment-record",
                    Map.of("type", "BRACING", "start", "2026-05-02", "end", "2026-05-01")));

    assertThat(problem.violations()).extracting(Violation::pointer).containsExactly("/end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "injection-report",
        "nicotine-lab",
        "si-joint-imaging",
        "pelvis-xray",
        "pain-source-workup",
        "treatment-record",
        "pain-score",
        "exam-findings",
        "therapy-record",
        "exclusion-workup",
        "nicotine-history"
      })
  void everyDocumentHasARecordWithAnIdAndASource(String document) {
    String source = document.equals("pain-source-workup") ? "document" : "source";
    InvalidRequestException problem =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                read(
                    document,
                    Map.of(
                        "id",
                        "given",
                        source + "_document",
                        "Chart",
                        source + "_page",
                        1,
                        "noSuchField",
                        1)));

    assertThat(problem.violations())
        .extracting(Violation::pointer)
        .contains("/noSuchField")
        .doesNotContain("/id", "/" + source + "_document", "/" + source + "_page");
  }

  private List<Violation> invalid(String document, String fields) {
    return catchThrowableOfType(InvalidRequestException.class, () -> read(document, fields(fields)))
        .violations();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(String text) {
    return RequestJson.MAPPER.convertValue(json(text), Map.class);
  }

  private Evidence read(String document, Map<String, ?> fields) {
    return form.read(document(document), fields, Evidence.NONE);
  }

  private static DocumentForm document(String form) {
    return Documents.packaged().form(form).orElseThrow();
  }

  @Test
  void aCorrectionNamesARecordOfTheCase() {
    Evidence known = READER.readEvidence(json("{'baselinePain': {'id': 'nrs', 'score': 4}}"));
    Map<String, ?> correction =
        Map.of("score", 7, "replaces", "nrs", "correction", "the digit was misread");

    assertThat(
            known
                .plus(
                    form.read(document("pain-score"), correction, known), RequestSchema.packaged())
                .counted()
                .records("baselinePain"))
        .extracting(EvidenceRecord::id)
        .containsExactly("baselinePain-2");
    assertThat(
            catchThrowableOfType(
                    ImplausibleRequestException.class, () -> read("pain-score", correction))
                .violations())
        .extracting(Violation::pointer)
        .containsExactly("/replaces");
  }
}
