package dev.necessity.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What it costs that the embedded database writes before it answers, against the half second of
 * delay that it has by itself.
 */
final class Embedded {

  private static final int ITS_OWN_DELAY = 500;

  private Embedded() {}

  static void measure(Report report, int seconds) throws Exception {
    // Both run on compiled code, whoever comes first.
    once(0, seconds);
    Map<String, Load.Result> delayed = once(ITS_OWN_DELAY, seconds);
    Map<String, Load.Result> atOnce = once(0, seconds);
    List<List<String>> rows = new ArrayList<>();
    atOnce.forEach(
        (call, result) -> {
          rows.add(
              LivePath.row(
                  call,
                  "before the answer",
                  result,
                  result.perSecond() / delayed.get(call).perSecond()));
          rows.add(LivePath.row(call, "half a second later", delayed.get(call), 1));
        });
    report.table(
        "The embedded database: when it writes",
        List.of("call", "written", "requests a second", "p50 ms", "p95 ms", "p99 ms", "ratio"),
        rows);
  }

  private static Map<String, Load.Result> once(int delay, int seconds) throws Exception {
    Path folder = Files.createTempDirectory("embedded");
    try (ConfigurableApplicationContext application =
        Application.start(
            "jdbc:h2:file:"
                + folder.resolve("necessity")
                + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;WRITE_DELAY="
                + delay,
            false)) {
      return LivePath.calls(LivePath.load(application), seconds);
    }
  }
}
