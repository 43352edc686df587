package dev.necessity.audit.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.audit.AuditTest;
import dev.necessity.audit.bundle.BundleCheck.Result;
import dev.necessity.audit.seal.Sealer;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.casework.CaseDriver;
import dev.necessity.command.Commands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A case as one file, checked with nothing else. */
class BundleTest extends AuditTest {

  @Autowired Sealer sealer;
  @Autowired Bundle bundle;

  private Map<String, byte[]> export(CaseDriver ended) throws IOException {
    sealer.sealAll();
    return bundle.files(ended.caseNumber());
  }

  private static Result check(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    Bundle.write(files, zip);
    return BundleCheck.check(new ByteArrayInputStream(zip.toByteArray()));
  }

  private static void change(Map<String, byte[]> files, String name, UnaryOperator<String> change) {
    String before = new String(files.get(name), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    files.put(name, after.getBytes(StandardCharsets.UTF_8));
  }

  private static String fileWith(String decision, Map<String, byte[]> files) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".dmn"))
        .filter(
            file ->
                new String(file.getValue(), StandardCharsets.UTF_8)
                    .contains("<decision id=\"" + decision + "\""))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Test
  void anExportedCaseHoldsByItself() throws IOException {
    CaseDriver denied = denied();
    Map<String, byte[]> files = export(denied);

    Result result = check(files);

    assertThat(result.findings()).isEmpty();
    assertThat(result.caseNumber()).isEqualTo(denied.caseNumber());
    assertThat(files.keySet())
        .contains("case.html", "trace.json", "records.txt", "seal.json", "SHA256SUMS");
    assertThat(files.get("seal.json")).as("a few digits a record").hasSizeLessThan(16_000);
    assertThat(new String(files.get("case.html"), StandardCharsets.UTF_8))
        .contains("<style>", "do not certify")
        .doesNotContain("<link", "<form", "<script");
  }

  @Test
  void aRecordThatWasChangedInTheFileIsNamed() throws IOException {
    Map<String, byte[]> files = export(denied());
    change(
        files,
        "records.txt",
        text -> text.replace("\"startUser\":\"ines\"", "\"startUser\":\"aud\""));

    assertThat(check(files).findings())
        .hasSize(2)
        .anyMatch(finding -> finding.startsWith("ALTERED process "))
        .contains("The file records.txt is not what was exported, by its hash in SHA256SUMS.");
  }

  @Test
  void aSealThatWasMadeToFitIsFound() throws IOException {
    Map<String, byte[]> files = export(denied());
    change(
        files,
        "seal.json",
        text -> text.replaceFirst("\"sealedAt\" : \"20", "\"sealedAt\" : \"19"));

    assertThat(check(files).findings())
        .contains("The seal was changed: it is not the hash of what it says.");
  }

  @ParameterizedTest
  @CsvSource({"case.html, do not certify, certify", "trace.json, DO_NOT_CERTIFY, CERTIFY"})
  void aTellingThatWasChangedInTheFileIsFound(String file, String before, String after)
      throws IOException {
    Map<String, byte[]> files = export(denied());
    change(files, file, text -> text.replace(before, after));

    assertThat(check(files).findings())
        .containsExactly(
            "The file " + file + " is not what was exported, by its hash in SHA256SUMS.");
  }

  @Test
  void aFileThatWasTakenOutOrPutInIsFoundAndHashesThatWereMadeToFitMakeAnotherBundle()
      throws IOException {
    Map<String, byte[]> files = export(denied());
    String exported = check(files).bundle();
    files.put("note.txt", "added".getBytes(StandardCharsets.UTF_8));
    files.remove("trace.json");

    assertThat(check(files).findings())
        .containsExactlyInAnyOrder(
            "The file note.txt is not named in SHA256SUMS.", "The file trace.json is missing.");
    files.put("SHA256SUMS", Bundle.sums(files).getBytes(StandardCharsets.UTF_8));
    assertThat(check(files).findings()).isEmpty();
    assertThat(check(files).bundle()).isNotEqualTo(exported);
  }

  @ParameterizedTest
  @CsvSource({"siJointFusion, UNSURE", "wholeAssessment, NOT_MET"})
  void aPolicyThatWasChangedInTheFileIsFoundByItsHashAndByWhatItSaysAndSoAreFinalTables(
      String decision, String status) throws IOException {
    Map<String, byte[]> files = export(denied());
    change(
        files,
        fileWith(decision, files),
        text -> text.replace("<text>\"" + status + "\"</text>", "<text>\"MET\"</text>"));

    assertThat(check(files).findings())
        .anyMatch(finding -> finding.startsWith("The file of " + decision + ":"))
        .anyMatch(
            finding -> finding.startsWith("Judged again, the facts give another assessment at /"));
  }

  @Test
  void aCaseWithoutASealIsNotExported() {
    CaseDriver waiting = openSeedNow();

    assertThatThrownBy(() -> bundle.files(waiting.caseNumber()))
        .isInstanceOf(CaseConflictException.class);
  }

  @Test
  void oneCommandChecksABundleFromAFile(@TempDir Path folder) throws IOException {
    CaseDriver denied = denied();
    Map<String, byte[]> files = export(denied);
    Path sound = folder.resolve("sound.zip");
    Bundle.write(files, Files.newOutputStream(sound));
    change(
        files,
        "records.txt",
        text -> text.replace("\"startUser\":\"ines\"", "\"startUser\":\"aud\""));
    Path changed = folder.resolve("changed.zip");
    Bundle.write(files, Files.newOutputStream(changed));
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);

    assertThat(Commands.run(new String[] {"audit", "check", sound.toString()}, printer, printer))
        .isZero();
    assertThat(out.toString())
        .contains("Case " + denied.caseNumber() + ", seal ", "Everything holds.");
    assertThat(Commands.run(new String[] {"audit", "check", changed.toString()}, printer, printer))
        .isEqualTo(1);
    assertThat(out.toString()).contains("ALTERED process ");
    assertThat(
            Commands.run(
                new String[] {"audit", "check", folder.resolve("none.zip").toString()},
                printer,
                printer))
        .isEqualTo(2);
    assertThat(out.toString()).contains("There is no file ");
  }

  @Test
  void aBundleOfAnotherVersionIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    Map<String, byte[]> files = export(denied());
    change(files, "seal.json", text -> text.replaceFirst("\"seq\"", "\"sequence\""));
    Path later = folder.resolve("later.zip");
    Bundle.write(files, Files.newOutputStream(later));
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said, true);

    assertThat(Commands.run(new String[] {"audit", "check", later.toString()}, printer, printer))
        .isEqualTo(2);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .contains("seal.json", "the version that exported it");
  }

  @Test
  void anyOtherFileIsRefused() {
    assertThatThrownBy(
            () ->
                BundleCheck.check(
                    new ByteArrayInputStream("no zip".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no bundle");
  }
}
