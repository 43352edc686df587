package dev.necessity.web.workbench;

import dev.necessity.policy.replay.ReplayRun.Progress;
import dev.necessity.policy.replay.Tally;
import dev.necessity.text.HtmlTemplate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.web.csrf.CsrfToken;

/** Replays as pages: the form and the last ones, and one with its progress or its result. */
final class ReplayPages {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final int PERCENT = 100;

  private ReplayPages() {}

  /**
   * @param against what it is replayed against, in words; so is its {@code state}
   */
  record Line(
      String id,
      String startedAt,
      String startedBy,
      String candidate,
      String against,
      String state) {}

  /**
   * One replay.
   *
   * @param unit what is replayed, as in {@code cases}
   * @param progress null but while it runs
   * @param problem null but where it failed
   * @param stopped whether it was before there was anything to show
   * @param counts null where there is no report
   */
  record Page(
      Line replay,
      String unit,
      Running progress,
      String problem,
      boolean stopped,
      Tally.Counts counts,
      List<Disposition> dispositions) {}

  record Running(long percent, String words) {}

  record Disposition(String before, String now, long count) {}

  static String overview(List<ReplayJob> jobs, CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/replays",
        Map.of("token", token, "replays", jobs.stream().map(ReplayPages::line).toList()));
  }

  static String job(ReplayJob job, CsrfToken token) {
    boolean running = job.isRunning();
    boolean failed = job.state() == ReplayJob.State.FAILED;
    Tally tally =
        running || failed || !job.hasReport()
            ? null
            : job.progress().map(Progress::tally).orElse(null);
    return HtmlTemplate.fill(
        "workbench/replay",
        Map.of(
            "token",
            token,
            "page",
            new Page(
                line(job),
                job.order().source().unit(),
                running ? running(job) : null,
                failed ? job.problem() : null,
                !running && !failed && tally == null,
                tally == null ? null : tally.counts(),
                tally == null ? List.of() : dispositions(tally))));
  }

  private static Line line(ReplayJob job) {
    return new Line(
        job.id(),
        MOMENT.format(job.order().startedAt()),
        job.order().startedBy(),
        job.order().candidate().name(),
        job.order().source().words(),
        words(job.state()));
  }

  private static Running running(ReplayJob job) {
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
    return new Running(
        Math.round(PERCENT * done),
        lines
            + " "
            + job.order().source().unit()
            + ", "
            + Math.round(lines / seconds)
            + " a second"
            + left
            + ".");
  }

  private static List<Disposition> dispositions(Tally tally) {
    return tally.dispositions().entrySet().stream()
        .flatMap(
            before ->
                before.getValue().entrySet().stream()
                    .map(now -> new Disposition(before.getKey(), now.getKey(), now.getValue())))
        .toList();
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
