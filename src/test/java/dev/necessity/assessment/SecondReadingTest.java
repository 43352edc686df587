package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each line of the policy that the second reading changed has a request that shows it and example
 * rows (examples/second-reading.csv); what is a step of the process and no table's has a test of
 * the process.
 */
class SecondReadingTest {

  private static final String FILE = "examples/second-reading.csv";
  private static final Path POLICY = Path.of("docs", "policies", "si-joint-fusion.md");
  private static final String OF_THE_PROCESS = "ProcessTest";

  private final Assessor assessor = new Assessor(Models.policies(), ExampleRequestsTest.JSON);
  private final RequestReader reader = new RequestReader(Clock.systemUTC());

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(files = FILE, numLinesToSkip = 1)
  void aLineThatChangedIsShown(
      String line, String words, String request, String shows, String tables)
      throws ClassNotFoundException {
    if (request.equals(OF_THE_PROCESS)) {
      assertThat(Class.forName("dev.necessity.casework." + OF_THE_PROCESS).getDeclaredMethods())
          .extracting(method -> method.getName())
          .contains(shows);
    } else {
      Assessment assessment =
          assessor.assess(
              reader.read(Models.text(Models.REQUESTS.resolve(request + ".json"))),
              DocumentationPeriod.OPEN);
      assertThat(said(assessment)).anyMatch(said -> said.startsWith(shows));
      assertThat(tables).as("tables that hold it").isNotBlank();
    }
    if (tables != null) {
      assertThat(tables.split(" "))
          .allSatisfy(
              table ->
                  assertThat(List.of("si-joint-fusion", "determination-tables"))
                      .anyMatch(file -> Files.exists(Models.rows(file, table))));
    }
  }

  @Test
  void noneIsLeftOut() throws IOException {
    Set<String> marked =
        Pattern.compile("\\[(2\\.\\d+)]")
            .matcher(Models.text(POLICY))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> shown =
        Files.readAllLines(Path.of(FILE)).stream()
            .skip(1)
            .map(row -> row.substring(0, row.indexOf(',')))
            .distinct()
            .toList();

    assertThat(shown).hasSizeGreaterThan(25).containsExactlyElementsOf(marked);
    assertThat(Models.text(POLICY).split("\\[2\\.", -1))
        .as("no number is there twice")
        .hasSize(marked.size() + 1);
  }

  private static List<String> said(Assessment assessment) {
    Recommendation recommendation = assessment.recommendation();
    return Stream.of(
            assessment.criteria().stream()
                .map(criterion -> criterion.id() + " " + criterion.status()),
            assessment.missingDocumentation().stream()
                .map(missing -> "document " + missing.document()),
            recommendation.doubts().stream().map(doubt -> "doubt " + doubt.id()),
            assessment.caveats().stream().map(caveat -> "caveat " + caveat.text()),
            assessment.nextSteps().stream().map(step -> "next step " + step.text()),
            Arrays.stream(
                new String[] {
                  "disposition " + recommendation.disposition(),
                  "setting " + recommendation.setting(),
                  "confirmationRequired " + recommendation.confirmationRequired()
                }))
        .flatMap(each -> each)
        .toList();
  }
}
