package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.app.Modeler.Upload;
import dev.necessity.policy.replay.ReplayPage;
import dev.necessity.request.ContentHash;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** An analyst who tries a changed file in the browser before it is deployed. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
class WorkbenchToolsTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final String OUTCOME = Models.text(Models.DMN.resolve("review-outcome.dmn"));
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired ObjectMapper json;

  private Modeler browser;

  @BeforeEach
  void people() {
    browser = new Modeler(port);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    users.add("adam", "pw", "Adam", "A", Groups.ADMIN);
  }

  private static Upload upload(String field, String fileName, String content) {
    return new Upload(field, fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String tool, Upload... uploads) throws Exception {
    return browser.form("ana", "/workbench/" + tool, "same-origin", List.of(uploads), Map.of());
  }

  private String page(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String goesOn() throws Exception {
    return page(browser.get("ana", "/workbench/check"));
  }

  @Test
  void aFindingIsShownWithTableRuleCellAndWhatToDo() throws Exception {
    String page =
        page(
            send(
                "check",
                upload(
                    "file",
                    "changed.dmn",
                    POLICY.replaceFirst("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>"))));

    assertThat(page)
        .contains(
            "1 error, 0 warnings. A deployment of it would be refused.",
            "<th scope=\"row\">ERROR</th><td>diagnosticInjections</td><td>row 2, rule_diagnosticInjections_twoCannotQualify</td><td>Status</td>",
            "Write &quot;NOT_MET&quot;.");
    assertThat(page(send("check", upload("file", "C:\\policies\\sound.dmn", POLICY))))
        .contains("Check of sound.dmn", "Nothing found.");
  }

  @Test
  void formsAreCheckedBesideThoseThatAreLiveAndBesideThePolicyThatAsksForThem() throws Exception {
    String form = Models.text(Path.of("forms/pain-score.form"));
    Upload other =
        upload(
            "file",
            "other.form",
            form.replace("\"pain-score\"", "\"other-score\"")
                .replace("\"max\": 10", "\"max\": 100"));

    assertThat(page(send("check", upload("file", "pain-score.form", form))))
        .contains("Check of pain-score.form", "Nothing found.");
    assertThat(page(send("check", other)))
        .contains(
            "<td>score</td>",
            "The records of &#39;baselinePain&#39; are defined otherwise by the form &#39;pain-score&#39;");
    assertThat(
            page(
                send(
                    "check",
                    upload(
                        "file",
                        "si-joint-fusion.dmn",
                        POLICY.replace("[\"PAIN_SCORE\"]", "[\"PAIN_SCALE\"]")),
                    upload(
                        "file",
                        "determination.dmn",
                        Models.text(Models.DMN.resolve("determination.dmn"))),
                    other)))
        .contains(
            "Check of 3 files",
            "<h2>si-joint-fusion.dmn</h2>",
            "No row says how the document &#39;PAIN_SCALE&#39; is asked for",
            "<h2>other.form</h2>")
        .contains("<h2>determination.dmn</h2><p class=\"good\">Nothing found.");
    assertThat(send("check", other, other).body())
        .contains("Two of the files have the name &#39;other.form&#39;");
  }

  @Test
  void aNewVersionOfADeployedFileOrOfAnUploadIsGivenBackAsAFile() throws Exception {
    String form = page(browser.get("ana", "/workbench/version"));
    String deployed =
        java.util.regex.Pattern.compile("<option value=\"([^\"]+/si-joint-fusion)\">")
            .matcher(form)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    HttpResponse<String> begun =
        browser.form(
            "ana",
            "/workbench/version",
            "same-origin",
            List.of(),
            Map.of("of", deployed, "tag", " 3000-01 "));
    assertThat(page(begun))
        .isEqualTo(
            POLICY.replaceAll("camunda:versionTag=\"[^\"]*\"", "camunda:versionTag=\"3000-01\""));
    assertThat(begun.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"si-joint-fusion.dmn\"");
    assertThat(
            page(
                browser.form(
                    "ana",
                    "/workbench/version",
                    "same-origin",
                    List.of(upload("file", "mine.dmn", POLICY)),
                    Map.of("tag", "3000-02"))))
        .contains("camunda:versionTag=\"3000-02\"");

    HttpResponse<String> none =
        browser.form(
            "ana", "/workbench/version", "same-origin", List.of(), Map.of("tag", "3000-01"));
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains("Choose of what to prepare a new version");
    HttpResponse<String> blank =
        browser.form(
            "ana",
            "/workbench/version",
            "same-origin",
            List.of(upload("file", "mine.dmn", POLICY)),
            Map.of("tag", "a b"));
    assertThat(blank.statusCode()).isEqualTo(400);
    assertThat(blank.body()).contains("1 to 64 letters");
    assertThat(
            browser
                .form(
                    "aud",
                    "/workbench/version",
                    "same-origin",
                    List.of(upload("file", "mine.dmn", POLICY)),
                    Map.of("tag", "1"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void anUploadIsComparedWithADeployedVersion() throws Exception {
    String form = page(browser.get("ana", "/workbench/compare"));
    String deployed =
        java.util.regex.Pattern.compile("<option value=\"([^\"]+/si-joint-fusion)\">")
            .matcher(form)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    String page =
        page(
            browser.form(
                "ana",
                "/workbench/compare",
                "same-origin",
                List.of(
                    upload(
                        "afterFile",
                        "changed.dmn",
                        POLICY.replaceFirst("<text>70</text>", "<text>75</text>"))),
                Map.of("before", deployed)));

    assertThat(page)
        .contains(
            "70 became 75.",
            "<td class=\"changed-cell\">70</td>",
            "<td class=\"changed-cell\">75</td>");
    assertThat(
            browser
                .form(
                    "ana",
                    "/workbench/compare",
                    "same-origin",
                    List.of(),
                    Map.of("before", deployed))
                .body())
        .contains("Choose what it was after");
  }

  @Test
  void aFailingRowIsShownInItsTableAndARequestThatIsJudgedOtherwiseIsNamed() throws Exception {
    String page =
        page(
            send(
                "examples",
                upload(
                    "file",
                    "changed.dmn",
                    POLICY
                        .replaceFirst("<text>70</text>", "<text>75</text>")
                        .replaceFirst("<text>42</text>", "<text>30</text>"))));

    assertThat(page)
        .contains(
            "Not every example holds",
            "line 2, minimumRelief: expected 70, but the table says 75 (the numbers of the policy)",
            "<tr class=\"rule\"><th scope=\"row\">row 1</th><td>-</td><td>75</td>",
            "<tr class=\"actual\"><th scope=\"row\">is</th><td>meets row 1</td><td class=\"differs\">75</td>",
            "<th scope=\"row\">nicotineStatus</th><td>"
                + rowsOf("nicotineStatus")
                + "</td><td>0</td><td>8 of 8</td>",
            "<th scope=\"row\">lab-42-days-before</th><td>OPEN</td><td>nicotineStatus</td><td>MET</td><td>UNSURE</td>");
  }

  private static long rowsOf(String decision) {
    return Models.text(Models.rows("si-joint-fusion", decision)).lines().count() - 1;
  }

  @Test
  void rowsThatAreUploadedTakeThePlaceOfThePackagedOnes() throws Exception {
    Upload file = upload("file", "review-outcome.dmn", OUTCOME);
    assertThat(page(send("examples", file)))
        .contains("Every example holds, and every rule has one.");

    String twoRows =
        Models.text(Models.rows("review-outcome", "reviewOutcome"))
            .lines()
            .limit(2)
            .collect(Collectors.joining("\n"));
    assertThat(page(send("examples", file, upload("rows", "reviewOutcome.csv", twoRows))))
        .contains("1 of 6", "rule_reviewOutcome_overturn");

    assertThat(send("examples", file, upload("rows", "reviewOutcme.csv", twoRows)).body())
        .contains("no decision table &#39;reviewOutcme&#39;");
    assertThat(page(send("examples", file, upload("rows", "reviewOutcome.csv", "nonsense\n1"))))
        .contains("The table has no input labelled &#39;nonsense&#39;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{list: for j in 1..9000 return j, all: for i in 1..100 return count(distinct values(list))}.all",
        "{f: function(x) f(x + 1), all: f(1)}.all",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \".*.*.*.*.*.*.*.*=\")",
        "count(for i in 1..9999, j in 1..9999 return i)"
      })
  void anExpressionThatNeverEndsOrCallsItselfFailsItsRowAndNothingElse(String endless)
      throws Exception {
    String page =
        page(
            send(
                "examples",
                upload(
                    "file",
                    "endless.dmn",
                    OUTCOME.replaceFirst(
                        "(<outputEntry id=\"rule_reviewOutcome_uphold_out_disposition\">\\s*<text>)[^<]*",
                        "$1" + endless.replace("$", "\\$")))));

    // The rows of its rule fail; from line 7 on they are of other rules.
    assertThat(page)
        .contains("Not every example holds", "<li>line 2, ")
        .doesNotContain("<li>line 7, ");
    goesOn();
  }

  @Test
  void hostileFilesAreRefusedOnAPageAndTheServerGoesOn(@TempDir Path folder) throws Exception {
    String entities =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)))
            .collect(Collectors.joining());
    String bomb =
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY l0 \"ha\">"
            + entities
            + "]><definitions>&l9;</definitions>";
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    String thief =
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><definitions>&x;</definitions>";

    assertThat(page(send("check", upload("file", "bomb.dmn", bomb)))).contains("document type");
    for (String tool : List.of("examples", "replay")) {
      String field = tool.equals("replay") ? "candidate" : "file";
      assertThat(send(tool, upload(field, "bomb.dmn", bomb)))
          .returns(400, HttpResponse::statusCode)
          .extracting(HttpResponse::body)
          .asString()
          .contains("<h1>Not done</h1>", "document type");
      assertThat(send(tool, upload(field, "thief.dmn", thief)).body())
          .contains("document type")
          .doesNotContain("the secret");
    }
    assertThat(
            send(
                    "compare",
                    upload("beforeFile", "bomb.dmn", bomb),
                    upload("afterFile", "thief.dmn", thief))
                .body())
        .contains("document type");
    assertThat(page(send("check", upload("file", "<script>alert(1)</script>.dmn", "hello"))))
        .contains("no XML file")
        .doesNotContain("<script>alert");
    goesOn();
  }

  @Test
  void whatIsTooLargeIsRefusedOnAPage() throws Exception {
    for (int mebibytes : new int[] {50, 70}) {
      HttpResponse<String> answer =
          send("check", new Upload("file", "huge.dmn", new byte[mebibytes * 1024 * 1024]));
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .contains("<h1>Not done</h1>")
          .containsAnyOf("at most 10485760 are read", "The upload is too large");
    }
    assertThat(send("check").statusCode()).isEqualTo(400);
    goesOn();
  }

  private String ended(String job) throws Exception {
    long start = System.nanoTime();
    String page = page(browser.get("ana", job));
    while (page.contains("data-running") && System.nanoTime() - start < LONG_ENOUGH.toNanos()) {
      page = page(browser.get("ana", job));
    }
    return page;
  }

  private String started(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return "/workbench/" + answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void aReplayOfThePackagedRequestsEndsInAReportAboutTheFile() throws Exception {
    String changed = POLICY.replaceFirst("<text>42</text>", "<text>30</text>");

    String job = started(send("replay", upload("candidate", "changed.dmn", changed)));
    String page = ended(job);

    long requests = Models.requests().size();
    long judged =
        Models.requests().stream()
            .filter(
                file ->
                    Models.text(Path.of(file.toString().replace(".json", ".expected.json")))
                        .contains("\"diagnosticInjections\""))
            .count();
    assertThat(judged)
        .as("some are routed, some of another policy")
        .isPositive()
        .isLessThan(requests);
    assertThat(page)
        .contains(
            "Finished",
            requests + " requests, " + judged + " judged, " + (requests - judged) + " not covered",
            "Against the packaged example requests, documentation CLOSED",
            "by ana");
    HttpResponse<String> report = browser.get("ana", job + "/report");
    assertThat(ReplayPage.candidate(report.body()))
        .contains(ContentHash.ofBytes(changed.getBytes(StandardCharsets.UTF_8)));
    assertThat(report.headers().firstValue("Content-Security-Policy"))
        .as("whatever a report holds, it runs nothing")
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox;"));
    assertThat(browser.get("ana", job + "/differences.csv").body())
        .contains(",lab-42-days-before,");
    assertThat(browser.get("ana", job + "/replay.html").headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"replay.html\"");
    assertThat(page(browser.get("ana", "/workbench/replay"))).contains("changed.dmn", "Finished");
  }

  @Test
  void aReplayCanBeStopped() throws Exception {
    String request = Models.text(Models.REQUESTS.resolve("seed.json")).replaceAll("\\R\\s*", " ");
    String job =
        started(
            replay(
                Map.of("against", "REQUESTS"),
                upload("requests", "past.jsonl", (request + "\n").repeat(20_000))));

    assertThat(page(browser.get("ana", job)))
        .contains("data-running", "<progress", "Stop</button>");
    assertThat(browser.form("ana", job + "/stop", "same-origin", List.of(), Map.of()).statusCode())
        .isEqualTo(303);

    assertThat(ended(job)).contains("Stopped").doesNotContain("data-running", "20000 requests");
  }

  /** Of a file in which a qualifying injection must give 75 % of relief. */
  private HttpResponse<String> replay(Map<String, String> fields, Upload... more) throws Exception {
    List<Upload> uploads =
        Stream.concat(
                Stream.of(
                    upload(
                        "candidate",
                        "stricter.dmn",
                        POLICY.replaceFirst("<text>70</text>", "<text>75</text>"))),
                Stream.of(more))
            .toList();
    return browser.form("ana", "/workbench/replay", "same-origin", uploads, fields);
  }

  private String open(int relief, String receivedAt) throws Exception {
    ObjectNode request =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json")));
    request.put("requestId", UUID.randomUUID().toString()).put("receivedAt", receivedAt);
    request
        .at("/evidence/injections")
        .forEach(
            injection -> {
              ((ObjectNode) injection).remove(List.of("painBefore", "painAfter"));
              ((ObjectNode) injection)
                  .putObject("reliefPercent")
                  .put("low", relief)
                  .put("high", relief);
            });
    HttpResponse<String> answer = browser.post("ines", "/api/requests", request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body()).get("caseNumber").asText();
  }

  @Test
  void aReplayOfThePastCasesOfAPeriodComparesEachWithWhatWasRecorded() throws Exception {
    open(72, "2026-03-01T23:59:59Z");
    String flipped = open(72, "2026-03-02T00:00:00Z");
    open(80, "2026-03-02T10:00:00Z");
    open(72, "2026-03-03T00:00:00Z");

    String job =
        started(replay(Map.of("against", "CASES", "from", "2026-03-02", "to", "2026-03-03")));
    String page = ended(job);

    assertThat(page)
        .contains(
            "Finished",
            "2 cases, 2 judged",
            "1 with another disposition",
            "Against past cases, received from 2026-03-02T00:00Z before 2026-03-03T00:00Z");
    assertThat(browser.get("ana", job + "/differences.csv").body())
        .startsWith("received,case,")
        .contains("," + flipped + ",CERTIFY,DO_NOT_CERTIFY");
    assertThat(browser.get("ana", job + "/report").body()).contains(flipped);
    long later =
        json.readTree(
                browser.get("aud", "/api/requests?receivedFrom=2026-03-02T00:00:00Z&size=1").body())
            .get("total")
            .asLong();
    assertThat(later).isGreaterThanOrEqualTo(3);
    long routed =
        json.readTree(
                browser
                    .get(
                        "aud",
                        "/api/requests?state=ROUTED&receivedFrom=2026-03-02T00:00:00Z&size=1")
                    .body())
            .get("total")
            .asLong();
    assertThat(ended(started(replay(Map.of("against", "CASES", "from", "2026-03-02", "to", "")))))
        .contains(later + " cases, " + (later - routed) + " judged");
    assertThat(
            ended(
                started(
                    replay(Map.of("against", "CASES", "from", "2027-01-01", "to", "2027-01-02")))))
        .contains("Finished", "0 cases, 0 judged");
  }

  @ParameterizedTest
  @CsvSource({
    "CASES,2026-03-03,2026-03-03,Give a later day under &#39;Received before&#39;",
    "CASES,03/02/2026,,&#39;Received from&#39; is &#39;03/02/2026&#39;",
    "CASES,,tomorrow,&#39;Received before&#39; is &#39;tomorrow&#39;",
    "EXAMPLES,2026-03-02,,Choose &#39;past cases&#39; there",
    "REQUESTS,,,No file of requests was chosen",
    "EVERYTHING,,,Go back"
  })
  void aPeriodOrAChoiceThatCannotBeMeantIsSaidWhereItIs(
      String against, String from, String to, String message) throws Exception {
    HttpResponse<String> answer =
        replay(
            Map.of(
                "against", against, "from", from == null ? "" : from, "to", to == null ? "" : to));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<h1>Not done</h1>", message);
  }

  @Test
  void aFileOfRequestsIsNotForgottenWhenPastCasesAreChosen() throws Exception {
    assertThat(replay(Map.of("against", "CASES"), upload("requests", "past.jsonl", "{}")).body())
        .contains("<h1>Not done</h1>", "Choose &#39;a file of requests&#39; there");
  }

  @Test
  void aCandidateThatChangesNothingDeployedIsSaidSo() throws Exception {
    String stranger = OUTCOME.replace("reviewOutcome", "anotherOutcome");

    assertThat(ended(started(send("replay", upload("candidate", "stranger.dmn", stranger)))))
        .contains("Failed", "nothing to compare it with");
    assertThat(browser.get("ana", "/workbench/replay/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aFormOfAnotherSiteIsRefused() throws Exception {
    Upload file = upload("file", "sound.dmn", OUTCOME);

    HttpResponse<String> answer =
        browser.form("ana", "/workbench/check", "cross-site", List.of(file), Map.of());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("A page of another site sent this");
    assertThat(page(send("check", file))).contains("Nothing found.");
  }

  @ParameterizedTest
  @CsvSource({"ana,200", "adam,200", "aud,403", "rita,403"})
  void analystsAndAdministratorsTryFilesAndNobodyElse(String user, int status) throws Exception {
    for (String tool : List.of("check", "examples")) {
      assertThat(
              browser
                  .form(
                      user,
                      "/workbench/" + tool,
                      "same-origin",
                      List.of(upload("file", "f.dmn", OUTCOME)),
                      Map.of())
                  .statusCode())
          .isEqualTo(status);
    }
    assertThat(
            browser
                .form(
                    user,
                    "/workbench/replay",
                    "same-origin",
                    List.of(upload("candidate", "f.dmn", OUTCOME)),
                    Map.of())
                .statusCode())
        .isEqualTo(status == 200 ? 303 : 403);
  }
}
