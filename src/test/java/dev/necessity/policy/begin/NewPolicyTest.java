package dev.necessity.policy.begin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import dev.necessity.policy.begin.NewPolicy.Question;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.FilesCheck;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.model.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an analyst begins a policy with is sound at once, whatever the words are. */
class NewPolicyTest {

  private static final PolicyFile CATALOGUE =
      PolicyFile.read(
          "policy-catalog.dmn",
          Models.text(Models.DMN.resolve("policy-catalog.dmn")).getBytes(StandardCharsets.UTF_8));
  private static final String ROWS = Models.text(Models.rows("policy-catalog", "policyCatalog"));

  private static NewPolicy iron(Question... criteria) {
    return new NewPolicy(
        "iron-infusion", "Iron infusion", "2026-01", List.of("J1439", "J1756"), List.of(criteria));
  }

  private static Map<String, byte[]> files(NewPolicy policy) {
    return NewPolicyFiles.of(policy.sound(List.of("si-joint-fusion")), CATALOGUE, ROWS, "2026-11");
  }

  private static List<Finding> findings(Map<String, byte[]> files) {
    Map<String, byte[]> checked = new TreeMap<>(files);
    checked.keySet().removeIf(file -> !file.endsWith(".dmn") && !file.endsWith(".form"));
    return new FilesCheck()
        .check(checked, List.of(), live -> List.of()).values().stream()
            .flatMap(List::stream)
            .toList();
  }

  private static String text(Map<String, byte[]> files, String file) {
    return new String(files.get(file), StandardCharsets.UTF_8);
  }

