package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An analyst begins a policy at a terminal, and every tool works with it at once. */
class NewCommandTest {

  private static final List<String> IRON =
      List.of(
          "iron-infusion",
          "--title",
          "Iron infusion \"i.v.\" für < 10 µg/L",
          "--code",
          "J1439",
          "--code",
          "J1756",
          "--tag",
          "2026-01",
          "--criterion",
          "ferritinLow=Ferritin is low, below 30 µg/L & \"proven\"",
          "--document",
          "ferritinLow=Ferritin lab",
          "--criterion",
          "saturationLow=Saturation is low",
          "--document",
          "saturationLow=Ferritin lab",
          "--criterion",
          "oralIronFailed=Oral iron failed");

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void aRepositoryWithACatalogueAndTheFinalTables() throws IOException {
    Files.createDirectories(folder.resolve("dmn"));
    Files.createDirectories(folder.resolve("examples/tables/policy-catalog"));
    List<Path> files =
        Stream.concat(
                Stream.of(
                    Models.DMN.resolve("policy-catalog.dmn"),
                    Models.DMN.resolve("determination.dmn")),
                Models.files(Path.of("examples/tables/policy-catalog"), ".csv").stream())
            .toList();
    for (Path file : files) {
      Files.copy(file, folder.resolve(file));
    }
  }

  private int policy(Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] all =
        Stream.concat(Stream.of("policy"), Arrays.stream(args).map(String::valueOf))
            .toArray(String[]::new);
    return Commands.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int begin(List<String> words) {
    return policy(
        Stream.of(
                Stream.of("new"),
                words.stream(),
                Stream.of(
                    "--models",
                    folder.resolve("dmn"),
                    "--examples",
                    folder.resolve("examples"),
                    "--out",
                    folder))
            .flatMap(part -> part)
            .toArray());
  }

  private int with(String command, String file) {
    return policy(
        command,
        folder.resolve(file),
        "--models",
        folder.resolve("dmn"),
        "--examples",
        folder.resolve("examples"),
        "--forms",
        folder.resolve("forms"));
  }

  @Test
  void whatIsBegunPassesTheCheckItsExamplesAndTheMutation() throws IOException {
    assertThat(begin(IRON)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            folder.resolve("dmn/iron-infusion.dmn").toString(),
            folder.resolve("forms/iron-infusion-ferritin-lab.form").toString());

    assertThat(with("examples", "dmn/iron-infusion.dmn")).as(out + " " + err).isZero();
    assertThat(out.toString()).contains("5 example requests, 0 expectations that do not hold");
    assertThat(with("mutate", "dmn/iron-infusion.dmn")).as(out + " " + err).isZero();
    assertThat(out.toString()).contains(" 0 accepted, 0 unnoticed");
    assertThat(with("examples", "dmn/policy-catalog.dmn")).as(out + " " + err).isZero();

    policy(
        Stream.concat(
                Stream.of("check"),
                Stream.concat(
                    Models.files(folder.resolve("dmn"), ".dmn").stream(),
                    Models.files(folder.resolve("forms"), ".form").stream()))
            .toArray());
    assertThat(out.toString())
        .doesNotContain("ERROR")
        .contains("WARNING  references, row 1, rule_references_number1, 'Reference'");
  }

  @Test
  void aPolicyOfOneCriterionDoesSoAsWell() {
    assertThat(
            begin(
                List.of(
                    "iron",
                    "--title",
                    "Iron",
                    "--code",
                    "J1439",
                    "--tag",
                    "2026-01",
                    "--criterion",
                    "low=Low")))
        .as(err.toString())
        .isZero();

    assertThat(with("examples", "dmn/iron.dmn")).as(out + " " + err).isZero();
    assertThat(with("mutate", "dmn/iron.dmn")).as(out + " " + err).isZero();
  }

  @Test
  void theCallOnThePageForAnalystsBeginsAPolicy() {
    String page = Models.text(Path.of("docs/a-new-policy.md"));
    String call =
        page.substring(
                page.indexOf("policy new ") + "policy new ".length(),
                page.indexOf("\n\n", page.indexOf("policy new ")))
            .replace("\\\n", " ");
    List<String> words =
        Pattern.compile("\"([^\"]*)\"|(\\S+)")
            .matcher(call)
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();

    assertThat(begin(words)).as(err.toString()).isZero();

    Pattern.compile("(?:dmn|forms|examples)/[\\w./-]*iron-infusion[\\w./-]*\\w")
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .filter(file -> !file.endsWith("-"))
        .forEach(file -> assertThat(folder.resolve(file)).exists());
  }

  @Test
  void anIdThatIsThereIsRefusedAndNothingIsWritten() throws IOException {
    assertThat(begin(IRON)).isZero();
    String catalogue = Models.text(folder.resolve("dmn/policy-catalog.dmn"));

    assertThat(begin(IRON)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("There is a policy or a table with the id 'iron-infusion' already.");
    Files.delete(folder.resolve("dmn/iron-infusion.dmn"));
    assertThat(begin(IRON)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "There is a file "
                + folder.resolve("forms/iron-infusion-ferritin-lab.form")
                + " already.");
    assertThat(Models.text(folder.resolve("dmn/policy-catalog.dmn"))).isEqualTo(catalogue);
    assertThat(folder.resolve("dmn/iron-infusion.dmn")).doesNotExist();
  }

  @Test
  void aCodeThatAnotherPolicyHasIsNoted() {
    List<String> another =
        List.of(
            "another-fusion", "--title", "Another", "--code", "27279", "--criterion", "low=Low");
    assertThat(begin(another)).isZero();
    assertThat(out.toString())
        .contains(
            "Note: the catalogue has a row for one of these codes already, rule_policyCatalog_siJointFusion",
            "The new row stands on top and takes all their requests");
    assertThat(begin(IRON)).isZero();
    assertThat(out.toString()).doesNotContain("Note:");
  }

  @Test
  void aDocumentOfNoCriterionIsRefused() {
    assertThat(
            begin(
                List.of(
                    "iron",
                    "--title",
                    "Iron",
                    "--code",
                    "J1439",
                    "--criterion",
                    "low=Low",
                    "--document",
                    "lw=Lab")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("There is no criterion 'lw' that a document could settle.");
  }
}
