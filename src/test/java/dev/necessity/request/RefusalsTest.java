package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static dev.necessity.request.Bodies.json;
import static dev.necessity.request.Bodies.smallest;
import static dev.necessity.request.Bodies.with;
import static dev.necessity.request.Bodies.withEvidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where the pointer leads, and what the message says. */
class RefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/requestId                | 'a b'                      | must match ^[A-Za-z0-9._:-]{1,64}$",
        "/requestId                | 'R-1\\n'                   | must match ^[A-Za-z0-9._:-]{1,64}$",
        "/requestId                | 7                          | must be of type string; leave out what is not known",
        "/receivedAt               | '2026-01-02'               | must be an instant with its offset as in 2026-01-15T09:30:00+01:00",
        "/receivedAt               | '2026-01-02T10:00:00'      | must be an instant with its offset as in 2026-01-15T09:30:00+01:00",
        "/urgency                  | 'URGENT'                   | must be one of STANDARD, EXPEDITED; leave out what is not known",
        "/lineOfBusiness           | null                       | must be one of COMMERCIAL, MEDICARE_ADVANTAGE, MEDICAID, CHIP, QHP; leave out what is not known",
        "/jurisdiction             | 'Texas'                    | must match ^[A-Z]{2}$",
        "/member/memberId          | ''                         | must have at least 1 character(s)",
        "/member/birthDate         | '2026-02-30'               | must be a date of the calendar as in 2026-01-15",
        "/member/ssn               | '1'                        | is not a field that exists here; remove it or correct its name",
        "/provider/npi             | '123'                      | must match ^[0-9]{10}$",
        "/provider/npi             | '1234567890'               | has a wrong check digit; compare it with the provider's NPI",
        "/procedure/code           | '2727'                     | must match ^[0-9A-Z]{5}$",
        "/inpatientDays            | 1.5                        | must be of type integer; leave out what is not known",
        "/inpatientDays            | -1                         | must be at least 0",
        "/inpatientDays            | 366                        | must be at most 365",
        "/procedure/device         | ' '                        | must not be blank",
        "/procedure/side           | 'BOTH'                     | must be one of LEFT, RIGHT, BILATERAL, NOT_APPLICABLE; leave out what is not known",
        "/procedure/units          | 0                          | must be more than 0",
        "/procedure/units          | '2'                        | must be of type number; leave out what is not known",
        "/procedure/placeOfService | '4'                        | must match ^[0-9]{2}$",
        "/procedure/plannedUntil   | 'soon'                     | must be a date of the calendar as in 2026-01-15",
        "/provider/inNetwork       | 'YES'                      | must be of type boolean; leave out what is not known",
        "/provider/phone           | 'call us'                  | must match ^[+]?[0-9 ()./x-]{5,40}$",
        "/provider/fax             | '555'                      | must match ^[+]?[0-9 ()./x-]{5,40}$",
        "/inpatientReasonText      | 7                          | must be of type string; leave out what is not known",
        "/expectedMidnights        | -1                         | must be at least 0",
        "/diagnoses                | []                         | must have at least 1 item(s)",
        "/a~1b                     | 1                          | is not a field that exists here; remove it or correct its name",
        "/evidence                 | []                         | must be of type object; leave out what is not known",
      })
  void aFieldThatTheSchemaForbids(String pointer, String value, String message) {
    assertThat(invalid(with(pointer, value))).containsExactly(new Violation(pointer, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'injections': [{}]}                                                                  | /injections/0/date",
        "{'injections': [{'date': '2026-01-01', 'painBefore': 10.1}]}                          | /injections/0/painBefore",
        "{'injections': [{'date': '2026-01-01', 'reliefPercent': {'low': 70}}]}                | /injections/0/reliefPercent/high",
        "{'injections': [{'date': '2026-01-01', 'reliefDuration': {'value': 0, 'unit': 'DAYS'}}]} | /injections/0/reliefDuration/value",
        "{'injections': [{'date': '2026-01-01', 'combinedWith': ['KNEE']}]}                    | /injections/0/combinedWith/0",
        "{'imaging': [{'modality': 'CT', 'date': '2026-01-01', 'regions': []}]}                | /imaging/0/regions",
        "{'nicotineLabs': [{'analyte': 'COTININE', 'specimen': 'URINE', 'value': 1, 'drawnOn': '2026-01-01', 'document': 'FAX'}]} | /nicotineLabs/0/document",
        "{'examManeuvers': [{'name': 'STORK', 'result': 'POSITIVE'}]}                          | /examManeuvers/0/name",
        "{'baselinePain': {'score': 7, 'source': {'page': 3000000000}}}                        | /baselinePain/source/page",
        "{'baselinePain': [{'score': 7}, {'score': 11}]}                                       | /baselinePain/1/score",
        "{'nicotine': {'status': 'NEVER', 'replaces': 'n'}}                                    | /nicotine/correction",
        "{'nicotine': {'status': 'NEVER', 'correction': 'the wrong member'}}                   | /nicotine/replaces",
        "{'exclusions': [{'replaces': 'e', 'correction': 'too short'}]}                        | /exclusions/0/correction",
        "{'exclusions': [{'replaces': 'e', 'correction': '          '}]}                       | /exclusions/0/correction",
        "{'imaging': [{'modality': 'CT', 'date': '2026-01-01', 'regions': ['PELVIS'], 'cordContact': 'YES'}]} | /imaging/0/cordContact",
        "{'injection': []}                                                                     | /injection",
      })
  void evidenceIsHeldToTheSameSchemaInARequestAndAlone(String evidence, String pointer) {
    assertThat(invalid(withEvidence(evidence)))
        .extracting(Violation::pointer)
        .containsExactly("/evidence" + pointer);
    assertThat(invalidEvidence(evidence)).extracting(Violation::pointer).containsExactly(pointer);
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThat(invalid(json("{}")))
        .extracting(Violation::pointer)
        .containsExactly(
            "/diagnoses",
            "/lineOfBusiness",
            "/member",
            "/procedure",
            "/provider",
            "/requestId",
            "/requestedSetting");
    assertThat(invalid(json("{}")))
        .extracting(Violation::message)
        .containsOnly("is missing; add it");
  }

  @Test
  void aWrongCheckDigitIsReportedTogetherWithTheRest() {
    ObjectNode body = with("/provider/npi", "'1234567890'");
    body.put("urgency", "NOW");

    assertThat(invalid(body))
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("/urgency", "/provider/npi");
  }

  @Test
  void aListThatIsTooLongIsRefused() {
    ObjectNode body = smallest();
    IntStream.range(0, 51).forEach(i -> body.withArray("/diagnoses").add("M53.3"));

    assertThat(invalid(body))
        .containsExactly(new Violation("/diagnoses", "must have at most 50 items"));
  }

  @Test
  void noMessageRepeatsWhatWasSent() {
    ObjectNode body = with("/member/memberId", "'" + "SECRET".repeat(20) + "'");
    body.put("requestId", "SECRET SECRET").put("receivedAt", "SECRET").put("urgency", "SECRET");

    InvalidRequestException problem =
        catchThrowableOfType(InvalidRequestException.class, () -> READER.read(body));
    assertThat(problem.violations())
        .hasSize(4)
        .allSatisfy(violation -> assertThat(violation.toString()).doesNotContain("SECRET"));
    assertThat(problem.toString() + problem.explain()).doesNotContain("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"                     | \"\"       | is empty; send one JSON object",
        "\"  \"                   | \"\"       | is empty; send one JSON object",
        "{'requestId': SECRET}    | \"\"       | is not JSON at line 1, column 15; send one JSON object",
        "{'requestId': 'SECRET    | \"\"       | is not JSON at line 1, column 22; send one JSON object",
        "{} {}                    | \"\"       | goes on after the JSON object; send one object only",
        "{} SECRET                | \"\"       | is not JSON at line 1, column 4; send one JSON object",
        "{'a': {'b': 1, 'b': 2}}  | /a/b       | is there twice; send each field once",
        "{'a': NaN}               | \"\"       | is not JSON at line 1, column 10; send one JSON object",
        "null                     | \"\"       | must be of type object; leave out what is not known",
        "[]                       | \"\"       | must be of type object; leave out what is not known",
        "'text'                   | \"\"       | must be of type object; leave out what is not known",
      })
  void aBodyThatIsNoJsonObject(String body, String pointer, String message) {
    InvalidRequestException problem =
        catchThrowableOfType(
            InvalidRequestException.class, () -> READER.read(body.replace('\'', '"')));

    assertThat(problem.violations()).containsExactly(new Violation(pointer, message));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] body = "{\"requestId\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(
            catchThrowableOfType(InvalidRequestException.class, () -> READER.read(body))
                .violations())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "1e-999999999",
        "1E+99999999999",
        "-1e400",
        "0.00000000000000000000000000000000001",
        "12345678901234567890123456789012345"
      })
  void numbersBeyondAllComputingAreRefusedWithoutBeingComputed(String number) {
    String body = "{\"baselinePain\": {\"score\": " + number + "}}";

    InvalidRequestException problem =
        catchThrowableOfType(InvalidRequestException.class, () -> READER.readEvidence(body));
    assertThat(problem.violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).doesNotContain(number));
  }

  @Test
  void aNumberOfAThousandDigitsAndADeepNestAreRefused() {
    for (String body :
        List.of("{\"inpatientDays\": " + "9".repeat(1000) + "}", "[".repeat(100_000))) {
      assertThat(
              catchThrowableOfType(InvalidRequestException.class, () -> READER.read(body))
                  .violations())
          .containsExactly(
              new Violation(
                  "",
                  "is nested too deep or holds a number or text that is too long; send what the request schema describes"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800"})
  void charactersThatNoDatabaseCanStoreAreRefused(String character) {
    assertThat(invalid(with("/provider/name", "'Clinic" + character + "'")))
        .extracting(Violation::pointer)
        .containsExactly("/provider/name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {'plannedUntil': '2026-12-03'}                              | is a last day without a first one; add plannedDate
      {'plannedDate': '2026-12-04', 'plannedUntil': '2026-12-03'} | is before the planned date; correct one of the two
      """)
  void aLastDayFollowsAFirstOne(String days, String message) {
    ObjectNode body = smallest();
    body.withObject("/procedure").setAll((ObjectNode) json(days));

    assertThat(
            catchThrowableOfType(ImplausibleRequestException.class, () -> READER.read(body))
                .violations())
        .containsExactly(new Violation("/procedure/plannedUntil", message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'injections': [{'date': '2026-11-25'}]}                                     | /injections/0/date",
        "{'nicotineLabs': [{'analyte': 'COTININE', 'specimen': 'URINE', 'value': 1, 'drawnOn': '2027-01-01', 'document': 'LABORATORY_REPORT'}]} | /nicotineLabs/0/drawnOn",
        "{'imaging': [{'modality': 'CT', 'date': '2026-11-25', 'regions': ['PELVIS']}]} | /imaging/0/date",
        "{'examManeuvers': [{'name': 'FABER', 'result': 'POSITIVE', 'date': '2026-11-25'}]} | /examManeuvers/0/date",
        "{'baselinePain': {'score': 7, 'date': '2026-11-25'}}                         | /baselinePain/date",
        "{'nicotine': {'status': 'FORMER', 'quitDate': '2026-11-25'}}                 | /nicotine/quitDate",
        "{'physicalTherapy': [{'start': '2026-11-25'}]}                               | /physicalTherapy/0/start",
        "{'physicalTherapy': [{'start': '2026-11-01', 'end': '2026-11-25'}]}          | /physicalTherapy/0/end",
        "{'conservativeTreatment': [{'type': 'BRACING', 'start': '2026-11-25'}]}      | /conservativeTreatment/0/start",
        "{'conservativeTreatment': [{'type': 'BRACING', 'start': '2026-11-01', 'end': '9999-12-31'}]} | /conservativeTreatment/0/end",
        "{'physicalTherapy': [{'start': '2026-03-02', 'end': '2026-03-01'}]}          | /physicalTherapy/0/end",
        "{'conservativeTreatment': [{'type': 'BRACING', 'start': '2026-03-02', 'end': '2026-03-01'}]} | /conservativeTreatment/0/end",
        "{'injections': [{'date': '2026-01-01', 'reliefPercent': {'low': 80, 'high': 70}}]} | /injections/0/reliefPercent/low",
        "{'nicotine': [{'status': 'NEVER'}, {'status': 'NEVER', 'date': '2026-11-25'}]} | /nicotine/1/date",
      })
  void evidenceThatMakesNoSense(String evidence, String pointer) {
    assertThat(implausible(withEvidence(evidence)))
        .extracting(Violation::pointer)
        .containsExactly("/evidence" + pointer);
    assertThat(
            catchThrowableOfType(
                    ImplausibleRequestException.class, () -> READER.readEvidence(json(evidence)))
                .violations())
        .extracting(Violation::pointer)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'injections': [{'id': 'a', 'date': '2026-01-01'}, {'id': 'a', 'date': '2026-01-02'}]}     | /injections/1/id",
        "{'nicotine': {'id': 'a', 'status': 'NEVER', 'replaces': 'a', 'correction': 'replaces itself'}} | /nicotine/replaces",
        "{'nicotine': [{'id': 'a', 'status': 'NEVER', 'replaces': 'b', 'correction': 'replaces nothing'}]} | /nicotine/0/replaces",
      })
  void recordsOfARequestThatCannotStandTogether(String evidence, String pointer) {
    assertThat(implausible(withEvidence(evidence)))
        .extracting(Violation::pointer)
        .containsExactly("/evidence" + pointer);
  }

  @Test
  void aReceiptOrABirthInTheFutureMakesNoSenseAndBothAreNamedAtOnce() {
    ObjectNode body = with("/member/birthDate", "'2026-11-25'");
    body.put("receivedAt", "2026-11-24T01:00:00+00:59");

    assertThat(implausible(body))
        .containsExactly(
            new Violation(
                "/member/birthDate", "is after today; correct the date of what has happened"),
            new Violation("/receivedAt", "is in the future; correct it, or leave it out for now"));
  }

  @Test
  void theInstantOfNowIsNotTheFutureInAnyOffset() {
    assertThatCode(() -> READER.read(with("/receivedAt", "'2026-11-24T14:00:00+14:00'")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'injections': [{'date': '2026-11-24'}]}",
        "{'physicalTherapy': [{'start': '2026-03-01', 'end': '2026-03-01'}]}",
        "{'injections': [{'date': '2026-01-01', 'reliefPercent': {'low': 70, 'high': 70.0}}]}",
        "{'injections': [{'id': '', 'date': '2026-01-01'}, {'id': '', 'date': '2026-01-02'}]}",
        "{'injections': [{'id': 'a', 'date': '2026-01-01'}], 'nicotine': {'id': 'a', 'status': 'NEVER'}}"
      })
  void whatHappenedTodayOrOnOneDayIsFine(String evidence) {
    assertThatCode(() -> READER.read(withEvidence(evidence))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-01-01", "2030-01-01"})
  void surgeryMayBePlannedForAnyDate(String date) {
    assertThatCode(() -> READER.read(with("/procedure/plannedDate", "'" + date + "'")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-02 10:00:00Z", "2016-12-31T23:59:60Z"})
  void anInstantThatTheSchemaLetsPassButNoClockReadsIsRefusedWithItsPointer(String instant) {
    assertThat(invalid(with("/receivedAt", "'" + instant + "'")))
        .extracting(Violation::pointer)
        .containsExactly("/receivedAt");
  }

  private static List<Violation> invalid(ObjectNode body) {
    return catchThrowableOfType(InvalidRequestException.class, () -> READER.read(body))
        .violations();
  }

  private static List<Violation> invalidEvidence(String evidence) {
    return catchThrowableOfType(
            InvalidRequestException.class, () -> READER.readEvidence(json(evidence)))
        .violations();
  }

  private static List<Violation> implausible(ObjectNode body) {
    return catchThrowableOfType(ImplausibleRequestException.class, () -> READER.read(body))
        .violations();
  }
}
