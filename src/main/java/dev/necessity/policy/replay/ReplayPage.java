package dev.necessity.policy.replay;

import dev.necessity.text.HtmlTemplate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The report of a replay as one page that needs nothing else, as the template {@code policy/replay}
 * shows it: charts, and the first differences as a table. Lengths are in the units of a chart's
 * view box.
 *
 * @param sha256 of the changed file
 * @param finished whether the replay came to its end
 * @param unread what could not be read or judged, and why
 */
public record ReplayPage(
    String candidate,
    String sha256,
    boolean finished,
    List<Count> counts,
    List<String> legend,
    List<Bar> bars,
    List<Criterion> criteria,
    Differences differences,
    Differences unread) {

  private static final Pattern CANDIDATE_HASH =
      Pattern.compile("meta name=\"necessity-candidate-sha256\" content=\"([0-9a-f]+)\"");

  private static final int SHOWN = 500;
  private static final int WIDTH = 900;

  /** A part of a bar that has room for its number. */
  private static final int ROOMY = 60;

  public record Count(String what, String number) {}

  /**
   * The cases of one disposition before, divided by their dispositions now.
   *
   * @param words how many there are of each now
   */
  public record Bar(String before, long all, String words, List<Part> parts) {}

  /**
   * @param name of the disposition, and the class that colours it
   * @param roomy whether its number fits
   */
  public record Part(
      String name, long count, String number, long left, long width, boolean roomy) {}

  public record Criterion(String criterion, String change, String number, long width) {}

  /**
   * @param rows of each cell its sentences
   * @param more whether the file has more rows
   */
  public record Differences(
      String file, List<String> header, List<List<List<String>>> rows, boolean more) {}

  /** SHA-256 of the file that a page reports on; empty where the page is no report of a replay. */
  public static Optional<String> candidate(String page) {
    Matcher hash = CANDIDATE_HASH.matcher(page);
    return hash.find() ? Optional.of(hash.group(1)) : Optional.empty();
  }

  /**
   * @param candidate name of the changed file, and its SHA-256
   * @param differences the CSV file of the replay
   */
  public static String page(
      String candidate, String sha256, ReplayRun.Progress progress, Path differences)
      throws IOException {
    Tally tally = progress.tally();
    return HtmlTemplate.fill(
        "policy/replay",
        Map.of(
            "page",
            new ReplayPage(
                candidate,
                sha256,
                progress.finished(),
                counts(tally.counts()),
                tally.dispositions().values().stream()
                    .flatMap(now -> now.keySet().stream())
                    .distinct()
                    .sorted()
                    .toList(),
                tally.dispositions().entrySet().stream()
                    .map(before -> bar(before.getKey(), before.getValue()))
                    .toList(),
                criteria(tally.criteria()),
                read(differences),
                read(ReplayRun.unread(differences)))));
  }

  private static List<Count> counts(Tally.Counts counts) {
    return List.of(
        new Count("Cases", number(counts.requests())),
        new Count("Judged under both", number(counts.judged())),
        new Count("Another disposition", number(counts.flipped())),
        new Count("Only another criterion", number(counts.shifted())),
        new Count("Not covered by the policy", number(counts.notCovered())),
        new Count("Cannot be read", number(counts.unreadable())));
  }

  private static Bar bar(String before, Map<String, Long> now) {
    long all = now.values().stream().mapToLong(Long::longValue).sum();
    List<Part> parts = new ArrayList<>();
    double left = 0;
    for (Map.Entry<String, Long> part : now.entrySet()) {
      double width = (double) WIDTH * part.getValue() / all;
      parts.add(
          new Part(
              part.getKey(),
              part.getValue(),
              number(part.getValue()),
              Math.round(left),
              Math.max(1, Math.round(width)),
              width > ROOMY));
      left += width;
    }
    return new Bar(
        before,
        all,
        now.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")),
        parts);
  }

  private static List<Criterion> criteria(Map<String, Map<String, Long>> criteria) {
    long largest =
        criteria.values().stream()
            .flatMap(changes -> changes.values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    return criteria.entrySet().stream()
        .flatMap(
            criterion ->
                criterion.getValue().entrySet().stream()
                    .map(
                        change ->
                            new Criterion(
                                criterion.getKey(),
                                change.getKey(),
                                number(change.getValue()),
                                Math.max(
                                    1, Math.round(WIDTH * (double) change.getValue() / largest)))))
        .toList();
  }

  private static Differences read(Path differences) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(differences)) {
      List<String> header = cells(lines.readLine());
      List<List<List<String>>> rows = new ArrayList<>();
      String line = lines.readLine();
      for (; line != null && rows.size() < SHOWN; line = lines.readLine()) {
        rows.add(cells(line).stream().map(cell -> List.of(cell.split("; (?=\\w+: )"))).toList());
      }
      return new Differences(differences.getFileName().toString(), header, rows, line != null);
    }
  }

  private static List<String> cells(String line) throws IOException {
    try (var parser = CSVFormat.DEFAULT.parse(new StringReader(line))) {
      return parser.getRecords().stream().flatMap(CSVRecord::stream).toList();
    }
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }
}
