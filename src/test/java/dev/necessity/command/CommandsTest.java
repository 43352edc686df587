package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An analyst at a terminal: what the commands print and how they end. */
class CommandsTest {

  private static final Path POLICY = Models.DMN.resolve("si-joint-fusion.dmn");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int policy(Object... args) {
    String[] all =
        Stream.concat(Stream.of("policy"), Arrays.stream(args).map(String::valueOf))
            .toArray(String[]::new);
    assertThat(Commands.areMeant(all)).isTrue();
    return Commands.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private Path changed(String old, String now) throws IOException {
    String policy = Models.text(POLICY);
    assertThat(policy).contains(old);
    return Files.writeString(
        folder.resolve("changed.dmn"),
        policy.replaceFirst(
            java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(now)));
  }

  @Test
  void soundFilesAreSaidToBeSound() {
    assertThat(policy("check", POLICY, Models.DMN.resolve("policy-catalog.dmn"))).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "dmn/si-joint-fusion.dmn: nothing found", "dmn/policy-catalog.dmn: nothing found");
  }

  @Test
  void aFindingIsPrintedWithItsPlaceAndWhatToDo() throws IOException {
    Path file = changed("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>");

    assertThat(policy("check", file)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            file + ": 1 error, 0 warnings",
            "ERROR  diagnosticInjections, row 2, rule_diagnosticInjections_twoCannotQualify, 'Status'",
            "Write \"NOT_MET\".");
  }

  @Test
  void aTextWithoutATranslationIsPrintedAsTheRowThatIsMissing() throws IOException {
    Path file =
        changed("\"No baseline pain score is documented.\"", "\"Nobody wrote a pain score down.\"");

    assertThat(policy("translations", file)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "baselinePain.rule_baselinePain_notRecorded.baselinePainReason,4bca8e04,Nobody wrote a pain score down.",
            file
                + ": 1 texts without translation. Add the rows above to notices/si-joint-fusion_es.csv, with the translation in place of the English.");
  }

  @Test
  void theFilesAndFormsOfTheRepositoryFitTogether() {
    Object[] files =
        Stream.concat(
                Models.files(Models.DMN, ".dmn").stream(),
                Models.files(Path.of("forms"), ".form").stream())
            .toArray();

    assertThat(policy(Stream.concat(Stream.of("check"), Arrays.stream(files)).toArray()))
        .as(out.toString())
        .isZero();
    assertThat(out.toString().lines())
        .hasSize(files.length)
        .allMatch(line -> line.endsWith(": nothing found"));
  }

  @Test
  void aFormThatDefinesNoRecordAndADocumentWithoutAFormAreNamedWithTheirPlaces()
      throws IOException {
    Path form =
        Files.writeString(
            folder.resolve("pain-score.form"),
            Models.text(Path.of("forms/pain-score.form")).replace("\"happened\"", "\"hapened\""));
    Path tables =
        Models.files(Models.DMN, ".dmn").stream()
            .filter(file -> Models.text(file).contains("\"nicotine-lab\""))
            .findFirst()
            .orElseThrow();

    assertThat(policy("check", tables, form)).isEqualTo(1);

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(
            tables + ": ",
            "ERROR documentRequests, row 4, rule_documentRequests_nicotineLab, 'Form' There is no form 'nicotine-lab', so nobody could enter the document.",
            form
                + ": 1 error, 0 warnings ERROR 'date' Nothing reads the custom property 'hapened'.")
        .doesNotContain("no form 'pain-score'");
  }

  @Test
  void findingsAreWrittenForBuildServers() throws Exception {
    Path file = changed("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>");
    Path sarif = folder.resolve("findings.sarif");
    Path junit = folder.resolve("findings.xml");

    policy("check", file, "--sarif", sarif, "--junit", junit);

    JsonNode result = new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results");
    assertThat(result).hasSize(1);
    assertThat(result.at("/0/ruleId").asText()).isEqualTo("UNQUOTED_TEXT");
    assertThat(result.at("/0/level").asText()).isEqualTo("error");
    assertThat(result.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(file.toString());
    var failures =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(junit.toFile())
            .getElementsByTagName("failure");
    assertThat(failures.getLength()).isEqualTo(1);
    assertThat(failures.item(0).getAttributes().getNamedItem("type").getNodeValue())
        .isEqualTo("UNQUOTED_TEXT");
  }

  @Test
  void theExamplesOfTheRepositoryHold() {
    assertThat(policy("examples")).isZero();
    assertThat(out.toString())
        .contains(Models.requests().size() + " example requests, 0 expectations that do not hold")
        .containsPattern("nicotineStatus +18 +0 +8 of 8");
  }

  @Test
  void aFailingRowIsShownInItsTable() throws IOException {
    Path file = changed("<text>70</text>", "<text>75</text>");

    assertThat(policy("examples", file)).isEqualTo(1);
    assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsSubsequence(
            "injectionStandard 1 1 1 of 1",
            "Procedure = minimumRelief = mostOutside = repeatRelief = repeatMonths",
            "row 1 - 75 10 50 2",
            "line 2 27279 70 10 50 2",
            "is meets row 1 75",
            "line 2, minimumRelief: expected 70, but the table says 75 (the numbers of the policy)");
  }

  @Test
  void anExampleRequestThatIsDecidedOtherwiseIsShown() throws IOException {
    Path file = changed("<text>42</text>", "<text>30</text>");

    assertThat(policy("examples", file)).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("lab-42-days-before +OPEN +nicotineStatus +MET +UNSURE");
  }

  @Test
  void aRuleWithoutAnExampleIsNamed() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("examples/tables/review-outcome"));
    Files.createDirectories(folder.resolve("examples/requests"));
    Files.writeString(
        tables.resolve("reviewOutcome.csv"),
        Models.text(Models.rows("review-outcome", "reviewOutcome"))
            .lines()
            .limit(2)
            .reduce("", (text, line) -> text + line + "\n"));

