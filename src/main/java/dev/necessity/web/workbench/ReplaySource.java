package dev.necessity.web.workbench;

import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredCases;
import dev.necessity.policy.replay.PastCases;
import dev.necessity.policy.replay.RequestFile;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a changed file is replayed against. */
sealed interface ReplaySource {

  /** As a page says it. */
  String words();

  /** What one of them is called. */
  String unit();

  /** Takes what the call brought, which is gone once the call is answered. */
  void keep(Path folder) throws IOException;

  PastCases open(Path folder) throws IOException;

  /** Deletes what was kept. */
  void delete(Path folder) throws IOException;

  /** Requests, one JSON object a line. */
  interface Lines {
    InputStream open() throws IOException;
  }

  /**
   * @param documentation OPEN or CLOSED
   */
  record Requests(String name, String documentation, Lines lines, RequestReader reader)
      implements ReplaySource {

    @Override
    public String words() {
      return name + ", documentation " + documentation;
    }

    @Override
    public String unit() {
      return "requests";
    }

    @Override
    public void keep(Path folder) throws IOException {
      try (InputStream opened = lines.open()) {
        Files.copy(opened, file(folder));
      }
    }

    @Override
    public PastCases open(Path folder) throws IOException {
      return new RequestFile(file(folder), reader, documentation);
    }

    @Override
    public void delete(Path folder) throws IOException {
      Files.deleteIfExists(file(folder));
    }

    private static Path file(Path folder) {
      return folder.resolve("requests.jsonl");
    }
  }

  /** Cases of the database, as they were judged. */
  record Cases(StoredAssessments stored, ReceiptPeriod period) implements ReplaySource {

    @Override
    public String words() {
      return "past cases, " + period.words();
    }

    @Override
    public String unit() {
      return "cases";
    }

    @Override
    public void keep(Path folder) {}

    @Override
    public PastCases open(Path folder) {
      return new StoredCases(stored, period);
    }

    @Override
    public void delete(Path folder) {}
  }
}
