package dev.necessity.policy.replay;

import dev.necessity.text.Html;
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

/**
 * The report of a replay as one page that needs nothing else: charts, and the first differences as
 * a table.
 */
public final class ReplayPage {

  private static final String CANDIDATE = "necessity-candidate-sha256";
  private static final Pattern CANDIDATE_HASH =
      Pattern.compile("<meta name=\"" + CANDIDATE + "\" content=\"([0-9a-f]+)\">");

  private static final int SHOWN = 500;
  private static final int WIDTH = 900;
  private static final int HEIGHT = 30;

  /** A part of a bar that has room for its number. */
  private static final int ROOMY = 60;

  private static final String OTHER = "#5b6b78";
  private static final Map<String, String> COLORS =
      Map.of(
          "CERTIFY",
          "#1f6f54",
          "CERTIFY_MODIFIED",
          "#3c6e91",
          "PEND",
          "#8a5a00",
          "DO_NOT_CERTIFY",
          "#a3304f");
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1d2b36}
      h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #c9d3da;padding-bottom:.2rem}
      dl.counts{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0}dl.counts div{border:1px solid #c9d3da;border-radius:.4rem;padding:.5rem .9rem;min-width:8rem}
      dt{font-size:.85rem;color:#44535f}dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
      figure{margin:1rem 0}svg{display:block;width:100%;height:auto}svg text{font:14px system-ui,sans-serif;fill:#fff}
      ul.legend{list-style:none;display:flex;flex-wrap:wrap;gap:1.2rem;padding:0}ul.legend span{display:inline-block;width:.9rem;height:.9rem;margin-right:.4rem;vertical-align:-.1rem}
      .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85rem}
      th,td{border:1px solid #c9d3da;padding:.35rem .5rem;text-align:left;vertical-align:top}td.number{text-align:right;font-variant-numeric:tabular-nums}
      .wide td:nth-child(3),.wide td:nth-child(4){white-space:nowrap}
      th{background:#eef3f6}td.bar{width:40%}td p{margin:0 0 .3rem;overflow-wrap:anywhere}tr{break-inside:avoid}
      @media print{body{margin:0;max-width:none}.wide{overflow:visible}svg,ul.legend span{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

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
  public static String page(
      String candidate, String sha256, ReplayRun.Progress progress, Path differences)
      throws IOException {
    Tally tally = progress.tally();
    Tally.Counts counts = tally.counts();
    Html html = new Html();
    html.raw(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\""
                + CANDIDATE
                + "\" content=\""
                + sha256
                + "\">")
        .element("title", "Replay of " + candidate)
        .raw("<style>" + STYLE + "</style></head><body><main>")
        .element("h1", "Who would have been decided differently under " + candidate);
    if (!progress.finished()) {
      html.element("p", "The replay was stopped before its end: these are the cases up to there.");
    }
    counts(html, counts);
    html.element("h2", "Disposition, before and now");
    legend(html, tally);
    tally.dispositions().forEach((old, now) -> stacked(html, old, now));
    html.element("h2", "Criteria whose status differs");
    criteria(html, tally.criteria());
    html.element("h2", "Each case that differs, and the rules that did it");
    table(html, differences);
    return html.raw("</main></body></html>\n").toString();
  }

  private static void counts(Html html, Tally.Counts counts) {
    html.raw("<dl class=\"counts\">");
    count(html, "Cases", counts.requests());
    count(html, "Judged under both", counts.judged());
    count(html, "Another disposition", counts.flipped());
    count(html, "Only another criterion", counts.shifted());
    count(html, "Not covered by the policy", counts.notCovered());
    count(html, "Cannot be read", counts.unreadable());
    html.raw("</dl>");
  }

  private static void count(Html html, String what, long number) {
    html.raw("<div>").element("dt", what).element("dd", "%,d".formatted(number)).raw("</div>");
  }

  private static void legend(Html html, Tally tally) {
    html.raw("<ul class=\"legend\">");
    tally.dispositions().values().stream()
        .flatMap(now -> now.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            disposition ->
                html.raw("<li><span style=\"background:" + color(disposition) + "\"></span>")
                    .text(disposition)
                    .raw("</li>"));
    html.raw("</ul>");
  }

  private static String color(String disposition) {
    return COLORS.getOrDefault(disposition, OTHER);
  }

  /** One bar for each disposition before, divided by the dispositions now. */
  private static void stacked(Html html, String old, Map<String, Long> now) {
    long all = now.values().stream().mapToLong(Long::longValue).sum();
    String words =
        now.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    html.raw("<figure>").element("figcaption", all + " were " + old + "; now " + words + ".");
    html.raw(
        "<svg role=\"img\" aria-label=\""
            + Html.escape(old + ": " + words)
            + "\" viewBox=\"0 0 "
            + WIDTH
            + " "
            + HEIGHT
            + "\">");
    double x = 0;
    for (Map.Entry<String, Long> part : now.entrySet()) {
      double width = (double) WIDTH * part.getValue() / all;
      html.raw(
              "<rect x=\""
                  + Math.round(x)
                  + "\" width=\""
                  + Math.max(1, Math.round(width))
                  + "\" height=\""
                  + HEIGHT
                  + "\" fill=\""
                  + color(part.getKey())
                  + "\" stroke=\"#fff\"><title>")
          .text(part.getKey() + ": " + part.getValue())
          .raw("</title></rect>");
      if (width > ROOMY) {
        html.raw("<text x=\"" + Math.round(x + 8) + "\" y=\"" + (HEIGHT - 10) + "\">")
            .text("%,d".formatted(part.getValue()))
            .raw("</text>");
      }
      x += width;
    }
    html.raw("</svg></figure>");
  }

  private static void criteria(Html html, Map<String, Map<String, Long>> criteria) {
    if (criteria.isEmpty()) {
      html.element("p", "None.");
      return;
    }
    long largest =
        criteria.values().stream()
            .flatMap(changes -> changes.values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    html.raw("<div class=\"wide\"><table><thead><tr>")
        .element("th scope=\"col\"", "Criterion")
        .element("th scope=\"col\"", "Status")
        .element("th scope=\"col\"", "Cases")
        .raw("<td></td></tr></thead><tbody>");
    criteria.forEach(
        (criterion, changes) ->
            changes.forEach(
                (change, count) -> {
                  html.raw("<tr>")
                      .element("th scope=\"row\"", criterion)
                      .element("td", change)
                      .element("td class=\"number\"", "%,d".formatted(count));
                  html.raw(
                      "<td class=\"bar\"><svg aria-hidden=\"true\" viewBox=\"0 0 "
                          + WIDTH
                          + " "
                          + HEIGHT
                          + "\"><rect height=\""
                          + HEIGHT
                          + "\" fill=\""
                          + OTHER
                          + "\" width=\""
                          + Math.max(1, Math.round(WIDTH * (double) count / largest))
                          + "\"/></svg></td></tr>");
                }));
    html.raw("</tbody></table></div>");
  }

  private static void table(Html html, Path differences) throws IOException {
    int rows = 0;
    boolean more = false;
    try (BufferedReader lines = Files.newBufferedReader(differences)) {
      List<String> header = cells(lines.readLine());
      String line = lines.readLine();
      if (line == null) {
        html.element("p", "None.");
        return;
      }
      html.raw(
          "<div class=\"wide\" role=\"region\" aria-label=\"Cases that differ\" tabindex=\"0\"><table><thead><tr>");
      header.forEach(cell -> html.element("th scope=\"col\"", cell));
      html.raw("</tr></thead><tbody>");
      for (; line != null && rows < SHOWN; line = lines.readLine(), rows++) {
        html.raw("<tr>");
        cells(line)
            .forEach(
                cell -> {
                  html.raw("<td>");
                  for (String sentence : cell.split("; (?=\\w+: )")) {
                    html.element("p", sentence);
                  }
                  html.raw("</td>");
                });
        html.raw("</tr>");
      }
      more = line != null;
    }
    html.raw("</tbody></table></div>");
    if (more) {
      html.element(
          "p",
          "The first " + SHOWN + " are shown; the file " + differences.getFileName() + " has all.");
    }
  }

  private static List<String> cells(String line) throws IOException {
    try (var parser = CSVFormat.DEFAULT.parse(new StringReader(line))) {
      return parser.getRecords().stream().flatMap(CSVRecord::stream).toList();
    }
  }
}
