package dev.necessity.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.RandomRequests;
import dev.necessity.policy.model.FilePolicies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changed table would have done to past requests. */
class ReplayRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final String STRICTER = POLICY.replaceFirst("<text>70</text>", "<text>75</text>");

  @TempDir private Path folder;

  private static PolicyFile file(String name, String xml) {
    return PolicyFile.read(name, xml.getBytes(StandardCharsets.UTF_8));
  }

  private static Replay replay(String candidate) {
    return new Replay(
        new FilePolicies(
            List.of(
                file("si-joint-fusion.dmn", POLICY),
                file("determination.dmn", Models.text(Models.DMN.resolve("determination.dmn"))),
                file("policy-catalog.dmn", Models.text(Models.DMN.resolve("policy-catalog.dmn"))))),
        file("candidate.dmn", candidate));
  }

  private Progress run(String candidate, Path requests, BooleanSupplier stop) throws IOException {
    return new ReplayRun(replay(candidate), candidate.equals(POLICY) ? "same" : "stricter")
        .run(
            new RequestFile(requests, new RequestReader(Clock.systemUTC()), "CLOSED"),
            folder.resolve("differences.csv"),
            folder.resolve("checkpoint.json"),
            stop,
            (progress, size) -> {});
  }

  private Path requests(List<String> lines) throws IOException {
    return Files.write(folder.resolve("requests.jsonl"), lines);
  }

  private static ObjectNode withRelief(int percent) throws IOException {
    ObjectNode request =
        (ObjectNode) JSON.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")));
    for (JsonNode injection : request.at("/evidence/injections")) {
      ((ObjectNode) injection).remove(List.of("painBefore", "painAfter"));
      ((ObjectNode) injection).putObject("reliefPercent").put("low", percent).put("high", percent);
    }
    return request.put("requestId", "relief-" + percent);
  }

  @Test
  void aRequestThatFlipsIsNamedWithTheRuleThatDidIt() throws IOException {
    Progress end =
        run(
            STRICTER,
            requests(List.of(withRelief(72).toString(), withRelief(80).toString())),
            () -> false);

    assertThat(end.finished()).isTrue();
    assertThat(end.tally().dispositions())
        .isEqualTo(
            java.util.Map.of("CERTIFY", java.util.Map.of("CERTIFY", 1L, "DO_NOT_CERTIFY", 1L)));
    assertThat(end.tally().criteria())
        .isEqualTo(
            java.util.Map.of("diagnosticInjections", java.util.Map.of("MET to NOT_MET", 1L)));
    assertThat(Files.readAllLines(folder.resolve("differences.csv")))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("1,relief-72,CERTIFY,DO_NOT_CERTIFY,diagnosticInjections: MET to NOT_MET,")
        .contains(
            "injectionStandard: rule_injectionStandard_current [70",
            "became rule_injectionStandard_current [75");
  }

  @Test
  void aRequestWhoseNameIsAFormulaRunsNothingInASpreadsheet() throws IOException {
    run(
        STRICTER,
        requests(List.of(withRelief(72).put("requestId", "=cmd|' /C calc'!A0").toString())),
        () -> false);

    assertThat(Files.readAllLines(folder.resolve("differences.csv")))
        .element(1)
        .asString()
        .startsWith("1,'=cmd|' /C calc'!A0,CERTIFY,");
  }

  @Test
  void nothingDiffersUnderTheSamePolicy() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int seed = 0; seed < 600; seed++) {
      lines.add(RandomRequests.of(seed).toString());
    }

    Progress end = run(POLICY, requests(lines), () -> false);

    assertThat(end.tally().counts()).isEqualTo(new Tally.Counts(600, 600, 0, 0, 0, 0));
  }

  @Test
  void whatIsNotCoveredOrNoRequestIsCountedAndDoesNotStopTheRest() throws IOException {
    String open =
        Models.text(Models.REQUESTS.resolve("open-fusion-27280.json")).replaceAll("\\R", " ");

    Progress end =
        run(
            STRICTER,
            requests(List.of(open, "{\"requestId\":", "", withRelief(72).toString())),
            () -> false);

    assertThat(end.tally().counts()).isEqualTo(new Tally.Counts(3, 1, 1, 1, 1, 0));
    assertThat(Files.readAllLines(folder.resolve("unread.csv")))
        .hasSize(2)
        .contains("line,reason")
        .element(1)
        .asString()
        .startsWith("2,")
        .hasSizeGreaterThan("2,".length());
    assertThat(ReplayPage.page("candidate.dmn", "ab12", end, folder.resolve("differences.csv")))
        .contains("What could not be read or judged, and why");
  }

  private Path written(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void anArrayIsReadWithTheLineOfEachRequest() throws IOException {
    String pretty = withRelief(72).toPrettyString();

    Progress end =
        run(
            STRICTER,
            written("past.json", "[" + pretty + ",\n" + withRelief(80) + "]"),
            () -> false);

    assertThat(end.tally().counts()).isEqualTo(new Tally.Counts(2, 2, 0, 0, 1, 0));
    assertThat(end.finished()).isTrue();
    assertThat(Files.readAllLines(folder.resolve("differences.csv")).get(1))
        .startsWith("1,relief-72,");
  }

  @Test
  void anArrayThatBreaksOffSaysWhere() throws IOException {
    Progress end =
        run(
            STRICTER,
            written("past.json", "[" + withRelief(72) + ",\n{\"requestId\": }]"),
            () -> false);

    assertThat(end.tally().counts().judged()).isOne();
    assertThat(Files.readAllLines(folder.resolve("unread.csv")).get(1)).startsWith("2,");
  }

  @Test
  void aFolderIsReadWithTheNameOfEachFile() throws IOException {
    written("past/first.json", withRelief(72).toPrettyString());
    written("past/second.json", "no request");
    written("past/second.expected.json", "{}");

    Progress end = run(STRICTER, folder.resolve("past"), () -> false);

    assertThat(end.tally().counts()).isEqualTo(new Tally.Counts(2, 1, 0, 1, 1, 0));
    assertThat(Files.readAllLines(folder.resolve("differences.csv")).get(1))
        .startsWith("first.json,relief-72,");
    assertThat(Files.readAllLines(folder.resolve("unread.csv")).get(1)).startsWith("second.json,");
  }

  @Test
  void whatHoldsNoRequestsIsNamedWithWhatIsExpected() throws IOException {
    for (Path other :
        List.of(
            written("past.csv", "requestId;code\n1;27279\n"),
            Files.createDirectories(folder.resolve("empty")),
            Files.write(folder.resolve("utf16.jsonl"), "{}".getBytes(StandardCharsets.UTF_16)))) {
      assertThatThrownBy(() -> run(STRICTER, other, () -> false))
          .as(other.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one JSON object a line");
    }
  }

  @Test
  void aNewPolicyIsComparedWithNoPolicy() throws IOException {
    String open =
        Models.text(Models.REQUESTS.resolve("open-fusion-27280.json")).replaceAll("\\R", " ");
    String added = POLICY.replace("id=\"si-joint-fusion\"", "id=\"open-fusion\"");

    Progress end = run(added, requests(List.of(open, withRelief(72).toString())), () -> false);

    assertThat(end.tally().counts().judged()).isOne();
    assertThat(end.tally().counts().notCovered()).as("another policy's").isOne();
    assertThat(end.tally().dispositions()).containsOnlyKeys("NOT_COVERED");
  }

  @Test
  void aReplayThatWasStoppedGoesOnWhereItStoppedAndGivesTheSame() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add(withRelief(i % 3 == 0 ? 72 : 80).toString());
    }
    Path requests = requests(lines);
    AtomicInteger asked = new AtomicInteger();

    Progress stopped = run(STRICTER, requests, () -> asked.incrementAndGet() > 3);
    // What a run wrote after its last checkpoint must not stay twice.
    Files.writeString(
        folder.resolve("differences.csv"),
        "written after the checkpoint",
        java.nio.file.StandardOpenOption.APPEND);
    Progress end = run(STRICTER, requests, () -> false);

    assertThat(stopped.finished()).isFalse();
    assertThat(stopped.tally().counts().requests()).isPositive().isLessThan(2_000);
    assertThat(end.finished()).isTrue();
    assertThat(end.tally().counts()).isEqualTo(new Tally.Counts(2_000, 2_000, 0, 0, 667, 0));
    assertThat(Files.readAllLines(folder.resolve("differences.csv")))
        .hasSize(668)
        .doesNotHaveDuplicates();
  }

  @Test
  void aCheckpointOfAnotherReplayIsRefused() throws IOException {
    Path requests = requests(List.of(withRelief(72).toString()));
    run(STRICTER, requests, () -> false);

    assertThatThrownBy(() -> run(POLICY, requests, () -> false))
        .hasMessageContaining("checkpoint of another replay");
  }

  @Test
  void theReportShowsTheCountsAndEachRequestAndNoMarkupOfOthers() throws IOException {
    ObjectNode hostile = withRelief(72).put("requestId", "<script>x</script>");
    Progress end = run(STRICTER, requests(List.of(hostile.toString())), () -> false);

    String page = ReplayPage.page("candidate.dmn", "ab12", end, folder.resolve("differences.csv"));

    assertThat(page)
        .contains(
            "<meta name=\"necessity-candidate-sha256\" content=\"ab12\">",
            "<svg",
            "1 were CERTIFY; now 1 DO_NOT_CERTIFY.",
            "&lt;script&gt;",
            "injectionStandard: rule_injectionStandard_current")
        .doesNotContain("<script>");
  }
}
