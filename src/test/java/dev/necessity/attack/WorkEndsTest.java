package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.necessity.Models;
import dev.necessity.request.RequestReader;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Work that was cut off has ended: after its answer no thread of the application is still at it.
 */
class WorkEndsTest extends EdgeTest {

  private static final String OUTCOME = Models.text(Models.DMN.resolve("review-outcome.dmn"));
  private static final String ENDLESS =
      "{list: for j in 1..9000 return j, all: for i in 1..100 return count(distinct values(list))}.all";

  @Autowired RequestReader reader;

  /** What threads other than this one do for the application: a line for each. */
  private static List<String> atWork() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey() != Thread.currentThread())
        .flatMap(
            thread ->
                Arrays.stream(thread.getValue())
                    .filter(WorkEndsTest::isWork)
                    .limit(1)
                    .map(place -> thread.getKey().getName() + ": " + place))
        .toList();
  }

  private static boolean isWork(StackTraceElement place) {
    return place
        .getClassName()
        .matches(
            "dev\\.necessity\\.(determination|fact|policy|workbench|work|workflow)\\..*|org\\.camunda\\.bpm\\.dmn\\..*|org\\.camunda\\.feel\\..*");
  }

  @AfterEach
  void nobodyIsStillAtIt() {
    await().untilAsserted(() -> assertThat(atWork()).isEmpty());
  }

  private HttpResponse<String> form(
      String path, Map<String, String> fields, Map<String, String> files) throws Exception {
    HttpResponse<String> page =
        send("GET", "/workbench/check", null, "Authorization", basic("ana"));
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    String token = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    String body =
        fields.entrySet().stream()
                .map(
                    field ->
                        "--x\r\nContent-Disposition: form-data; name=\""
                            + field.getKey()
                            + "\"\r\n\r\n"
                            + field.getValue()
                            + "\r\n")
                .collect(Collectors.joining())
            + files.entrySet().stream()
                .map(
                    file ->
                        "--x\r\nContent-Disposition: form-data; name=\""
                            + file.getKey().split(" ")[0]
                            + "\"; filename=\""
                            + file.getKey().split(" ")[1]
                            + "\"\r\n\r\n"
                            + file.getValue()
                            + "\r\n")
                .collect(Collectors.joining());
    return send(
        "POST",
        path,
        body
            + "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + token
            + "\r\n--x--\r\n",
        "Authorization",
        basic("ana"),
        "Content-Type",
        "multipart/form-data; boundary=x",
        "Cookie",
        cookie);
  }

  @Test
  void anExplanationThatWasNotTriedOutInFull() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/assessments/explain",
            BusyTest.large(reader, "all-met-ambulatory").toString(),
            "Authorization",
            basic("ana"),
            "Content-Type",
            "application/json");

    assertThat(answer.body()).contains("too many records");
  }

  @Test
  void examplesOfAFileThatNeverEnds() throws Exception {
    String endless =
        OUTCOME.replaceAll(
            "(<outputEntry id=\"rule_reviewOutcome_uphold_out_disposition\">\\s*<text>)[^<]*",
            "$1" + ENDLESS);

    assertThat(form("/workbench/examples", Map.of(), Map.of("file endless.dmn", endless)).body())
        .contains("Not every example holds");
  }

  @Test
  void aDeploymentOfATableThatTakesTooLongToLookAt() throws Exception {
    String table = BusyTest.tooManyCombinations();

    HttpResponse<String> answer =
        send(
            "POST",
            "/engine-rest/deployment/create",
            "--x\r\nContent-Disposition: form-data; name=\"busy.dmn\"; filename=\"busy.dmn\"\r\n\r\n"
                + table
                + "\r\n--x--\r\n",
            "Authorization",
            basic("ana"),
            "Content-Type",
            "multipart/form-data; boundary=x");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Split it");
  }

  /** As large as a file may be. */
  @Test
  void aComparisonOfTablesInWhichNoRowIsLikeAnother() throws Exception {
    String before = BusyTest.table(3900, 1, "$");
    String after =
        before
            .replaceAll("id=\"r([0-9]+)\"", "id=\"s$1\"")
            .replaceAll("<text>([0-9]+)</text>", "<text>-$1</text>");

    HttpResponse<String> answer =
        form(
            "/workbench/compare",
            Map.of(),
            Map.of("beforeFile before.dmn", before, "afterFile after.dmn", after));

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 422);
  }

  @Test
  void aReplayThatIsStopped() throws Exception {
    String endless =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replaceFirst("<text>70</text>", "<text>" + ENDLESS + "</text>");
    String request = Models.text(Models.REQUESTS.resolve("seed.json")).replaceAll("\\R\\s*", " ");
    String requests =
        IntStream.range(0, 3000).mapToObj(i -> request + "\n").collect(Collectors.joining());

    HttpResponse<String> started =
        form(
            "/workbench/replay",
            Map.of("against", "REQUESTS"),
            Map.of("candidate endless.dmn", endless, "requests past.jsonl", requests));
    assertThat(started.statusCode()).as(started.body()).isEqualTo(303);
    String job = "/workbench/" + started.headers().firstValue("Location").orElseThrow();
    assertThat(form(job + "/stop", Map.of(), Map.of()).statusCode()).isEqualTo(303);

    await()
        .untilAsserted(
            () ->
                assertThat(send("GET", job, null, "Authorization", basic("ana")).body())
                    .contains("Stopped"));
  }
}
