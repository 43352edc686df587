package dev.necessity.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * The tables, printed as they come and written between the marks of docs/performance.md at the end.
 */
final class Report {

  private static final Path DOCUMENT = Path.of("docs", "performance.md");
  private static final String BEGIN = "<!-- measured: begin -->";
  private static final String END = "<!-- measured: end -->";

  private final StringBuilder text = new StringBuilder();

  void table(String title, List<String> columns, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("\n### " + title + "\n\n");
    line(table, columns);
    line(table, columns.stream().map(column -> "---").toList());
    rows.forEach(row -> line(table, row));
    System.out.println(table);
    text.append(table);
  }

  private static void line(StringBuilder table, List<String> cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  void write() throws IOException {
    String before = Files.readString(DOCUMENT);
    int begin = before.indexOf(BEGIN) + BEGIN.length();
    int end = before.indexOf(END);
    Files.writeString(
        DOCUMENT,
        before.substring(0, begin) + "\n" + machine() + text + "\n" + before.substring(end));
  }

  private static String machine() {
    return "\n"
        + LocalDate.now(ZoneOffset.UTC)
        + "; "
        + processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores; "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + "; Java "
        + Runtime.version()
        + ", heap at most "
        + Runtime.getRuntime().maxMemory() / (1 << 20)
        + " MiB; load of the machine at the end "
        + ratio(
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage())
        + ".\n";
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException notLinux) {
      return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown processor");
    }
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
