package dev.necessity.audit.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.audit.AuditTest;
import dev.necessity.audit.recheck.Recheck.Result;
import dev.necessity.audit.recheck.Recheck.Result.Standing;
import dev.necessity.audit.recheck.Recheck.Summary;
import dev.necessity.casework.CaseDriver;
import dev.necessity.command.CaseDatabase;
import dev.necessity.command.RecheckCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import picocli.CommandLine;

/**
 * Stored facts, judged again with the version they were judged under, give what was stored; or
 * somebody is told.
 */
class RecheckTest extends AuditTest {

  @Autowired Recheck recheck;
  @Autowired DataSource database;
  private final StringWriter out = new StringWriter();

  private Result recheck(CaseDriver driver) {
    return recheck.recheck(driver.caseNumber());
  }

  @Test
  void everyExampleStandsWhenItIsJudgedAgain() {
    for (var file : Models.files(Models.REQUESTS, ".json")) {
      String example = file.getFileName().toString().replace(".json", "");
      if (!example.endsWith(".expected")) {
        Result result = recheck(open(example, body -> {}));
        assertThat(result.standing())
            .as(example + " " + result.differences())
            .isEqualTo(
                example.equals("bilateral") || example.equals("open-fusion-27280")
                    ? Standing.NOT_ASSESSED
                    : Standing.SAME);
      }
    }
  }

  @Test
  void aDeniedCaseIsJudgedAgainAsItWasWithItsDocumentationClosed() {
    Result result = recheck(denied());

    assertThat(result.standing()).isEqualTo(Standing.SAME);
    assertThat(result.policy().version()).isEqualTo("2025-11.4");
  }

  @Test
  void anAssessmentThatWasChangedAfterwardsIsFoundByItsPlace() {
    CaseDriver changed = denied();
    tamperWithEvaluations(
        changed, stored -> stored.replaceFirst("\"status\":\"NOT_MET\"", "\"status\":\"MET\""));

    Result result = recheck(changed);

    assertThat(result.standing()).isEqualTo(Standing.DIFFERENT);
    assertThat(result.differences())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.pointer()).isEqualTo("/criteria/0/status");
              assertThat(difference.stored().asText()).isEqualTo("MET");
              assertThat(difference.again().asText()).isEqualTo("NOT_MET");
            });
  }

  @Test
  void factsThatWereChangedAfterwardsGiveAnotherAssessment() {
    CaseDriver changed = open("all-met-ambulatory", body -> {});
    tamperWithEvaluations(
        changed,
        stored -> stored.replaceFirst("(\"baselinePain\":\\[\\{[^}]*\"score\":)[0-9.]+", "$13"));

    assertThat(recheck(changed).differences())
        .extracting(Recheck.Difference::pointer)
        .contains("/recommendation/disposition");
  }

  @Test
  void factsThatCannotBeReadAreAFinding() {
    CaseDriver broken = open("all-met-ambulatory", body -> {});
    tamperWithEvaluations(broken, stored -> stored.substring(1));

    Result result = recheck(broken);

    assertThat(result.standing()).isEqualTo(Standing.DIFFERENT);
    assertThat(result.findings())
        .containsExactly("The record of the last assessment cannot be read.");
  }

  @Test
  void aWholePeriodIsCheckedWithItsProgress() {
    CaseDriver sound = received("all-met-ambulatory", "2025-12-24T00:00:00-05:00");
    CaseDriver changed = received("all-met-ambulatory", "2025-12-24T23:59:59-05:00");
    received("bilateral", "2025-12-24T12:00:00-05:00");
    received("all-met-ambulatory", "2025-12-25T00:00:00-05:00");
    tamperWithEvaluations(
        changed, stored -> stored.replaceFirst("\"status\":\"MET\"", "\"status\":\"NOT_MET\""));
    List<Long> progress = new ArrayList<>();
    List<Result> different = new ArrayList<>();

    Summary summary =
        recheck.recheck(
            OffsetDateTime.parse("2025-12-24T00:00:00-05:00"),
            OffsetDateTime.parse("2025-12-25T00:00:00-05:00"),
            different::add,
            progress::add);

    assertThat(summary).isEqualTo(new Summary(3, 1, 1, 1));
    assertThat(different).extracting(Result::caseNumber).containsExactly(changed.caseNumber());
    assertThat(progress).containsExactly(3L);
    assertThat(recheck(sound).standing()).isEqualTo(Standing.SAME);
  }

  @Test
  void theCommandForAPeriodNamesEachCaseThatDoesNotStandAndEndsAccordingly(@TempDir Path folder)
      throws Exception {
    received("all-met-ambulatory", "2025-12-27T10:00:00Z");
    CaseDriver changed = received("all-met-ambulatory", "2025-12-28T10:00:00Z");
    tamperWithEvaluations(
        changed, stored -> stored.replaceFirst("\"status\":\"MET\"", "\"status\":\"NOT_MET\""));
    Path report = folder.resolve("findings.jsonl");

    assertThat(command("--from", "2025-12-27", "--to", "2025-12-28", "--report", report.toString()))
        .isZero();
    assertThat(out.toString())
        .contains(
            "1 cases: 1 stand, 0 that no policy judged, 0 whose stored assessment does not stand.",
            "Everything holds.",
            "a second");
    assertThat(report).isEmptyFile();

    assertThat(command("--from", "2025-12-27", "--to", "2025-12-29", "--report", report.toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("2 cases: 1 stand", "Each of them: " + report);
    assertThat(Files.readAllLines(report))
        .singleElement()
        .asString()
        .contains(
            "\"caseNumber\":\"" + changed.caseNumber() + "\"",
            "\"pointer\":\"/criteria/",
            "\"stored\":\"NOT_MET\"");
  }

  private int command(String... args) throws Exception {
    String url;
    try (var connection = database.getConnection()) {
      url = connection.getMetaData().getURL();
    }
    return new CommandLine(new RecheckCommand(() -> CaseDatabase.open(url, "sa", "")))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(args);
  }

  private CaseDriver received(String example, String at) {
    return open(example, body -> body.put("receivedAt", at));
  }
}
