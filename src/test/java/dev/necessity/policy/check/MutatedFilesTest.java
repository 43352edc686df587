package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.feel.kit.CompatibilityKit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file holds, the check of it ends, and what it says is about the file: ten thousand
 * files that differ from small ones in a few places, and the files of the standard's kit.
 */
class MutatedFilesTest {

  private static final Path CASES = Path.of("src", "test", "resources", "dmn-cases");
  private static final int FILES = 10_000;
  private static final int SMALL = 8_000;
  private static final int MOST_CHANGES = 4;

  /** What files are made of: an element in another's place, a value of another kind. */
  private static final List<String> PIECES =
      List.of(
          "<decision/>",
          "<decision name=\"x\"/>",
          "<inputData name=\"x\"/>",
          "<decisionService id=\"s\"><inputData href=\"#a\"/></decisionService>",
          "<rule/>",
          "<inputEntry/>",
          "<inputEntry><text/></inputEntry>",
          "<outputEntry><text>1</text></outputEntry>",
          "<x:y xmlns:x=\"urn:x\"/>",
          "<extensionElements><x:y xmlns:x=\"urn:x\" id=\"a\"/></extensionElements>",
          "<requiredDecision href=\"#answer\"/>",
          "<requiredInput href=\"\"/>",
          "<knowledgeRequirement><requiredKnowledge href=\"#k\"/></knowledgeRequirement>",
          "<literalExpression><text>a +</text></literalExpression>",
          "<context/>",
          "<description>d</description>",
          " id=\"\"",
          " id=\"answer\"",
          " typeRef=\"\"",
          " typeRef=\"date\"",
          " hitPolicy=\"COLLECT\"",
          " aggregation=\"SUM\"",
          "#",
          "\"",
          "-",
          "null",
          "not(",
          ")",
          "&lt; 5",
          "[1..",
          "..",
          "\u00a0",
          "=",
          "%",
          "or",
          "for i in 1..999999999 return i",
          "date(\"2025-02-30\")",
          "9".repeat(400));

  @Test
  void noFileBreaksTheCheckOrKeepsItBusy() throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(CASES)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".dmn")).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        if (content.length < SMALL) {
          files.add(content);
        }
      }
    }
    Random random = new Random(17);
    FilesCheck check = new FilesCheck();
    for (int i = 0; i < FILES; i++) {
      byte[] changed = files.get(random.nextInt(files.size()));
      int changes = 1 + random.nextInt(MOST_CHANGES);
      for (int change = 0; change < changes; change++) {
        changed = changed(changed, random);
      }
      isAnswered(check, "file " + i, changed);
    }
  }

  @Test
  void theFilesOfTheStandardsKitAreAnswered() {
    Assumptions.assumeTrue(CompatibilityKit.isThere(), CompatibilityKit.ABSENT);
    FilesCheck check = new FilesCheck();
    Map<String, byte[]> files = CompatibilityKit.decisionFiles();
    assertThat(files).isNotEmpty();
    files.forEach((name, content) -> isAnswered(check, name, content));
  }

  private static void isAnswered(FilesCheck check, String name, byte[] content) {
    List<Finding> findings =
        check.check(Map.of(name, content), List.of(), any -> List.of()).get(name);

    assertThat(findings)
        .filteredOn(
            finding ->
                finding.check() == Check.CHECKED
                    || finding.check() == Check.TOO_LARGE_TO_ANALYSE
                    || finding.message().isBlank())
        .withFailMessage(() -> findings + "\n" + new String(content, StandardCharsets.UTF_8))
        .isEmpty();
  }

  private static byte[] changed(byte[] file, Random random) {
    if (file.length == 0) {
      return file;
    }
    int from = random.nextInt(file.length);
    int to = Math.min(file.length, from + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> joined(file, 0, from, new byte[] {(byte) random.nextInt(256)}, from + 1);
      case 1 -> joined(file, 0, from, new byte[0], to);
      case 2 -> joined(file, 0, from, java.util.Arrays.copyOfRange(file, from, to), from);
      case 3 -> {
        int after = after(file, from, '>');
        yield joined(file, 0, after, piece(random), after);
      }
      case 4 -> {
        int start = after(file, from, '"');
        yield joined(file, 0, start, piece(random), after(file, start, '"') - 1);
      }
      default -> {
        int start = after(file, from, '>');
        yield joined(file, 0, start, piece(random), Math.max(start, after(file, start, '<') - 1));
      }
    };
  }

  private static byte[] piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** The position after the next sign of a kind, else the end. */
  private static int after(byte[] file, int from, char sign) {
    for (int i = from; i < file.length; i++) {
      if (file[i] == sign) {
        return i + 1;
      }
    }
    return file.length;
  }

  private static byte[] joined(byte[] file, int start, int to, byte[] piece, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(file, start, to - start);
    joined.writeBytes(piece);
    joined.write(file, Math.min(from, file.length), Math.max(0, file.length - from));
    return joined.toByteArray();
  }
}
