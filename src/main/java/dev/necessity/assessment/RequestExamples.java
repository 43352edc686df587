package dev.necessity.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.model.PlainNumber;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Runs example requests: {@code NAME.json} holds a request, {@code NAME.expected.json} what is
 * expected of it while documentation may still come (OPEN) and when it may not (CLOSED): the status
 * of each criterion, the disposition, the count of critical criteria that are met, the setting, the
 * inpatient days, the ids of the doubts, and whether a person confirms. Where it names them, also
 * the titles of the documents that are asked for, the reasons of the recommendation, the texts of
 * next steps and caveats, and for criteria their reason and records.
 */
public final class RequestExamples {

  private static final String EXPECTED = ".expected.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestExamples() {}

  /** One expectation that did not hold. */
  public record Failure(
      String request,
      DocumentationPeriod documentation,
      String field,
      String expected,
      String actual) {}

  /**
   * @param requests how many requests ran, each with both states of its documentation
   */
  public record Report(int requests, List<Failure> failures) {}

  /** A request and what is expected of it, both as JSON. */
  public record Example(String name, byte[] request, byte[] expected) {}

  /**
   * The requests of a folder and of those in it that have an expectation.
   *
   * @throws IOException when the folder or one of its files cannot be read
   */
  public static List<Example> in(Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(folder)) {
      names =
          files
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(EXPECTED))
              .map(name -> name.substring(0, name.length() - EXPECTED.length()))
              .sorted()
              .toList();
    }
    List<Example> examples = new ArrayList<>();
    for (String name : names) {
      examples.add(
          new Example(
              name,
              Files.readAllBytes(folder.resolve(name + ".json")),
              Files.readAllBytes(folder.resolve(name + EXPECTED))));
    }
    return examples;
  }

  /**
   * Runs them all. A request that cannot be judged, or takes longer than it may, is a failure.
   *
   * @throws IOException when an expectation is no JSON
   */
  public static Report run(
      List<Example> examples, RequestReader reader, Assessor assessor, Budgets budgets)
      throws IOException {
    List<Failure> failures = new ArrayList<>();
    for (Example example : examples) {
      JsonNode expected = JSON.readTree(example.expected());
      for (DocumentationPeriod documentation : DocumentationPeriod.values()) {
        try {
          Assessment assessment =
              budgets.run(() -> assessor.assess(reader.read(example.request()), documentation));
          failures.addAll(
              differences(
                  example.name(), documentation, expected.path(documentation.name()), assessment));
        } catch (RuntimeException e) {
          failures.add(
              new Failure(
                  example.name(), documentation, "the request", "an assessment", e.getMessage()));
        }
      }
    }
    return new Report(examples.size(), failures);
  }

  static List<Failure> differences(
      String name, DocumentationPeriod documentation, JsonNode expected, Assessment assessment) {
    Map<String, String> wanted = new TreeMap<>();
    expected
        .path("criteria")
        .fields()
        .forEachRemaining(status -> wanted.put(status.getKey(), status.getValue().asText()));
    Map<String, String> actual = new TreeMap<>();
    assessment.criteria().forEach(criterion -> actual.put(criterion.id(), criterion.status()));
    for (String field :
        List.of("disposition", "criticalMet", "setting", "inpatientDays", "confirmationRequired")) {
      wanted.put(field, expected.path(field).asText());
    }
    wanted.put(
        "doubts",
        StreamSupport.stream(expected.path("doubts").spliterator(), false)
            .map(JsonNode::asText)
            .sorted()
            .toList()
            .toString());
    Assessment.Recommendation recommendation = assessment.recommendation();
    actual.put("disposition", recommendation.disposition());
    actual.put("criticalMet", String.valueOf(assessment.critical().met()));
    actual.put("setting", String.valueOf(recommendation.setting()));
    actual.put("inpatientDays", days(recommendation.inpatientDays()));
    actual.put("confirmationRequired", String.valueOf(recommendation.confirmationRequired()));
    actual.put(
        "doubts",
        recommendation.doubts().stream().map(Assessment.Doubt::id).sorted().toList().toString());

    named(
        "documents",
        expected.path("documents"),
        assessment.missingDocumentation().stream().map(Assessment.MissingDocument::title),
        wanted,
        actual);
    named(
        "recommendation",
        expected.path("recommendation"),
        recommendation.reasons().stream(),
        wanted,
        actual);
    named(
        "nextSteps",
        expected.path("nextSteps"),
        assessment.nextSteps().stream().map(Assessment.Cited::text),
        wanted,
        actual);
    named(
        "caveats",
        expected.path("caveats"),
        assessment.caveats().stream().map(Assessment.Cited::text),
        wanted,
        actual);
    assessment
        .criteria()
        .forEach(
            criterion -> {
              named(
                  "records of " + criterion.id(),
                  expected.path("records").path(criterion.id()),
                  criterion.evidence().stream(),
                  wanted,
                  actual);
              named(
                  "reason of " + criterion.id(),
                  expected.path("reasons").path(criterion.id()),
                  Stream.of(criterion.reason()),
                  wanted,
                  actual);
            });

    return Stream.concat(wanted.keySet().stream(), actual.keySet().stream())
        .distinct()
        .sorted()
        .filter(field -> !Objects.equals(wanted.get(field), actual.get(field)))
        .map(
            field ->
                new Failure(
                    name, documentation, field, said(wanted.get(field)), said(actual.get(field))))
        .toList();
  }

  /** What only some expectations name: texts in their order, or one text. */
  private static void named(
      String field,
      JsonNode expected,
      Stream<String> said,
      Map<String, String> wanted,
      Map<String, String> actual) {
    if (!expected.isMissingNode()) {
      Stream<JsonNode> texts =
          expected.isArray()
              ? StreamSupport.stream(expected.spliterator(), false)
              : Stream.of(expected);
      wanted.put(field, texts.map(JsonNode::asText).toList().toString());
      actual.put(field, said.toList().toString());
    }
  }

  private static String days(BigDecimal days) {
    return days == null ? "null" : PlainNumber.of(days);
  }

  private static String said(String value) {
    return value == null ? "(nothing)" : value;
  }
}
