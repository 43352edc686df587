package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.RandomRequests;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import net.jqwik.time.api.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/**
 * Whatever a request holds, it survives JSON: through the project's own mapper and through the web
 * framework's.
 */
class RoundTripTest {

  private static final LocalDate LONG_AGO = LocalDate.of(1950, 1, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private final ObjectMapper webs =
      Jackson2ObjectMapperBuilder.json()
          .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @Property(tries = 200)
  void aRequestIsReadAgainAsItWas(@ForAll("requests") Request request) {
    assertThat(READER.read(RequestJson.tree(request))).isEqualTo(request);
    assertThat(READER.read(RequestJson.write(request))).isEqualTo(request);
    assertThat(RequestJson.restore(RequestJson.write(request))).isEqualTo(request);
  }

  @Test
  void aCaseThatAnEarlierVersionStoredWithSingleRecordsIsReadAsListsOfOne() throws Exception {
    String stored =
        Bodies.withEvidence(
                "{'nicotine': {'id': 'n', 'status': 'NEVER'}, 'exclusions': {'id': 'e'}, 'baselinePain': {'id': 'p', 'score': 7}}")
            .put("receivedAt", "2026-01-02T10:00:00Z")
            .toString();

    for (Request request :
        List.of(RequestJson.restore(stored), webs.readValue(stored, Request.class))) {
      assertThat(request.evidence().records("nicotine"))
          .extracting(EvidenceRecord::id)
          .containsExactly("n");
      assertThat(request.evidence().records("exclusions"))
          .extracting(EvidenceRecord::id)
          .containsExactly("e");
      assertThat(request.evidence().records("baselinePain"))
          .extracting(EvidenceRecord::id)
          .containsExactly("p");
    }
  }

  @Property(tries = 50)
  void theWebsMapperLosesNothingEither(@ForAll("requests") Request request) throws Exception {
    String written = webs.writeValueAsString(request);

    assertThat(RequestJson.restore(written)).isEqualTo(request);
    assertThat(webs.readValue(written, Request.class)).isEqualTo(request);
  }

  @Provide
  Arbitrary<Request> requests() {
    Arbitrary<Member> members =
        Combinators.combine(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(64), text(), dates())
            .as(Member::new);
    Arbitrary<Procedure> procedures =
        Combinators.combine(
                Arbitraries.of("27279", "27278"),
                enums(Side.class),
                devices(),
                Dates.dates().between(LONG_AGO, TODAY.plusYears(5)).injectNull(0.3),
                Arbitraries.integers().between(0, 90).injectNull(0.5),
                scores().map(BigDecimal.ONE::add).injectNull(0.5),
                Arbitraries.of("11", "24").injectNull(0.5))
            .as(
                (code, side, device, planned, days, units, place) ->
                    new Procedure(
                        code,
                        side,
                        device,
                        planned,
                        planned == null || days == null ? null : planned.plusDays(days),
                        units,
                        place));
    Arbitrary<OffsetDateTime> instants =
        Combinators.combine(
                DateTimes.dateTimes()
                    .between(
                        LocalDateTime.of(2020, 1, 1, 0, 0), LocalDateTime.of(2026, 11, 22, 0, 0)),
                Arbitraries.integers().between(-14, 14))
            .as((local, hours) -> local.atOffset(ZoneOffset.ofHours(hours)));
    return Combinators.combine(
            instants,
            members,
            procedures,
            evidence(),
            enums(Request.InpatientNeed.class),
            Arbitraries.integers().between(0, 365).injectNull(0.3),
            text(),
            Arbitraries.of(Request.Urgency.class))
        .as(
            (received, member, procedure, evidence, need, days, name, urgency) ->
                new Request(
                    "R-1",
                    received,
                    urgency,
                    Request.LineOfBusiness.MEDICAID,
                    "TX",
                    member,
                    new Provider(
                        "1234567893",
                        name,
                        days == null ? null : days > 9,
                        name == null ? null : "+1 (555) 010-0100",
                        null),
                    procedure,
                    days == null ? null : List.of("27278"),
                    Request.Setting.INPATIENT,
                    days,
                    need,
                    List.of("SLEEP_APNEA"),
                    name,
                    days,
                    List.of("M53.3", "M51.34"),
                    evidence));
  }

  /** Records of every kind, as the forms say them, and a decimal as it was written. */
  private static Arbitrary<Evidence> evidence() {
    return Combinators.combine(
            Arbitraries.longs(), scores(), Arbitraries.integers().between(1, 900).injectNull(0.3))
        .as(
            (seed, score, page) -> {
              ObjectNode evidence = (ObjectNode) RandomRequests.of(seed).get("evidence");
              ObjectNode pain = evidence.putArray("baselinePain").addObject().put("score", score);
              if (page != null) {
                pain.putObject("source").put("page", page);
              }
              return READER.readEvidence(evidence).withIds();
            });
  }

  private static Arbitrary<BigDecimal> scores() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(3);
  }

  private static Arbitrary<LocalDate> dates() {
    return Dates.dates().between(LONG_AGO, TODAY).injectNull(0.3);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().withCharRange(' ', '\u04ff').ofMaxLength(40).injectNull(0.3);
  }

  private static Arbitrary<String> devices() {
    return text().map(device -> device == null || device.isBlank() ? null : device);
  }

  private static <E extends Enum<E>> Arbitrary<E> enums(Class<E> type) {
    return Arbitraries.of(type).injectNull(0.3);
  }
}
