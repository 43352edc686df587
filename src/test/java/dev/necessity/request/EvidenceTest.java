package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static dev.necessity.request.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.RandomRequests;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

  @Test
  void laterRecordsAreAppendedAndKeepTheirOrder() {
    Evidence all =
        evidence(
                "{'painSources': [{'id': 'first', 'source': 'HIP_OSTEOARTHRITIS', 'status': 'PRESENT'}]}")
            .plus(
                evidence(
                    "{'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT'}]}"),
                RequestSchema.packaged());

    assertThat(all.records("painSources"))
        .extracting(EvidenceRecord::id)
        .containsExactly("first", "painSources-2");
    assertThat(all.records("painSources"))
        .extracting(record -> record.field("status").asText())
        .containsExactly("PRESENT", "RULED_OUT");
  }

  @Test
  void aLaterStatementOverwritesNoneBeforeIt() {
    Evidence all =
        evidence("{'nicotine': {'status': 'UNKNOWN'}}")
            .withIds()
            .plus(evidence("{'nicotine': {'status': 'CURRENT'}}"), RequestSchema.packaged())
            .plus(
                evidence("{'nicotine': [{'status': 'NEVER'}, {'status': 'FORMER'}]}"),
                RequestSchema.packaged());

    assertThat(all.records("nicotine"))
        .extracting(EvidenceRecord::id)
        .containsExactly("nicotine-1", "nicotine-2", "nicotine-3", "nicotine-4");
    assertThat(all.records("nicotine"))
        .extracting(record -> record.field("status").asText())
        .containsExactly("UNKNOWN", "CURRENT", "NEVER", "FORMER");
    assertThat(all.counted()).isEqualTo(all);
  }

  @Test
  void aCorrectionTakesTheRecordThatItNamesOutOfTheCountAndBothStay() {
    Evidence corrected =
        evidence(
                "{'baselinePain': {'id': 'nrs', 'score': 4}, 'nicotine': {'id': 'nrs', 'status': 'NEVER'}}")
            .plus(
                evidence(
                    "{'baselinePain': {'score': 6, 'replaces': 'nrs', 'correction': 'the digit was misread'}}"),
                RequestSchema.packaged());

    assertThat(corrected.records("baselinePain"))
        .extracting(EvidenceRecord::id)
        .containsExactly("nrs", "baselinePain-2");
    assertThat(corrected.counted().records("baselinePain"))
        .extracting(EvidenceRecord::id)
        .containsExactly("baselinePain-2");
    assertThat(corrected.counted().records("nicotine")).as("an id is that of one kind").hasSize(1);
    assertThat(corrected.replacedIds()).containsExactly("nrs");
  }

  @Test
  void aCorrectionThatIsCorrectedStillReplaces() {
    Evidence twice =
        evidence(
            """
        {'injections': [{'id': 'a', 'date': '2026-01-01'},
                        {'id': 'b', 'date': '2026-01-02', 'replaces': 'a', 'correction': 'another day, as billed'},
                        {'id': 'c', 'date': '2026-01-03', 'replaces': 'b', 'correction': 'another day, as operated'}]}""");

    assertThat(twice.counted().records("injections"))
        .extracting(EvidenceRecord::id)
        .containsExactly("c");
    assertThat(twice.replacedIds()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'id': 'b', 'date': '2026-01-01'}, {'id': 'b', 'date': '2026-01-01'}                            | /injections/1/id",
        "{'id': 'a', 'date': '2026-01-01'}, {'date': '2026-01-02', 'replaces': 'a', 'correction': 'which of the two?'} | /injections/0/id",
        "{'id': 'a', 'date': '2026-01-01'}                                                               | \"\"",
        "{'date': '2026-01-01', 'replaces': 'z', 'correction': 'read the scan again'}                    | /injections/0/replaces",
        "{'id': 'b', 'date': '2026-01-01', 'replaces': 'b', 'correction': 'read the scan again'}         | /injections/0/replaces",
        "{'date': '2026-01-01', 'replaces': 'n', 'correction': 'a record of another kind'}               | /injections/0/replaces",
        "{'id': 'b', 'date': '2026-01-01', 'replaces': 'c', 'correction': 'in a circle, one'}, {'id': 'c', 'date': '2026-01-01', 'replaces': 'b', 'correction': 'in a circle, two'} | /injections/0/replaces,/injections/1/replaces",
        "{'id': 'a', 'date': '2025-06-01'}                                                               | \"\"",
        "{'date': '2026-01-01', 'replaces': 'a', 'correction': 'read the scan again'}                    | \"\"",
      })
  void whatIsAddedMustStandBesideWhatIsKnown(String added, String pointers) {
    Evidence known =
        evidence(
            "{'injections': [{'id': 'a', 'date': '2025-06-01'}], 'nicotine': {'id': 'n', 'status': 'NEVER'}}");

    assertThat(Corrections.violations(known, evidence("{'injections': [" + added + "]}")))
        .extracting(Violation::pointer)
        .isEqualTo(pointers.isEmpty() ? List.of() : List.of(pointers.split(",")));
  }

  @Test
  void whatIsNotReplacedStays() {
    Evidence known =
        evidence(
            "{'exclusions': {'id': 'x', 'neoplasia': 'EXCLUDED'}, 'injections': [{'id': 'i', 'date': '2026-01-01'}]}");

    assertThat(known.plus(Evidence.NONE, RequestSchema.packaged())).isEqualTo(known);
    assertThat(Evidence.NONE.plus(known, RequestSchema.packaged())).isEqualTo(known);
  }

  @Test
  void aRecordSentAgainUnderItsIdAddsNothing() {
    Evidence lab =
        evidence(
            """
        {'nicotineLabs': [{'id': 'lab', 'analyte': 'COTININE', 'specimen': 'URINE', 'value': 3, 'unit': 'ng/mL',
                           'drawnOn': '2026-10-01', 'document': 'LABORATORY_REPORT'}]}""");

    assertThat(lab.plus(lab, RequestSchema.packaged())).isEqualTo(lab);
  }

  @Test
  void theSameRecordIsStoredOnceWhateverItsIdAndHoweverItsNumbersAreWritten() {
    Evidence once =
        evidence(
                "{'injections': [{'date': '2026-01-01', 'painBefore': 8, 'painAfter': 2}], 'nicotine': {'status': 'NEVER'}}")
            .withIds();

    assertThat(
            once.plus(
                evidence(
                    "{'injections': [{'painAfter': 2.0, 'painBefore': 8.00, 'date': '2026-01-01', 'joint': 'SACROILIAC'}]}"),
                RequestSchema.packaged()))
        .isEqualTo(once);
    assertThat(
            once.plus(
                evidence(
                    "{'injections': [{'id': 'mine', 'date': '2026-01-01', 'painBefore': 8, 'painAfter': 2}]}"),
                RequestSchema.packaged()))
        .isEqualTo(once);
    assertThat(once.plus(evidence("{'nicotine': {'status': 'NEVER'}}"), RequestSchema.packaged()))
        .isEqualTo(once);
    assertThat(
            once.plus(
                    evidence(
                        "{'injections': [{'date': '2026-01-01', 'painBefore': 8, 'painAfter': 3}]}"),
                    RequestSchema.packaged())
                .records("injections"))
        .hasSize(2);
    assertThat(
            READER
                .read(
                    Bodies.withEvidence(
                        "{'injections': [{'date': '2026-01-01'}, {'date': '2026-01-01'}]}"))
                .evidence()
                .records("injections"))
        .hasSize(1);
  }

  @Test
  void aStatementThatWasOverruledIsNewWhenItIsMadeAgain() {
    Evidence present =
        evidence("{'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'PRESENT'}]}");
    Evidence ruledOut =
        evidence("{'painSources': [{'source': 'HIP_OSTEOARTHRITIS', 'status': 'RULED_OUT'}]}");

    Evidence all =
        Evidence.NONE
            .plus(present, RequestSchema.packaged())
            .plus(ruledOut, RequestSchema.packaged())
            .plus(ruledOut, RequestSchema.packaged())
            .plus(present, RequestSchema.packaged())
            .plus(present, RequestSchema.packaged());

    assertThat(all.records("painSources"))
        .extracting(record -> record.field("status").asText())
        .containsExactly("PRESENT", "RULED_OUT", "PRESENT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nrs, corrected, again", "again, nrs, corrected", "corrected, again, nrs"})
  void aStatementThatWasCorrectedIsNewWhenItIsMadeAgain(String order) {
    Map<String, String> records =
        Map.of(
            "nrs",
            "{'id': 'nrs', 'score': 4}",
            "again",
            "{'score': 4}",
            "corrected",
            "{'id': 'corrected', 'score': 7, 'replaces': 'nrs', 'correction': 'the digit was misread'}");
    Evidence once =
        READER
            .read(
                Bodies.withEvidence(
                    "{'baselinePain': ["
                        + Stream.of(order.split(", "))
                            .map(records::get)
                            .collect(Collectors.joining(", "))
                        + "]}"))
            .evidence();
    Evidence later =
        evidence("{'baselinePain': [" + records.get("nrs") + ", " + records.get("corrected") + "]}")
            .plus(
                evidence("{'baselinePain': " + records.get("again") + "}"),
                RequestSchema.packaged());

    for (Evidence all : List.of(once, later)) {
      assertThat(all.replacedIds()).containsExactly("nrs");
      assertThat(all.counted().records("baselinePain"))
          .extracting(record -> record.field("score").asInt())
          .containsExactlyInAnyOrder(4, 7);
      assertThat(all.plus(all, RequestSchema.packaged())).isEqualTo(all);
    }
    assertThat(
            later
                .plus(
                    evidence("{'baselinePain': {'id': 'nrs', 'score': 9}}"),
                    RequestSchema.packaged())
                .counted()
                .records("baselinePain"))
        .as("another record under the id of one that was corrected")
        .hasSize(3);
  }

  /** Of evidence of any kind, with records that repeat and overrule each other among it. */
  @Property(tries = 500)
  void evidenceThatIsSentAgainAddsNothing(
      @ForAll long seed, @ForAll @IntRange(max = 3) int others) {
    Evidence known = Evidence.NONE.plus(random(seed + 1), RequestSchema.packaged());
    for (int i = 0; i < others; i++) {
      known = known.plus(random(seed + 2 + i), RequestSchema.packaged());
    }
    Evidence all = known.plus(random(seed), RequestSchema.packaged());

    assertThat(all.plus(random(seed), RequestSchema.packaged())).isEqualTo(all);
    assertThat(all.plus(all, RequestSchema.packaged())).isEqualTo(all);
  }

  private static Evidence random(long seed) {
    ObjectNode evidence = (ObjectNode) RandomRequests.of(seed).get("evidence");
    Random random = new Random(seed);
    for (int i = random.nextInt(4); i > 0; i--) {
      evidence
          .withArray("painSources")
          .addObject()
          .put("source", random.nextBoolean() ? "HIP_OSTEOARTHRITIS" : "LUMBAR_DISC_HERNIATION")
          .put("status", random.nextBoolean() ? "PRESENT" : "RULED_OUT");
    }
    return READER.readEvidence(evidence);
  }

  @Test
  void anotherRecordUnderATakenIdIsKeptUnderANewOne() {
    Evidence all =
        evidence("{'injections': [{'id': 'i', 'date': '2026-01-01'}]}")
            .plus(
                evidence("{'injections': [{'id': 'i', 'date': '2026-02-01'}]}"),
                RequestSchema.packaged());

    assertThat(all.records("injections"))
        .extracting(EvidenceRecord::id)
        .containsExactly("i", "injections-2");
  }

  @ParameterizedTest
  @CsvSource({
    "'',             '',             injections-1, injections-2",
    "injections-2,   '',             injections-2, injections-3",
    "'',             injections-1,   injections-2, injections-1",
    "injections-7,   '',             injections-7, injections-8",
    "mine,           '',             mine,         injections-2"
  })
  void theSystemsIdsNeverMeetGivenOnes(String given, String givenNext, String id, String idNext) {
    Evidence all =
        evidence(
                "{'injections': [{'id': '%s', 'date': '2026-01-01'}, {'id': '%s', 'date': '2026-02-01'}]}"
                    .formatted(given, givenNext))
            .withIds();

    assertThat(all.records("injections"))
        .extracting(EvidenceRecord::id)
        .containsExactly(id, idNext);
    assertThat(all.withIds()).isEqualTo(all);
  }

  private static Evidence evidence(String body) {
    return READER.readEvidence(json(body));
  }
}
