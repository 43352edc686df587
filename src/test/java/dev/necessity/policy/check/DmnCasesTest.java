package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Situations that people report of their tables, each a small file with what is right for it. */
class DmnCasesTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "dmn-cases");
  private static final String NOTHING = "nothing";

  /** The cell, the values that it is to take, and those that it is not to. */
  private static final Pattern ADVICE = Pattern.compile("`(.*)` takes (.*?)(?: not (.*))?");

  /** A row of the README: a finding that is right for a file, or that nothing is found. */
  record Right(String file, String found, String place, List<String> words, String advice) {

    static Right of(String[] cells) {
      return new Right(
          cells[1].strip(),
          cells[3].strip(),
          cells[4].strip(),
          Stream.of(cells[5].split("…")).map(String::strip).toList(),
          cells[6].strip());
    }

    boolean isNothing() {
      return found.equals(NOTHING);
    }

    void holdsOf(Finding finding) {
      assertThat(finding.severity()).as(finding.toString()).hasToString(found);
      assertThat(finding.place()).as(finding.toString()).isEqualTo(place);
      assertThat(finding.message()).contains(words);
    }
  }

  static Map<String, List<Right>> byFile() throws IOException {
    Map<String, List<Right>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
      if (line.matches("\\| \\d.*")) {
        Right right = Right.of(line.split("(?<!\\\\)\\|", -1));
        rows.computeIfAbsent(right.file(), any -> new ArrayList<>()).add(right);
      }
    }
    return rows;
  }

  static Stream<List<Right>> files() throws IOException {
    return byFile().values().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsFoundOfAFileIsWhatIsRight(List<Right> right) throws IOException {
    List<Finding> found = found(right.get(0).file());
    List<Right> expected = right.stream().filter(row -> !row.isNothing()).toList();

    assertThat(found).as("findings of %s", right.get(0).file()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      expected.get(i).holdsOf(found.get(i));
    }
  }

  static Stream<Right> advised() throws IOException {
    return byFile().values().stream()
        .flatMap(List::stream)
        .filter(right -> !right.advice().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("advised")
  void theAdviceLeadsToATableThatDoesWhatWasMeant(Right right) throws IOException {
    Matcher advice = ADVICE.matcher(right.advice());
    assertThat(advice.matches()).as(right.advice()).isTrue();
    Finding finding =
        found(right.file()).stream()
            .filter(each -> each.place().equals(right.place()))
            .findFirst()
            .orElseThrow();
    assertThat(AdviceTest.adviceOf(finding)).isEqualTo(advice.group(1));

    DmnModelInstance model =
        PolicyFile.read(right.file(), Files.readAllBytes(file(right.file()))).model();
    Rule rule = rule(model, right.place());
    Text cell =
        right.place().endsWith("'answer'")
            ? rule.getOutputEntries().iterator().next().getText()
            : rule.getInputEntries().iterator().next().getText();
    cell.setTextContent(advice.group(1));
    Object result =
        PolicyEngine.evaluate(rule.getOutputEntries().iterator().next().getText().getTextContent());
    byte[] changed = Dmn.convertToString(model).getBytes(StandardCharsets.UTF_8);
    for (Object value : AdviceTest.values(advice.group(2))) {
      assertThat(AdviceTest.results(changed, value)).as("for %s", value).contains(result);
    }
    for (Object value : AdviceTest.values(advice.group(3))) {
      assertThat(AdviceTest.results(changed, value)).as("for %s", value).doesNotContain(result);
    }
  }

  /** The rule that a place names by its id. */
  private static Rule rule(DmnModelInstance model, String place) {
    String id = place.split(", ")[2];
    return model.getModelElementById(id);
  }

  @Test
  void everyFileHasItsRow() throws IOException {
    List<String> rows = List.copyOf(byFile().keySet());
    try (Stream<Path> all = Files.list(FOLDER)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".dmn"))
          .allMatch(name -> rows.stream().anyMatch(row -> name.matches(row + "(_.*)?\\.dmn")));
    }
  }

  private static List<Finding> found(String name) throws IOException {
    Path file = file(name);
    return Sketch.CHECK.check(file.getFileName().toString(), Files.readAllBytes(file)).stream()
        .filter(finding -> finding.check() != Check.DIAGRAM)
        .toList();
  }

  private static Path file(String name) throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      List<Path> meant =
          all.filter(path -> path.getFileName().toString().matches(name + "(_.*)?\\.dmn")).toList();
      assertThat(meant).as("files of the name %s", name).hasSize(1);
      return meant.get(0);
    }
  }
}
