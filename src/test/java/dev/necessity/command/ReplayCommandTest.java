package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst is told of a replay, on the terminal. */
class ReplayCommandTest {

  private static final Path POLICY = Models.DMN.resolve("si-joint-fusion.dmn");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int replay(Path requests, Path report) {
    return Commands.run(
        new String[] {
          "policy",
          "replay",
          "--candidate",
          POLICY.toString(),
          "--requests",
          requests.toString(),
          "--report",
          report.toString()
        },
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  private Path requests(String... lines) throws IOException {
    return Files.write(folder.resolve("past.jsonl"), List.of(lines));
  }

  private static String request() {
    return Models.text(Models.REQUESTS.resolve("seed.json")).replaceAll("\\R\\s*", " ");
  }

  @Test
  void whatIsReadAndDecidedAsBeforeIsFine() throws IOException {
    assertThat(replay(requests(request()), folder.resolve("report"))).isZero();
  }

  @Test
  void whatCannotBeReadIsSaidWithItsLineAndIsNotFine() throws IOException {
    assertThat(replay(requests(request(), "{\"requestId\": \"half"), folder.resolve("report")))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("1 that cannot be read", "Not read or not judged:", "  2,", "unread.csv");
    assertThat(Files.readString(folder.resolve("report/replay.html")))
        .contains("What could not be read or judged, and why");
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidBeforeAnythingIsJudged() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "");

    assertThat(replay(requests(request()), file.resolve("report"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("Nothing can be written to the folder", "Name another one with --report");
    assertThat(out.toString()).isEmpty();
  }
}
