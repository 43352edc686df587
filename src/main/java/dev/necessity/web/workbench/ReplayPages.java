package dev.necessity.web.workbench;

import static dev.necessity.text.Html.escape;

import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.policy.replay.Tally;
import dev.necessity.text.Html;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.web.csrf.CsrfToken;

/** Replays as pages: the form and the last ones, and one with its progress or its result. */
final class ReplayPages {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final int PERCENT = 100;
  private static final List<Map.Entry<String, String>> AGAINST =
      List.of(
          Map.entry("CASES", "past cases of this server"),
          Map.entry("REQUESTS", "a file of requests"),
          Map.entry("EXAMPLES", "the example requests of the application"));

  private ReplayPages() {}

  static String overview(List<ReplayJob> jobs, CsrfToken token) {
    Html html =
        PageFrame.form(
            "replay",
            token,
            PageFrame.fileField("candidate", "Changed DMN file", ".dmn", true, false)
                .raw(PageFrame.select("against", "Replay against", AGAINST).toString())
                .raw("<fieldset><legend>Past cases</legend>")
                .raw(PageFrame.dateField("from", "Received from").toString())
                .raw(PageFrame.dateField("to", "Received before").toString())
                .element(
                    "p",
                    "Days begin in UTC; the day under 'Received before' is not included. Without days, all cases are replayed, each against what was recorded of it.")
                .raw("</fieldset><fieldset><legend>Requests, of a file or the examples</legend>")
                .raw(
                    PageFrame.fileField(
                            "requests",
                            "File of requests (.jsonl)",
                            ".jsonl,.json,.txt",
                            false,
                            false)
                        .toString())
                .raw(
                    PageFrame.select(
                            "documentation",
                            "Documentation",
                            List.of(
                                Map.entry("CLOSED", "CLOSED: what is missing counts as not met"),
                                Map.entry("OPEN", "OPEN: what is missing may still come")))
                        .toString())
                .element(
                    "p",
                    "One JSON object a line. The file is deleted as soon as the replay has ended.")
                .raw("</fieldset>"),
            "Replay");
    html.element("h2", "The last replays");
    if (jobs.isEmpty()) {
      html.element("p", "None since the server has started.");
    } else {
      html.raw(
          PageFrame.cells(
                  "Newest first",
                  List.of("Started", "By", "Changed file", "Against", "State"),
                  jobs.stream()
                      .map(
                          job ->
                              List.of(
                                  "<a href=\"replay/"
                                      + job.id()
                                      + "\">"
                                      + moment(job.order().startedAt())
                                      + "</a>",
                                  escape(job.order().startedBy()),
                                  escape(job.order().candidate().name()),
                                  escape(job.order().source().words()),
                                  words(job.state())))
                      .toList())
              .toString());
    }
    return PageFrame.page(
        "Replay",
        "Who would have been decided differently under a changed file.",
        "../",
        html.toString());
  }

  static String job(ReplayJob job, CsrfToken token) {
    Html html =
        new Html()
            .raw(
                "<section id=\"live\" aria-live=\"polite\""
                    + (job.isRunning() ? " data-running=\"true\"" : "")
                    + ">")
            .element("h2", words(job.state()));
    if (job.isRunning()) {
      progress(html, job, token);
    } else if (job.state() == ReplayJob.State.FAILED) {
      html.element("p role=\"alert\" class=\"problem\"", job.problem());
    } else {
      result(html, job);
    }
    return PageFrame.livePage(
        "Replay of " + job.order().candidate().name(),
        "Against "
            + job.order().source().words()
            + "; started "
            + moment(job.order().startedAt())
            + " by "
            + job.order().startedBy()
            + ".",
        "../../",
        html.raw("</section>").toString());
  }

  private static void progress(Html html, ReplayJob job, CsrfToken token) {
    double done =
        job.size() == 0
            ? 0
            : job.progress().map(now -> (double) now.done() / job.size()).orElse(0.0);
    long lines = job.progress().map(now -> now.tally().counts().requests()).orElse(0L);
    double seconds = Math.max(1, job.took().toMillis()) / 1000.0;
    String left =
        done <= 0
            ? ""
            : ", about "
                + Duration.ofSeconds(Math.round(seconds / done * (1 - done)))
                    .toString()
                    .substring(2)
                    .toLowerCase(Locale.ROOT)
                + " left";
    html.raw(
            "<p><progress aria-label=\"Progress\" max=\"100\" value=\""
                + Math.round(PERCENT * done)
                + "\"></progress></p>")
        .element(
            "p",
            Math.round(PERCENT * done)
                + " %: "
                + lines
                + " "
                + job.order().source().unit()
                + ", "
                + Math.round(lines / seconds)
                + " a second"
                + left
                + ".")
        .raw(
            "<form method=\"post\" action=\""
                + job.id()
                + "/stop\">"
                + PageFrame.token(token)
                + "<button type=\"submit\">Stop</button></form>")
        .raw("<p><a href=\"" + job.id() + "\">Look again</a></p>");
  }

  private static void result(Html html, ReplayJob job) {
    Tally tally = job.progress().map(Progress::tally).orElse(null);
    if (tally == null || !job.hasReport()) {
      html.element(
          "p", "It was stopped before the first of the " + job.order().source().unit() + ".");
      return;
    }
    String unit = job.order().source().unit();
    Tally.Counts counts = tally.counts();
    html.element(
            "p",
            counts.requests()
                + " "
                + unit
                + ", "
                + counts.judged()
                + " judged, "
                + counts.notCovered()
                + " not covered by the policy, "
                + counts.unreadable()
                + " that cannot be read.")
        .element(
            "p",
            counts.flipped()
                + " with another disposition, "
                + counts.shifted()
                + " with the same disposition and another criterion.");
    List<List<String>> dispositions = new ArrayList<>();
    tally
        .dispositions()
        .forEach(
            (old, now) ->
                now.forEach(
                    (disposition, count) ->
                        dispositions.add(List.of(old, disposition, count.toString()))));
    html.raw(
        PageFrame.table(
                "By disposition", List.of("Before", "Now", "How many " + unit), dispositions)
            .toString());
    html.raw(
        "<p><a href=\""
            + job.id()
            + "/report\">Read the report</a>; <a href=\""
            + job.id()
            + "/replay.html\">keep it as a file</a>, to attach it to the deployment; <a href=\""
            + job.id()
            + "/differences.csv\">each difference as CSV</a>.</p>");
  }

  private static String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  private static String words(ReplayJob.State state) {
    return switch (state) {
      case WAITING -> "Waits for another replay";
      case RUNNING -> "Runs";
      case FINISHED -> "Finished";
      case STOPPED -> "Stopped";
      case FAILED -> "Failed";
    };
  }
}
