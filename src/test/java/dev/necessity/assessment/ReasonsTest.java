package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.feel.CompiledDecision.Firing;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.request.RequestReader;
import dev.necessity.request.RequestSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a reason says: one reason for one situation, so that a task which comes again never has the
 * same words for another cause.
 */
class ReasonsTest {

  private static final int REQUESTS = 1_500;
  private static final Pattern AT_LEAST_SO_MANY = Pattern.compile("< (\\d+)");
  private static final String TYPED = "typed";
  private static final RequestReader READER = new RequestReader(Clock.systemUTC());
  private static PolicyFile policy;
  private static List<Map<String, Firing>> judged;

  @BeforeAll
  static void judgeRandomRequests() throws IOException {
    policy = PolicyFile.read(Path.of("dmn", "si-joint-fusion.dmn"));
    judged =
        IntStream.range(0, REQUESTS)
            .mapToObj(seed -> READER.read(RandomRequests.of(seed)))
            .map(
                request ->
                    Models.siJointFusion()
                        .judge(
                            "siJointFusion",
                            Map.of("facts", Models.facts(request), "documentation", "OPEN"),
                            null)
                        .firings()
                        .get())
            .toList();
  }

  /** The tables that give reasons, by the name of the output that does. */
  private static Map<String, String> reasons() {
    return policy.tables().stream()
        .filter(table -> reason(table) != null)
        .collect(
            Collectors.toMap(
                table -> table, ReasonsTest::reason, (one, other) -> one, TreeMap::new));
  }

  private static String reason(String table) {
    return policy.table(table).columns().stream()
        .filter(
            column ->
                !column.input()
                    && column.detail().endsWith("Reason")
                    && !table.equals("determination"))
        .map(TableText.Column::detail)
        .findFirst()
        .orElse(null);
  }

  /** The words without what differs from request to request. */
  private static String pattern(Object words) {
    return words
        .toString()
        .replaceAll("[‘“][^’”]*[’”](, [‘“][^’”]*[’”])*", "…")
        .replaceAll("\\d+", "#")
        .replaceAll("open: .*", "open: …");
  }

  @Test
  void noTwoRulesOfATableHaveTheSameWords() {
    reasons()
        .forEach(
            (table, reason) -> {
              Map<String, Set<String>> rulesOfWords = new TreeMap<>();
              fired(table)
                  .forEach(
                      firing -> {
                        for (int i = 0; i < firing.rules().size(); i++) {
                          rulesOfWords
                              .computeIfAbsent(
                                  pattern(firing.outputs().get(i).get(reason)),
                                  words -> new TreeSet<>())
                              .add(firing.rules().get(i));
                        }
                      });
              assertThat(rulesOfWords)
                  .as(table)
                  .isNotEmpty()
                  .allSatisfy(
                      (words, rules) ->
                          assertThat(rules)
                              .as(words)
                              .hasSizeLessThanOrEqualTo(same(table) ? 2 : 1));
            });
  }

  /**
   * A clean lab within its window is a clean lab, whatever was said before; and two months short
   * are too short with a date or without.
   */
  private static boolean same(String table) {
    return table.equals("nicotineStatus");
  }

  private static Stream<Firing> fired(String table) {
    return judged.stream().map(firings -> firings.get(table)).filter(firing -> firing != null);
  }

  @Test
  void whatIsReachedInPartIsToldAsANumber() {
    reasons()
        .forEach(
            (table, reason) ->
                fired(table)
                    .forEach(
                        firing -> {
                          for (int i = 0; i < firing.rules().size(); i++) {
                            String words = String.valueOf(firing.outputs().get(i).get(reason));
                            List<String> cells = cells(table, firing.rules().get(i));
                            for (int input = 0; input < firing.inputs().size(); input++) {
                              Matcher asked = AT_LEAST_SO_MANY.matcher(cells.get(input));
                              BigDecimal there =
                                  firing.inputs().get(input) instanceof Number number
                                      ? new BigDecimal(number.toString())
                                      : BigDecimal.ZERO;
                              if (asked.matches()
                                  && Integer.parseInt(asked.group(1)) > 1
                                  && there.signum() > 0
                                  && firing.outputs().get(i).containsValue("UNSURE")) {
                                assertThat(words)
                                    .as(
                                        "%s: %s",
                                        firing.rules().get(i),
                                        policy.table(table).columns().get(input).label())
                                    .matches(
                                        "(?s)(.*\\D)?"
                                            + there.toBigInteger()
                                            + "\\D.*|.*\\b([Oo]nly one|The only)\\b.*");
                              }
                            }
                          }
                        }));
  }

