package dev.necessity.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.explain.Explanation.Margin;
import dev.necessity.explain.Explanation.Obstacle;
import dev.necessity.explain.Explanation.Settlement;
import dev.necessity.forms.FilledForm;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import dev.necessity.request.Evidence;
import dev.necessity.request.FormRecord;
import dev.necessity.request.Request;
import dev.necessity.request.RequestNumbers;
import dev.necessity.request.RequestProblem;
import dev.necessity.request.RequestReader;
import dev.necessity.request.RequestSchema;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an explanation proposes, held against the policy by somebody who does not know how it was
 * found: what is proposed can be typed into the forms and does what is said, one step less does
 * not, and nothing of it is too much.
 */
class LeastChangeTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final RequestReader READER = new RequestReader(CLOCK);
  private static final FormRecord FORM = new FormRecord(READER);
  private static final Assessor ASSESSOR = new Assessor(Models.policies(), JSON);
  private static final Map<String, String> FORMS =
      Map.of(
          "INJECTION_REPORT",
          "injection-report",
          "NICOTINE_LAB",
          "nicotine-lab",
          "SI_JOINT_IMAGING",
          "si-joint-imaging",
          "PELVIS_XRAY",
          "pelvis-xray",
          "PAIN_SOURCE_WORKUP",
          "pain-source-workup",
          "TREATMENT_RECORD",
          "treatment-record",
          "PAIN_SCORE",
          "pain-score",
          "EXAM_FINDINGS",
          "exam-findings",
          "THERAPY_RECORD",
          "therapy-record",
          "EXCLUSION_WORKUP",
          "exclusion-workup");
  private static final List<String> BEGINNINGS = List.of("start", "quitDate");

  static LongStream requests() {
    return LongStream.range(0, Long.getLong("explain.requests", 8))
        .map(seed -> Long.getLong("explain.seed", 0) + seed);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void whatIsProposedSufficesAndNothingLessDoes(long seed) {
    Request request = READER.read(RandomRequests.of(seed));
    Explanation explanation = new Explainer(ASSESSOR, CLOCK).explain(request);

    Map<String, Change> changes = new HashMap<>();
    for (Obstacle obstacle : explanation.obstacles()) {
      Change change = Change.of(obstacle);
      if (change != null) {
        changes.put(obstacle.id(), change);
        if (change.setting() == null) {
          assertThat(change.typedInto(request))
              .as("what the forms take of %s settles it", change)
              .matches(changed -> isMet(changed, obstacle.id()));
          isLeast(request, obstacle.id(), change);
        }
      }
    }
    for (List<String> set : explanation.sets()) {
      if (changes.keySet().containsAll(set)) {
        assertThat(disposition(all(request, set, changes)))
            .as("all of %s", set)
            .isEqualTo("CERTIFY");
        for (String one : set) {
          assertThat(
                  disposition(
                      all(
                          request,
                          set.stream().filter(each -> !each.equals(one)).toList(),
                          changes)))
              .as("%s without %s", set, one)
              .isNotEqualTo("CERTIFY");
        }
      }
    }
    for (Margin margin : explanation.margins()) {
      isMargin(request, margin);
    }
    if (explanation.plannedDates() != null) {
      Predicate<LocalDate> certified = day -> disposition(request.plannedOn(day)).equals("CERTIFY");
      LocalDate planned = explanation.plannedDates().planned();
      assertThat(explanation.plannedDates().from())
          .matches(certified)
          .matches(day -> day.equals(planned.minusDays(366)) || !certified.test(day.minusDays(1)));
      assertThat(explanation.plannedDates().until())
          .matches(certified)
          .matches(day -> day.equals(planned.plusDays(366)) || !certified.test(day.plusDays(1)));
    }
  }

  private static Request all(Request request, List<String> obstacles, Map<String, Change> changes) {
    Request changed = request;
    for (String each : obstacles) {
      changed = changes.get(each).typedInto(changed);
    }
    return changed;
  }

  private static DocumentForm form(String document) {
    return Documents.packaged().form(FORMS.get(document)).orElseThrow();
  }

  private static String disposition(Request request) {
    return ASSESSOR.assess(request, DocumentationPeriod.OPEN).recommendation().disposition();
  }

  private static boolean isMet(Request request, String criterion) {
    return Models.siJointFusion()
        .evaluateRow(criterion, Map.of("facts", Models.facts(request)))
        .get(criterion)
        .equals("MET");
  }

  /** All that is proposed for one obstacle. */
  private record Change(String setting, LocalDate plannedDate, Map<String, ArrayNode> records) {

    /** Null where nothing is proposed that would do. */
    static Change of(Obstacle obstacle) {
      LocalDate planned =
          obstacle.settledBy().stream()
              .map(Settlement::plannedDate)
              .filter(day -> day != null)
              .findFirst()
              .orElse(null);
      Map<String, ArrayNode> records = new HashMap<>();
      for (Settlement settlement : obstacle.settledBy()) {
        if (settlement.records() == null && settlement.plannedDate() == null) {
          return null;
        }
        if (settlement.records() != null) {
          JsonNode evidence = JSON.valueToTree(settlement.records());
          assertThat(evidence).as("the document of a form").hasSize(1);
          records.put(
              settlement.document(), (ArrayNode) evidence.get(form(settlement.document()).list()));
        }
      }
      boolean nothing = obstacle.requestedSetting() == null && planned == null && records.isEmpty();
      return nothing ? null : new Change(obstacle.requestedSetting(), planned, records);
    }

    /** The request when all of it was typed into the forms, record by record. */
    Request typedInto(Request request) {
      Request changed = plannedDate == null ? request : request.plannedOn(plannedDate);
      for (Map.Entry<String, ArrayNode> document : records.entrySet()) {
        for (JsonNode record : document.getValue()) {
          Evidence read =
              FORM.read(
                  form(document.getKey()),
                  FilledForm.of(FORMS.get(document.getKey()), record),
                  changed.evidence());
          changed = changed.withEvidence(changed.evidence().plus(read, RequestSchema.packaged()));
        }
      }
      return setting == null ? changed : inSetting(changed);
    }

    private Request inSetting(Request changed) {
      return READER.read(((ObjectNode) JSON.valueToTree(changed)).put("requestedSetting", setting));
    }
  }

  private static void isLeast(Request request, String criterion, Change change) {
    if (change.plannedDate() != null) {
      LocalDate received = request.receivedAt().toLocalDate();
      assertThat(isMet(request, criterion)).isFalse();
      if (change.records().isEmpty()) {
        received
            .datesUntil(change.plannedDate())
            .forEach(
                day ->
                    assertThat(isMet(request.plannedOn(day), criterion))
                        .as("planned on %s", day)
                        .isFalse());
      }
    }
    Request planned =
        change.plannedDate() == null ? request : request.plannedOn(change.plannedDate());
    change
        .records()
        .forEach(
            (document, records) ->
                new Proposal(planned, criterion, form(document).list(), records).isLeast());
  }

  /** The records of one document. */
  private record Proposal(Request request, String criterion, String kind, ArrayNode records) {

    void isLeast() {
      for (int i = 0; i < records.size(); i++) {
        ArrayNode fewer = records.deepCopy();
        fewer.remove(i);
        assertThat(suffices(fewer)).as("%s: %s without record %d", criterion, records, i).isFalse();
        for (String field : names(records.get(i))) {
          ArrayNode shorter = records.deepCopy();
          ((ObjectNode) shorter.get(i)).remove(field);
          assertThat(isTheSame(shorter) ? false : suffices(shorter))
              .as("%s: %s without %s of record %d", criterion, records, field, i)
              .isFalse();
          part(JsonPointer.compile("/" + i + "/" + field));
        }
      }
    }

    /** What is left out has a default. */
    private boolean isTheSame(ArrayNode other) {
      try {
        return evidence(other).equals(evidence(records));
      } catch (RequestProblem cannotBeSent) {
        return false;
      }
    }

    private Evidence evidence(ArrayNode all) {
      return READER.readEvidence(JsonNodeFactory.instance.objectNode().<ObjectNode>set(kind, all));
    }

    private void part(JsonPointer at) {
      JsonNode value = records.at(at);
      if (value.isObject()) {
        names(value).forEach(name -> part(at.appendProperty(name)));
      } else if (value.isNumber()) {
        number(at, value.longValue(), value.decimalValue());
      } else if (value.asText().matches("\\d{4}-\\d\\d-\\d\\d")) {
        date(at, LocalDate.parse(value.asText()));
      } else if (at.last().getMatchingProperty().equals("unit")
          && at.toString().contains("reliefDuration")) {
        List.of("HOURS", "DAYS", "WEEKS", "MONTHS").stream()
            .takeWhile(unit -> !unit.equals(value.asText()))
            .forEach(
                unit ->
                    assertThat(suffices(with(at, JsonNodeFactory.instance.textNode(unit))))
                        .as("%s: %s with %s", criterion, records, unit)
                        .isFalse());
      } else if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          ArrayNode without = ((ArrayNode) value).deepCopy();
          without.remove(i);
          assertThat(suffices(with(at, without)))
              .as("%s: %s with %s", criterion, at, without)
              .isFalse();
        }
      }
    }

    private void number(JsonPointer at, long value, BigDecimal exact) {
      assertThat(exact).isEqualByComparingTo(BigDecimal.valueOf(value));
      long highest =
          at.toString().contains("Percent")
              ? 100
              : at.toString().contains("pain") || at.toString().endsWith("score") ? 10 : 1000;
      LongPredicate holds = other -> suffices(with(at, JsonNodeFactory.instance.numberNode(other)));
      boolean matters = !holds.test(0) || !holds.test(highest);
      assertThat(
              !matters
                  || !holds.test(value - 1) && value > 0
                  || !holds.test(value + 1) && value < highest)
          .as("%s: %s, one step less of %s", criterion, records, at)
          .isTrue();
    }

    private void date(JsonPointer at, LocalDate day) {
      Predicate<LocalDate> holds =
          other -> suffices(with(at, JsonNodeFactory.instance.textNode(other.toString())));
      boolean begins = BEGINNINGS.contains(at.last().getMatchingProperty());
      boolean asShortAsCanBe = begins && day.equals(request.receivedAt().toLocalDate());
      boolean indifferent = !begins && holds.test(day.minusYears(5));
      assertThat(
              asShortAsCanBe
                  || indifferent
                  || !holds.test(begins ? day.plusDays(1) : day.minusDays(1)))
          .as("%s: %s, one day less of %s", criterion, records, at)
          .isTrue();
    }

    private ArrayNode with(JsonPointer at, JsonNode value) {
      ArrayNode other = records.deepCopy();
      ((ObjectNode) other.at(at.head())).set(at.last().getMatchingProperty(), value);
      return other;
    }

    /** Whether other records can be sent and would do. */
    private boolean suffices(ArrayNode other) {
      if (other.isEmpty()) {
        return isMet(request, criterion);
      }
      try {
        return isMet(
            request.withEvidence(
                request.evidence().plus(evidence(other), RequestSchema.packaged())),
            criterion);
      } catch (RequestProblem cannotBeSent) {
        return false;
      }
    }

    private static List<String> names(JsonNode record) {
      List<String> names = new ArrayList<>();
      record.fieldNames().forEachRemaining(names::add);
      return names;
    }
  }

  private static void isMargin(Request request, Margin margin) {
    RequestNumbers.Number number =
        RequestNumbers.of(request, RequestSchema.packaged()).stream()
            .filter(
                each ->
                    each.record().equals(margin.record()) && each.field().equals(margin.field()))
            .findFirst()
            .orElseThrow();
    Predicate<BigDecimal> certified = value -> disposition(number.set(value)).equals("CERTIFY");
    BigDecimal step = new BigDecimal("0.1");
    assertThat(margin.holdsFrom())
        .as("%s", margin)
        .matches(certified)
        .matches(
            value ->
                value.subtract(step).compareTo(number.lowest()) < 0
                    || !certified.test(value.subtract(step)));
    assertThat(margin.holdsTo())
        .as("%s", margin)
        .matches(certified)
        .matches(
            value ->
                value.add(step).compareTo(number.highest()) > 0
                    || !certified.test(value.add(step)));
  }
}
