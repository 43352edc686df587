package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static dev.necessity.request.Bodies.json;
import static dev.necessity.request.Bodies.withEvidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.RandomRequests;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmendmentTest {

  private static final Request KNOWN =
      READER.read(withEvidence("{'baselinePain': {'id': 'nrs', 'score': 7}}"));

  private static Request amended(Request known, String body) {
    return Amendment.read(json(body)).applied(known, READER);
  }

  @Test
  void whatIsNamedIsChangedAndAllElseStays() {
    Request amended =
        amended(
            KNOWN,
            "{'procedure': {'plannedDate': '2027-01-15'}, 'requestedSetting': 'INPATIENT', 'inpatientDays': 2, 'diagnoses': ['M46.1'], 'reason': 'the surgery was booked'}");

    assertThat(amended.procedure())
        .isEqualTo(
            new Procedure(
                "27279", Side.RIGHT, null, LocalDate.parse("2027-01-15"), null, null, null));
    assertThat(amended.requestedSetting()).isEqualTo(Request.Setting.INPATIENT);
    assertThat(amended.inpatientDays()).isEqualTo(2);
    assertThat(amended.diagnoses()).containsExactly("M46.1");
    assertThat(amended.evidence()).isEqualTo(KNOWN.evidence());
    assertThat(amended.receivedAt()).isEqualTo(KNOWN.receivedAt());
    Request back =
        amended(
            amended,
            "{'procedure': {'plannedDate': null}, 'requestedSetting': 'AMBULATORY', 'inpatientDays': null, 'diagnoses': ['M53.3'], 'reason': 'a mistake'}");
    assertThat(back).as("null takes a field away").isEqualTo(KNOWN);
  }

  @Test
  void whatItSaidBeforeIsKeptInTheSameShape() {
    Amendment amendment =
        Amendment.read(
            json(
                "{'procedure': {'plannedDate': '2027-01-15'}, 'requestedSetting': 'INPATIENT', 'reason': 'booked'}"));

    assertThat(amendment.before(KNOWN))
        .isEqualTo(json("{'procedure': {'plannedDate': null}, 'requestedSetting': 'AMBULATORY'}"));
    assertThat(amendment.changes().has("reason")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {'procedure': {'side': 'LEFT'}, 'reason': 'r'}                       | /procedure/side        | is a new request
      {'procedure': {'code': '27280'}, 'reason': 'r'}                      | /procedure/code        | is a new request
      {'member': {'memberId': 'M-2'}, 'reason': 'r'}                       | /member                | cannot be amended
      {'evidence': {}, 'reason': 'r'}                                      | /evidence              | cannot be amended
      {'receivedAt': '2026-01-01T00:00:00Z', 'reason': 'r'}                | /receivedAt            | cannot be amended
      {'procedure': 'x', 'reason': 'r'}                                    | /procedure             | cannot be amended
      {'a/b': 1, 'reason': 'r'}                                            | /a~1b                  | cannot be amended
      {'reason': 'r'}                                                      | ''                     | name what is amended
      {'procedure': {}, 'reason': 'r'}                                     | ''                     | name what is amended
      {'inpatientDays': 2}                                                 | /reason                | give the reason
      {'inpatientDays': 2, 'reason': ' '}                                  | /reason                | give the reason
      {'requestedSetting': 'AMBULATORY', 'reason': 'r'}                    | ''                     | changes nothing
      {'requestedSetting': 'HOME', 'reason': 'r'}                          | /requestedSetting      | AMBULATORY
      {'requestedSetting': null, 'reason': 'r'}                            | /requestedSetting      | is missing
      {'procedure': {'plannedDate': 'soon'}, 'reason': 'r'}                | /procedure/plannedDate | date
      {'diagnoses': [], 'reason': 'r'}                                     | /diagnoses             | item
      """)
  void whatMayNotBeAmendedOrMakesNoRequestIsSaidWhereItIs(
      String body, String pointer, String message) {
    assertThatThrownBy(() -> amended(KNOWN, body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused ->
                assertThat(refused.violations())
                    .singleElement()
                    .satisfies(
                        violation -> {
                          assertThat(violation.pointer()).isEqualTo(pointer);
                          assertThat(violation.message()).contains(message);
                        }));
  }

  @Test
  void whateverIsSentForAFieldIsARequestOrIsRefusedWhereItIs() {
    int refused = 0;
    for (String field :
        List.of(
            "requestedSetting",
            "inpatientDays",
            "inpatientNeed",
            "inpatientReasons",
            "inpatientReasonText",
            "expectedMidnights",
            "diagnoses",
            "procedure/plannedDate",
            "procedure/plannedUntil",
            "procedure/device",
            "procedure/units",
            "procedure/placeOfService")) {
      for (String value :
          List.of(
              "{}",
              "{'value': true}",
              "{'procedure': {'code': '1'}}",
              "[]",
              "[[]]",
              "[{'a': 1}]",
              "[null]",
              "1",
              "-1",
              "1.5",
              "true",
              "''",
              "'x'",
              "[1]")) {
        String name = field.substring(field.indexOf('/') + 1);
        String change = "'" + name + "': " + value;
        try {
          amended(
              KNOWN,
              field.equals(name)
                  ? "{" + change + ", 'reason': 'r'}"
                  : "{'procedure': {" + change + "}, 'reason': 'r'}");
        } catch (InvalidRequestException wrong) {
          refused++;
          assertThat(wrong.violations())
              .as(field + " " + value)
              .allSatisfy(
                  violation -> assertThat(violation.pointer()).matches("|/" + field + "(/.*)?"));
        }
      }
    }
    assertThat(refused).isGreaterThan(80);
  }

  @Property(tries = 300)
  void anAmendmentOfAnyRequestCanBeTakenBack(@ForAll long seed) {
    Request known = new RequestReader(Bodies.TODAY).read(RandomRequests.of(seed));
    Amendment there =
        Amendment.read(
            json(
                "{'procedure': {'plannedDate': '2029-02-03', 'device': 'a device'}, 'inpatientDays': 9, 'inpatientNeed': 'NONE', 'reason': 'r'}"));
    ObjectNode back = ((ObjectNode) there.before(known)).put("reason", "back");

    Request amended = there.applied(known, READER);

    assertThat(amended.withEvidence(Evidence.NONE)).isNotEqualTo(known.withEvidence(Evidence.NONE));
    assertThat(List.of(Amendment.read(back).applied(amended, READER))).containsExactly(known);
  }
}
