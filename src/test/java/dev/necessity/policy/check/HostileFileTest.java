package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that nobody should send: each is refused or bounded, with a sentence, and none keeps the
 * check from its next file.
 */
class HostileFileTest {

  @Test
  void anArrowFromSomethingThatIsNoInputIsAFinding() {
    String file =
        Models.text(Models.DMN.resolve("decision-clock.dmn"))
            .replaceFirst(
                "requiredInput href=\"#[^\"]*\"", "requiredInput href=\"#decisionClock\"");

    assertThat(new PolicyCheck().check("arrow.dmn", file.getBytes(StandardCharsets.UTF_8)))
        .extracting(Finding::check)
        .contains(Check.REQUIREMENT_NOT_DRAWN);
  }

  @Test
  void anXmlBombIsRefused() {
    String entities =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)))
            .collect(Collectors.joining());
    assertThat(
            refused(
                "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY l0 \"ha\">"
                    + entities
                    + "]><definitions>&l9;</definitions>"))
        .contains("document type");
  }

  @Test
  void anExternalEntityIsRefusedAndNotRead(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    String message =
        refused(
            "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM \""
                + secret.toUri()
                + "\">]><definitions>&x;</definitions>");
    assertThat(message).contains("document type").doesNotContain("the secret");
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead(@TempDir Path folder) throws IOException {
    assertThat(refused(new byte[50 * 1024 * 1024])).contains("52428800 bytes; at most 10485760");

    Path sparse = folder.resolve("huge.dmn");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    Assertions.assertThatThrownBy(() -> PolicyFile.read(sparse))
        .isInstanceOf(PolicyFile.UnreadableException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void aFileOfVeryManyElementsIsRefused() {
    assertThat(refused("<definitions>" + "<rule/>".repeat(200_000) + "</definitions>"))
        .contains("more than 150000 elements");
  }

  @Test
  void whatIsNoDmnIsRefused() {
    assertThat(refused("hello")).contains("no XML file");
    assertThat(refused("<a/>")).contains("DMN");
    assertThat(refused("<a>".repeat(100_000))).contains("elements deep");
    assertThat(refused("")).contains("no XML file");
  }

  @Test
  void anExpressionThatNeverEndsIsRefusedAndNotEvaluated() {
    for (String endless :
        List.of(
            "count(for i in 1..1000000000000 return i) > 3",
            "some i in 1..1000000000 satisfies i < 0",
            "count({list: for i in 1..1000, j in 1..1000 return i * j}.list) > 3")) {
      assertThat(
              Sketch.table()
                  .input("Flag", "boolean", endless)
                  .output("answer", "number")
                  .rule("-", "1")
                  .findings())
          .singleElement()
          .returns(Check.ENDLESS, Finding::check)
          .returns(true, Finding::isError);
    }
    assertThat(
            Sketch.table()
                .input("Count", "number", "count(for i in 1..count(a), j in 1..100 return i * j)")
                .output("answer", "number")
                .rule("-", "1")
                .findings())
        .isEmpty();
  }

  @Test
  void anExpressionThatIsNestedTooDeeplyIsAFinding() {
    List<Finding> findings =
        Sketch.table()
            .input("Score", "number", "a")
            .output("answer", "number")
            .rule("(".repeat(20_000) + "1" + ")".repeat(20_000), "1")
            .findings();
    assertThat(findings).extracting(Finding::check).contains(Check.FEEL_SYNTAX);
    assertThat(findings.get(0).message()).hasSizeLessThan(1_000);
  }

  @Test
  void aTableWithTooManyCombinationsIsGivenUpWithAWarning() {
    Sketch sketch = Sketch.table();
    IntStream.range(0, 24).forEach(i -> sketch.input("Column " + i, "number", "a.v" + i));
    sketch.output("answer", "number").hitPolicy("FIRST");
    for (int row = 0; row < 24; row++) {
      String[] cells = new String[25];
      java.util.Arrays.fill(cells, "-");
      cells[row] = "> 5";
      cells[24] = "1";
      sketch.rule(cells);
    }
    assertThat(sketch.findings())
        .isNotEmpty()
        .allMatch(
            finding ->
                finding.check() == Check.GAP || finding.check() == Check.TOO_LARGE_TO_ANALYSE);
  }

  private static String refused(String xml) {
    return refused(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(byte[] content) {
    List<Finding> findings = Sketch.CHECK.check("hostile.dmn", content);
    assertThat(findings)
        .singleElement()
        .returns(Check.UNREADABLE, Finding::check)
        .returns(true, Finding::isError);
    return findings.get(0).message();
  }
}
