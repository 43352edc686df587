package dev.necessity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A policy is tables and forms: no class knows one. The words of the policies are read from their
 * files and examples: ids of decisions, documents, lists of records, their fields and choices,
 * codes. What any request and any answer has, the contract and the final tables of all policies
 * say, and those words are Java's too.
 */
class NoPolicyInJavaTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern DECISION = Pattern.compile("<decision id=\"(\\w+)\"");
  private static final Pattern NAMED =
      Pattern.compile(
          "\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[A-Z]\\d\\d(?:\\.[\\dA-Z]+)?|\\d{5}|[A-Z]\\d{4})\"");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z0-9]");

  /** The same where a cell of example rows, or a text in it, is nothing else. */
  private static final Pattern IN_ROWS =
      Pattern.compile(
          "(?m)(?:^|[,\"]|\\| )" + NAMED.pattern().replace("\"", "") + "(?=$|[,\"]| \\|)");

  /**
   * A field or a decision that is called by one word of the language, as "since": Java speaks it
   * too.
   */
  private static final Pattern ORDINARY = Pattern.compile("[a-z]+");

  /** Of every request, record, answer, table and form, whatever the policy. */
  private static final Set<String> OF_ALL_POLICIES =
      Set.of(
          // the request
          "COMMERCIAL",
          "MEDICARE_ADVANTAGE",
          "MEDICAID",
          "CHIP",
          "QHP",
          "LEFT",
          "RIGHT",
          "BILATERAL",
          "NOT_APPLICABLE",
          "AMBULATORY",
          "INPATIENT",
          "DOCUMENTED",
          "STANDARD",
          "EXPEDITED",
          // what is not known, yes and no
          "UNKNOWN",
          "NOT_STATED",
          "NONE",
          "OTHER",
          "YES",
          "NO",
          // a policy's answer and what comes of it
          "MET",
          "NOT_MET",
          "UNSURE",
          "OPEN",
          "CLOSED",
          "PLANNED_DATE",
          "criterionList",
          "documentRequests",
          "nextSteps",
          "levelOfCare",
          "plainWords",
          "judgedCriteria",
          "raisedDoubts",
          "recommendedSteps",
          "raisedCaveats",
          "UNDETERMINED",
          // a form
          "unavailableReason");

  /** Words of any program that a policy uses as well. */
  private static final Set<String> OF_ANY_PROGRAM =
      Set.of(
          "CONFLICT",
          "REQUESTED",
          "CURRENT",
          "NEVER",
          "DAYS",
          "MONTHS",
          "COLLECT",
          "FIRST",
          "NOTE",
          "A",
          "B",
          "C",
          "E",
          "I");

  private static Set<String> words;

  @BeforeAll
  static void read() throws IOException {
    words = new TreeSet<>();
    Set<String> lists = new TreeSet<>();
    for (Path file : files("dmn", ".dmn")) {
      if (Models.text(file).contains("name=\"facts\"")) {
        words.addAll(words(file));
        Path rows =
            Models.TABLE_EXAMPLES.resolve(file.getFileName().toString().replace(".dmn", ""));
        for (Path table :
            Files.isDirectory(rows) ? files(rows.toString(), ".csv") : List.<Path>of()) {
          words.addAll(words(table, IN_ROWS));
        }
      }
    }
    for (Path request : Models.requests()) {
      words.addAll(words(request, NAMED));
      fields(new ObjectMapper().readTree(request.toFile()).path("evidence"), words);
    }
    words.removeAll(words(Models.DMN.resolve("determination.dmn")));
    for (Path file : files("forms", ".form")) {
      JsonNode form = new ObjectMapper().readTree(file.toFile());
      if (form.findValues("list").stream().anyMatch(JsonNode::isTextual)) {
        words.add(form.path("id").asText());
        form.findValuesAsText("list").forEach(lists::add);
        form.findValuesAsText("key").forEach(key -> Stream.of(key.split("_")).forEach(words::add));
        form.findValues("values")
            .forEach(values -> values.findValuesAsText("value").forEach(words::add));
      }
    }
    words.removeIf(word -> !WORD.matcher(word).matches() || ORDINARY.matcher(word).matches());
    words.addAll(lists);
    words.removeAll(OF_ALL_POLICIES);
    words.removeAll(OF_ANY_PROGRAM);
  }

  /** The names of all fields, of those within others as well. */
  private static void fields(JsonNode node, Set<String> into) {
    node.fieldNames().forEachRemaining(into::add);
    node.forEach(child -> fields(child, into));
  }

  private static Set<String> words(Path file) {
    return words(file, DECISION, NAMED);
  }

  private static Set<String> words(Path file, Pattern... kinds) {
    return Stream.of(kinds)
        .flatMap(pattern -> pattern.matcher(Models.text(file)).results())
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void thePoliciesHaveWords() {
    assertThat(words)
        .hasSizeGreaterThan(200)
        .contains(
            "27279",
            "NICOTINE_LAB",
            "injection-report",
            "painBefore",
            "diagnosticInjections",
            "THIGH_THRUST",
            "M45",
            "SLEEP_APNEA");
  }

  @Test
  void noClassHasAnyOfThem() throws IOException {
    Pattern any =
        Pattern.compile(
            "(?<![\\w.-])(?:"
                + words.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?![\\w-])");
    List<String> found = new ArrayList<>();
    for (Path source : files(SOURCES.toString(), ".java")) {
      List<String> lines = Files.readAllLines(source);
      for (int line = 0; line < lines.size(); line++) {
        int number = line + 1;
        any.matcher(lines.get(line))
            .results()
            .forEach(
                match -> found.add(source.getFileName() + ":" + number + " says " + match.group()));
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