  private static List<String> cells(String table, String rule) {
    return policy.table(table).rows().stream()
        .filter(row -> row.id().equals(rule))
        .findFirst()
        .orElseThrow()
        .cells();
  }

  /** A notice marks the records that a reason quotes so. */
  @Test
  void onlyWhatContradictsStandsInSingleQuotationMarks() {
    for (String table : reasons().keySet()) {
      policy
          .table(table)
          .rows()
          .forEach(
              row ->
                  row.cells().stream()
                      .filter(cell -> cell.contains("‘"))
                      .forEach(
                          cell ->
                              assertThat(cell)
                                  .as(row.id())
                                  .containsPattern(
                                      "contradict|disagree|both rule out|says that there is none|shows degeneration: ")));
    }
  }

  /**
   * What the policy reads of what somebody typed: whether the device is one of a list, and the unit
   * of a laboratory, which is told where it is none of the known.
   */
  private static final Set<String> READ = Set.of("device", "unit");

  @Test
  void noTableReadsAFreeText() throws IOException {
    JsonNode schema = RequestSchema.packaged().document();
    ObjectNode body =
        (ObjectNode) READER.parse(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")));
    fill(schema, schema, body);
    Set<String> free = new TreeSet<>();
    collect("", Models.facts(READER.read(body)), free);

    assertThat(free).as("facts that are what somebody typed").contains("note", "device", "unit");
    free.removeAll(READ);
    Pattern read = Pattern.compile("\\b(" + String.join("|", free) + ")\\b");
    assertThat(expressions())
        .allSatisfy(
            expression ->
                assertThat(expression.replaceAll("\"[^\"]*\"", "")).doesNotContainPattern(read));
  }

  /** Puts a text that nobody else writes wherever the schema takes any. */
  private static void fill(JsonNode schema, JsonNode part, ObjectNode into) {
    part.path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode type = resolved(schema, property.getValue());
              JsonNode items =
                  resolved(schema, (type.has("then") ? type.path("then") : type).path("items"));
              String name = property.getKey();
              if (type.path("type").asText().equals("string")
                  && !type.has("enum")
                  && !type.has("format")
                  && type.path("pattern").asText("\\S").equals("\\S")
                  && !Set.of("id", "replaces", "correction").contains(name)) {
                into.put(name, TYPED);
              } else if (type.has("properties")) {
                if (into.path(name).isObject()) {
                  fill(schema, type, (ObjectNode) into.path(name));
                }
              } else if (items.has("properties")) {
                JsonNode records = into.path(name);
                (records.isObject() ? List.of(records) : records)
                    .forEach(record -> fill(schema, items, (ObjectNode) record));
              }
            });
  }

  private static JsonNode resolved(JsonNode schema, JsonNode part) {
    return part.has("$ref") ? schema.at(part.path("$ref").asText().substring(1)) : part;
  }

  private static void collect(String name, Object value, Set<String> free) {
    if (value instanceof Map<?, ?> context) {
      context.forEach((key, each) -> collect(key.toString(), each, free));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(name, each, free));
    } else if (TYPED.equals(value)) {
      free.add(name);
    }
  }

  /** Every expression of the policy: of inputs, of cells, and of decisions without a table. */
  private static List<String> expressions() {
    return policy.model().getModelElementsByType(Text.class).stream()
        .map(Text::getTextContent)
        .toList();
  }
}
