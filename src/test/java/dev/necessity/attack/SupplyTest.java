package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No dependency is older than the version that mended a published problem (floors.csv says which),
 * and none brings a language to write code in.
 */
class SupplyTest {

  @TestFactory
  Stream<DynamicTest> whatIsShippedIsAtLeastTheVersionThatMendsAPublishedProblem()
      throws IOException {
    try (Reader floors =
        new InputStreamReader(
            getClass().getResourceAsStream("/attack/floors.csv"), StandardCharsets.UTF_8)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(floors)
          .getRecords()
          .stream()
          .map(floor -> DynamicTest.dynamicTest(floor.get("artefact"), () -> assertAtLeast(floor)));
    }
  }

  /**
   * What the engine's own libraries bring and it cannot be without; it makes no scripts of these
   * either (ClosedEngine).
   */
  @Test
  void noLanguageOfScriptsIsShippedBesideTheEnginesOwn() {
    assertThat(new ScriptEngineManager().getEngineFactories())
        .extracting(ScriptEngineFactory::getLanguageName)
        .containsExactlyInAnyOrder("feel", "feel-unary-tests", "JSP 2.1 EL");
  }

  private static void assertAtLeast(CSVRecord floor) {
    String version = version(floor.get("artefact"));
    assertThat(Arrays.compare(numbers(version), numbers(floor.get("least"))))
        .as(
            "%s is %s, at least %s: %s",
            floor.get("artefact"), version, floor.get("least"), floor.get("mends"))
        .isNotNegative();
  }

  /**
   * The version on the class path, from where a Maven repository keeps it:
   * group/artefact/version/file.
   */
  private static String version(String artefact) {
    String folder =
        File.separator
            + artefact.replace('.', File.separatorChar).replace(':', File.separatorChar)
            + File.separator;
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains(folder))
        .map(entry -> Path.of(entry).getParent().getFileName().toString())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    artefact + " is no longer on the class path: take its line out of floors.csv"));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\D+")).mapToInt(Integer::parseInt).toArray();
  }
}
