package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static dev.necessity.request.Bodies.smallest;
import static dev.necessity.request.Bodies.with;
import static dev.necessity.request.Bodies.withEvidence;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestReaderTest {

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples/requests"))) {
      return files
          .filter(
              file ->
                  file.toString().endsWith(".json") && !file.toString().endsWith(".expected.json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsReadAndComesBackFromStorageEqual(Path example) throws IOException {
    Request request = READER.read(Files.readAllBytes(example));

    assertThat(RequestJson.restore(RequestJson.write(request))).isEqualTo(request);
    assertThat(READER.read(RequestJson.tree(request))).isEqualTo(request);
  }

  @Test
  void theReviewsCaseSaysWhatTheReviewSays() throws IOException {
    Request request = READER.read(Files.readString(Path.of("examples/requests/seed.json")));

    assertThat(request.procedure())
        .isEqualTo(
            new Procedure("27279", Side.RIGHT, "iFuse Implant System", null, null, null, null));
    assertThat(request.requestedSetting()).isEqualTo(Request.Setting.INPATIENT);
    assertThat(request.evidence().records("injections"))
        .singleElement()
        .satisfies(
            injection -> {
              assertThat(injection.field("guidance").asText()).isEqualTo("UNKNOWN");
              assertThat(injection.field("joint").asText()).isEqualTo("SACROILIAC");
              assertThat(injection.field("combinedWith").isMissingNode()).isTrue();
              assertThat(injection.field("steroid").isMissingNode()).isTrue();
            });
    assertThat(request.evidence().records("examManeuvers"))
        .extracting(maneuver -> maneuver.field("name").asText())
        .containsExactly("THIGH_THRUST", "FABER", "LATERAL_COMPRESSION");
    assertThat(request.evidence().records("nicotine")).isEmpty();
  }

  @Test
  void aRequestThatDoesNotSayWhenIsReceivedNowAndIsNotUrgent() {
    Request request = READER.read(smallest());

    assertThat(request.receivedAt()).isEqualTo(OffsetDateTime.parse("2026-11-24T00:00:00Z"));
    assertThat(request.urgency()).isEqualTo(Request.Urgency.STANDARD);
    assertThat(request.evidence()).isEqualTo(Evidence.NONE);
    assertThat(request.inpatientNeed()).isNull();
  }

  @Test
  void theReceiptDateIsTheSendersOwnNotThatOfGreenwich() {
    Request request = READER.read(with("/receivedAt", "'2026-11-20T22:30:00-05:00'"));

    Request stored = RequestJson.restore(RequestJson.write(request));
    assertThat(stored.receivedAt().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 20));
  }

  @Test
  void anInjectionAloneIsNotAnInjectionOfWhichNobodySaysSo() {
    Evidence evidence =
        READER
            .read(
                withEvidence(
                    """
        {'injections': [{'date': '2026-01-02', 'combinedWith': []}, {'date': '2026-02-02'}]}"""))
            .evidence();

    Evidence stored =
        RequestJson.restore(RequestJson.write(READER.read(smallest()).withEvidence(evidence)))
            .evidence();
    assertThat(stored.records("injections").get(0).field("combinedWith").isArray()).isTrue();
    assertThat(stored.records("injections").get(1).field("combinedWith").isMissingNode()).isTrue();
  }

  @Test
  void whatIsLeftOutStaysLeftOutInJson() {
    assertThat(RequestJson.tree(READER.read(smallest())).properties())
        .extracting(java.util.Map.Entry::getKey)
        .doesNotContain("jurisdiction", "inpatientDays", "inpatientNeed");
    assertThat(RequestJson.tree(READER.read(smallest())).at("/evidence")).isEmpty();
  }

  @Test
  void everyRecordHasAnIdOnceTheRequestIsRead() {
    Evidence evidence =
        READER
            .read(
                withEvidence(
                    """
        {'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT'},
                         {'id': 'mine', 'source': 'HIP_OSTEOARTHRITIS', 'status': 'NOT_EVALUATED'},
                         {'source': 'HIP_OSTEOARTHRITIS', 'status': 'PRESENT'}],
         'baselinePain': {'score': 6}}"""))
            .evidence();

    assertThat(evidence.records("painSources"))
        .extracting(EvidenceRecord::id)
        .containsExactly("painSources-1", "mine", "painSources-3");
    assertThat(evidence.records("baselinePain").get(0).id()).isEqualTo("baselinePain-1");
  }

  @Test
  void todayIsTheCalendarDayOfTheClocksZone() {
    RequestReader inTokyo =
        new RequestReader(
            Clock.fixed(Instant.parse("2026-11-24T20:00:00Z"), ZoneId.of("Asia/Tokyo")));

    assertThat(
            inTokyo
                .read(withEvidence("{'injections': [{'date': '2026-11-25'}]}"))
                .evidence()
                .records("injections"))
        .hasSize(1);
  }

  @Test
  void aWholeNumberMayBeWrittenWithAPoint() {
    assertThat(READER.read(with("/inpatientDays", "2.0")).inpatientDays()).isEqualTo(2);
  }

  @Test
  void aMemberDoesNotShowUpInLogs() {
    Request request = READER.read(with("/member/name", "'Jane Roe'"));

    assertThat(request.toString()).doesNotContain("Jane").doesNotContain("M-1");
  }
}