  @Test
  void theSetIsCompleteAndHasNoFindingButWhatIsToBeWritten() {
    Map<String, byte[]> files =
        files(
            iron(
                new Question("ferritinLow", "Ferritin is low", "Ferritin lab"),
                new Question("oralIronFailed", "Oral iron failed", "Treatment record"),
                new Question("saturationLow", "Saturation is low", "Ferritin lab")));

    assertThat(files.keySet())
        .contains(
            "dmn/iron-infusion.dmn",
            "dmn/policy-catalog.dmn",
            "forms/iron-infusion-ferritin-lab.form",
            "forms/iron-infusion-treatment-record.form",
            "examples/tables/iron-infusion/ferritinLow.csv",
            "examples/tables/policy-catalog/policyCatalog.csv",
            "examples/requests/iron-infusion/iron-infusion-documented.json");
    List<Finding> findings = findings(files);
    assertThat(findings)
        .allSatisfy(
            finding -> assertThat(finding.check()).as(finding.toString()).isEqualTo(Check.TODO));
    assertThat(findings)
        .map(Finding::toString)
        .anyMatch(
            words ->
                words.contains(
                    "dmn/iron-infusion.dmn: references, row 1, rule_references_number1, 'Reference'"))
        .anyMatch(
            words -> words.contains("forms/iron-infusion-ferritin-lab.form: 'showsSaturationLow'"))
        .allMatch(words -> words.startsWith("WARNING"));
    long written =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".dmn"))
            .mapToLong(
                file ->
                    text(files, file.getKey())
                        .lines()
                        .filter(line -> line.contains("TODO"))
                        .count())
            .sum();
    assertThat(findings.stream().filter(finding -> finding.file().endsWith(".dmn")))
        .as("each line with a TODO is named")
        .hasSize((int) written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Quoted\" & <b>'bold'</b> ]]> -- ${policy.id} [[${policy.id}]]",
        "Überprüfung der Größe – ≥ 2 µg/L “so”",
        "=SUM(A1)",
        "鉄欠乏",
        "{a: 1}, [b]; c # d",
        "\" + facts + \"",
        "TITLE"
      })
  void wordsOfAnyKindStandInTheFilesAsTheyWereWritten(String words) {
    String title = words.equals("TITLE") ? "x".repeat(300) : words;
    Map<String, byte[]> files =
        files(
            new NewPolicy(
                "any-words",
                title,
                "2026-01",
                List.of("J1439"),
                List.of(
                    new Question("first", title, title),
                    new Question("second", "Second", "Second"))));

    assertThat(findings(files))
        .allSatisfy(
            finding -> assertThat(finding.check()).as(finding.toString()).isEqualTo(Check.TODO));
    PolicyFile policy = PolicyFile.read("any-words.dmn", files.get("dmn/any-words.dmn"));
    assertThat(policy.model().getDefinitions().getName()).isEqualTo(title);
    assertThat(policy.table("criterionList").rows().get(0).cells())
        .contains("\"" + title.replace("\"", "\\\"") + "\"");
    assertThat(files.keySet().stream().filter(file -> file.endsWith(".form"))).hasSize(2);
  }

  @Test
  void aPolicyOfSixtyCriteriaIsSoundAsWell() {
    assertThat(
            findings(
                files(
                    iron(
                        IntStream.rangeClosed(1, 60)
                            .mapToObj(
                                number ->
                                    new Question(
                                        "criterion" + number,
                                        "Criterion " + number,
                                        "Document " + number % 7))
                            .toArray(Question[]::new)))))
        .allSatisfy(
            finding -> assertThat(finding.check()).as(finding.toString()).isEqualTo(Check.TODO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Iron          | J1439  | a          | The id 'Iron' is none.",
        "iron--x       | J1439  | a          | The id 'iron--x' is none.",
        "iron-         | J1439  | a          | The id 'iron-' is none.",
        "1iron         | J1439  | a          | The id '1iron' is none.",
        "si-joint-fusion | J1439 | a         | There is a policy or a table with the id 'si-joint-fusion' already.",
        "facts         | J1439  | a          | The id 'facts' is used in every policy",
        "iron          | j1439  | a          | The procedure code 'j1439' is none.",
        "iron          | 271234 | a          | The procedure code '271234' is none.",
        "iron          | J1439  | A          | The criterion's id 'A' is none.",
        "iron          | J1439  | a b        | The criterion's id 'a b' is none.",
        "iron          | J1439  | facts      | The criterion's id 'facts' is a word of FEEL",
        "iron          | J1439  | if         | The criterion's id 'if' is a word of FEEL",
        "iron          | J1439  | iron       | The criterion's id 'iron' is there twice, or",
        "iron          | J1439  | secondReason | The criterion's id 'second' is there twice, or",
      })
  void anIdThatIsNoneIsRefusedInTheReadersWords(
      String id, String code, String criterion, String message) {
    NewPolicy policy =
        new NewPolicy(
            id,
            "Iron",
            "2026-01",
            List.of(code),
            List.of(
                new Question(criterion, "First", "First"),
                new Question("second", "Second", "Second")));

    assertThatThrownBy(() -> files(policy))
        .isInstanceOf(NewPolicy.RefusedException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    NewPolicy policy =
        new NewPolicy(
            "",
            " ",
            "2026-01",
            List.of(),
            List.of(new Question("a", "one|two", "x\ny"), new Question("a", "x".repeat(301), "")));

    assertThatThrownBy(() -> files(policy))
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(8));
    assertThatThrownBy(
            () ->
                files(
                    new NewPolicy(
                        "iron",
                        "Iron",
                        "a b",
                        List.of("J1439"),
                        List.of(new Question("a", "A", "A")))))
        .hasMessageContaining("A version tag has 1 to 64 letters");
  }

  @Test
  void documentsThatAreCalledAlikeAreTwo() {
    Map<String, byte[]> files =
        files(
            iron(
                new Question("a", "A", "Lab!"),
                new Question("b", "B", "Lab?"),
                new Question("c", "C", "検査")));

    assertThat(
            files.keySet().stream()
                .filter(file -> file.startsWith("forms/"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "forms/iron-infusion-lab.form",
            "forms/iron-infusion-lab-2.form",
            "forms/iron-infusion-document.form");
  }
}