    assertThat(
            policy(
                "examples",
                Models.DMN.resolve("review-outcome.dmn"),
                "--examples",
                folder.resolve("examples")))
        .isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("reviewOutcome +1 +0 +1 of 6")
        .contains("No row hits rule rule_reviewOutcome_overturn.");
  }

  @Test
  void changesThatNoExampleNoticesAreNamedAndWrittenAsLinesToAccept() throws IOException {
    Path examples = folder.resolve("examples");
    Path tables = Files.createDirectories(examples.resolve("tables/retention"));
    Path accepted =
        Files.createDirectories(examples.resolve("accepted-changes")).resolve("retention.csv");
    Files.createDirectories(examples.resolve("requests"));
    Files.writeString(
        tables.resolve("caseRetention.csv"),
        Models.text(Models.rows("retention", "caseRetention")));
    Path file = Models.DMN.resolve("retention.dmn");
    assertThat(policy("mutate", file, "--examples", examples)).isZero();
    assertThat(out.toString())
        .startsWith("dmn/retention.dmn: ")
        .contains(" 0 accepted, 0 unnoticed");

    Files.writeString(
        tables.resolve("caseRetention.csv"),
        Models.text(Models.rows("retention", "caseRetention"))
            .lines()
            .limit(3)
            .reduce("", (text, line) -> text + line + "\n"));
    Path csv = folder.resolve("unnoticed.csv");
    assertThat(policy("mutate", file, "--examples", examples, "--csv", csv)).isEqualTo(1);
    assertThat(out.toString()).contains("caseRetention\n  - Rule ", "no example would notice if");

    Files.writeString(
        accepted,
        Models.text(csv)
            .lines()
            .map(line -> line.endsWith("reason") ? line : line + "tried elsewhere")
            .reduce("", (text, line) -> text + line + "\n"));
    assertThat(policy("mutate", file, "--examples", examples)).isZero();
  }

  @Test
  void whatChangedIsSaidInWordsAndShownSideBySide() throws IOException {
    Path html = folder.resolve("changes.html");

    assertThat(
            policy(
                "compare", POLICY, changed("<text>70</text>", "<text>75</text>"), "--html", html))
        .isZero();

    assertThat(out.toString())
        .startsWith(
            "injectionStandard\n  - Row 1 (rule_injectionStandard_current), 'Least relief of a qualifying injection, in percent': 70\n    became 75.");
    assertThat(html)
        .content()
        .contains("<td class=\"changed-cell\">70</td>", "<td class=\"changed-cell\">75</td>")
        .doesNotContain("<inputEntry");
  }

  @Test
  void aNewVersionIsBegunByOneTagInEveryDecision() throws IOException {
    Path begun = folder.resolve("begun.dmn");

    assertThat(policy("version", POLICY, "3000-01", "--out", begun)).isZero();
    assertThat(out.toString())
        .contains("decisions are of version 3000-01. No row of the catalogue names it yet.");
    assertThat(policy("check", begun)).isZero();
    assertThat(policy("version", begun, "3000-01")).isEqualTo(1);
    assertThat(err.toString()).contains("has the version tag 3000-01 already");
    assertThat(policy("version", begun, "3000-02")).as("over the file itself").isZero();
    assertThat(begun)
        .content()
        .contains("camunda:versionTag=\"3000-02\"")
        .doesNotContain("3000-01");
  }

  @Test
  void wrongCallsSayHowItIsDone() {
    assertThat(policy("check")).isEqualTo(2);
    assertThat(policy("check", "missing.dmn")).isEqualTo(2);
    assertThat(policy("invent")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'FILE'", "invent");
    assertThat(out.toString()).contains("There is no file missing.dmn.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "-h",
        "--help",
        "polcy check",
        "policy chekc",
        "audti",
        "--sever",
        "--port=80",
        "-x",
        "--server.port=8081 polcy"
      })
  void whatIsNoSettingOfTheServerIsAnsweredWithTheUsage(String line) {
    String[] words = line.split(" ");

    assertThat(Commands.areMeant(words)).isTrue();
    Commands.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(out.toString() + err).contains("Usage: necessity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server.port=8081",
        "--debug",
        "--necessity.proxies=10.0.0.1",
        "--logging.level.root=warn"
      })
  void theSettingsOfTheServerStartIt(String setting) {
    assertThat(Commands.areMeant(new String[] {setting})).isFalse();
    assertThat(Commands.areMeant(new String[0])).isFalse();
  }

  @Test
  void aMistypedCommandStartsNothingAndLeavesNothingBehind() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.necessity.NecessityApplication",
                "polcy",
                "check")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(program.waitFor()).isEqualTo(Commands.USAGE);
    assertThat(said).contains("polcy", "Usage: necessity").doesNotContain("Spring");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void oneFileNeverHidesAnother() throws IOException {
    Path broken = Files.writeString(folder.resolve("a-broken.dmn"), "<definitions>");
    Path sound = Files.copy(POLICY, folder.resolve("b-sound.dmn"));

    assertThat(policy("check", folder.resolve("missing.dmn"), folder)).isEqualTo(Commands.USAGE);
    assertThat(out.toString())
        .contains(
            folder.resolve("missing.dmn") + ": 1 error, 0 warnings",
            broken + ": 1 error, 0 warnings",
            sound + ": nothing found");
    assertThat(policy("check", folder)).isEqualTo(Commands.FINDINGS);
  }
}
