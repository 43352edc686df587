package dev.necessity.policy.replay;

import dev.necessity.policy.page.Html;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The report of a replay as one page that needs nothing else: charts, and the first differences as a table. */
public final class ReplayPage {

  private static final String CANDIDATE = "necessity-candidate-sha256";
  private static final Pattern CANDIDATE_HASH = Pattern.compile("<meta name=\"" + CANDIDATE + "\" content=\"([0-9a-f]+)\">");

  private static final int SHOWN = 500;
  private static final int WIDTH = 620;
  private static final Map<String, String> COLORS = Map.of("CERTIFY", "#2a7f62", "CERTIFY_MODIFIED", "#7fb069", "PEND", "#e6aa3b", "DO_NOT_CERTIFY", "#b8405e");

  private ReplayPage() {}

  /** SHA-256 of the file that a page reports on; empty where the page is no report of a replay. */
  public static Optional<String> candidate(String page) {
    Matcher hash = CANDIDATE_HASH.matcher(page);
    return hash.find() ? Optional.of(hash.group(1)) : Optional.empty();
  }

  /**
   * @param candidate name of the changed file, and its SHA-256
   * @param differences the CSV file of the replay
   */
  public static String page(String candidate, String sha256, ReplayRun.Progress progress, Path differences) throws IOException {
    Tally tally = progress.tally();
    Tally.Counts counts = tally.counts();
    Html html = new Html();
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"" + CANDIDATE + "\" content=\"" + sha256 + "\">")
        .element("title", "Replay of " + candidate)
        .raw("<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1d2b36}"
            + "table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9d3da;padding:.3rem .5rem;text-align:left;vertical-align:top;font-size:13px}"
            + "th{background:#eef3f6}svg text{font:13px system-ui,sans-serif;fill:#1d2b36}</style></head><body>")
        .element("h1", "Who would have been decided differently under " + candidate)
        .element("p", counts.requests() + " requests; " + counts.judged() + " judged under both versions; " + counts.flipped()
            + " with another disposition; " + counts.shifted() + " with the same disposition and another criterion; "
            + counts.notCovered() + " that the policy does not cover; " + counts.unreadable() + " that cannot be read."
            + (progress.finished() ? "" : " The replay was stopped before its end."));
    html.element("h2", "Disposition, before and now");
    tally.dispositions().forEach((old, now) -> stacked(html, old, now));
    html.element("h2", "Criteria whose status differs");
    if (tally.criteria().isEmpty()) {
      html.element("p", "None.");
    }
    long largest = tally.criteria().values().stream().flatMap(changes -> changes.values().stream()).mapToLong(Long::longValue).max().orElse(1);
    tally.criteria().forEach((criterion, changes) -> changes.forEach((change, count) -> bar(html, criterion + ": " + change, count, largest)));
    html.element("h2", "Each request, and the rules that did it");
    table(html, differences);
    return html.raw("</body></html>\n").toString();
  }

  /** One bar for each disposition before, divided by the dispositions now. */
  private static void stacked(Html html, String old, Map<String, Long> now) {
    long all = now.values().stream().mapToLong(Long::longValue).sum();
    String words = now.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).reduce((a, b) -> a + ", " + b).orElse("");
    html.element("p", all + " were " + old + "; now " + words + ".");
    html.raw("<svg role=\"img\" aria-label=\"" + Html.escape(old + ": " + words) + "\" width=\"" + WIDTH + "\" height=\"28\">");
    double x = 0;
    for (Map.Entry<String, Long> part : now.entrySet()) {
      double width = (double) WIDTH * part.getValue() / all;
      html.raw("<rect x=\"" + Math.round(x) + "\" width=\"" + Math.max(1, Math.round(width)) + "\" height=\"28\" fill=\""
          + COLORS.getOrDefault(part.getKey(), "#6b7a86") + "\"><title>").text(part.getKey() + ": " + part.getValue()).raw("</title></rect>");
      x += width;
    }
    html.raw("</svg>");
  }

  private static void bar(Html html, String label, long count, long largest) {
    html.raw("<svg role=\"img\" aria-label=\"" + Html.escape(label + ": " + count) + "\" width=\"" + WIDTH + "\" height=\"40\"><text x=\"0\" y=\"14\">")
        .text(label + ": " + count).raw("</text><rect y=\"20\" height=\"14\" fill=\"#3c7a89\" width=\"" + Math.max(1, Math.round(WIDTH * (double) count / largest)) + "\"/></svg>");
  }

  private static void table(Html html, Path differences) throws IOException {
    int row = 0;
    html.raw("<table>");
    try (BufferedReader lines = Files.newBufferedReader(differences)) {
      for (String line; (line = lines.readLine()) != null && row <= SHOWN; row++) {
        String cell = row == 0 ? "th" : "td";
        html.raw("<tr>");
        cells(line).forEach(text -> html.element(cell, text));
        html.raw("</tr>");
      }
    }
    html.raw("</table>");
    if (row > SHOWN) {
      html.element("p", "The first " + SHOWN + " are shown; the file " + differences.getFileName() + " has all.");
    }
  }

  private static List<String> cells(String line) throws IOException {
    try (var parser = CSVFormat.DEFAULT.parse(new StringReader(line))) {
      return parser.getRecords().stream().flatMap(CSVRecord::stream).toList();
    }
  }
}
