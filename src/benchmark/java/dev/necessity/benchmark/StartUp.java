package dev.necessity.benchmark;

import dev.necessity.NecessityApplication;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * From the start of a Java process to an application that answers: this one and a bare one, in
 * turn, on a new database, which both fill with their tables and this one with its models, and on
 * that of an earlier start.
 */
public final class StartUp {

  private static final int RUNS = 5;
  private static final String STARTED = "application started";

  /** Of this application, with an administrator, without whom it does not start. */
  static final List<String> OURS =
      List.of("--necessity.admin.id=root", "--necessity.admin.password=A-secret-of-1");

  /**
   * Of the bare one: nothing that stands in this project's settings, and none of its models and
   * tables, which are on its path as well.
   */
  private static final List<String> BARE =
      List.of(
          "--spring.config.name=bare",
          "--camunda.bpm.auto-deployment-enabled=false",
          "--spring.flyway.enabled=false");

  private StartUp() {}

  static void measure(Report report) throws Exception {
    Path folder = Files.createTempDirectory("start-up");
    List<List<String>> rows = new ArrayList<>();
    rows.addAll(compare("on a new database", "jdbc:h2:mem:ours", "jdbc:h2:mem:bare"));
    String ours = "jdbc:h2:file:" + folder.resolve("ours");
    String bare = "jdbc:h2:file:" + folder.resolve("bare");
    once(NecessityApplication.class, ours, OURS);
    once(Bare.class, bare, BARE);
    rows.addAll(compare("on the database of an earlier start", ours, bare));
    report.table("Start-up", List.of("application", "", "seconds", "ratio"), rows);
  }

  /**
   * The median of each: a run that something else on the machine disturbs, or one that nothing
   * does, decides nothing.
   */
  private static List<List<String>> compare(String where, String ours, String bare)
      throws Exception {
    List<Double> seconds = new ArrayList<>();
    List<Double> secondsOfBare = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      seconds.add(once(NecessityApplication.class, ours, OURS));
      secondsOfBare.add(once(Bare.class, bare, BARE));
    }
    double median = median(seconds);
    double medianOfBare = median(secondsOfBare);
    return List.of(
        List.of(
            "this application", where, Report.ratio(median), Report.ratio(median / medianOfBare)),
        List.of(
            "a bare Camunda Spring Boot application with the same starters",
            where,
            Report.ratio(medianOfBare),
            "1.00"));
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  static double once(Class<?> application, String database, List<String> settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                Once.class.getName(),
                application.getName(),
                "--server.port=0",
                "--spring.datasource.url=" + database));
    command.addAll(settings);
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    double seconds = Double.NaN;
    StringBuilder log = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(STARTED)) {
          seconds = (System.nanoTime() - start) / 1e9;
        }
        log.append(line).append('\n');
      }
    }
    if (process.waitFor() != 0 || Double.isNaN(seconds)) {
      throw new IllegalStateException(application + " did not start:\n" + log);
    }
    return seconds;
  }

  /** Starts an application, says so and ends. */
  public static final class Once {

    private Once() {}

    public static void main(String[] args) throws ClassNotFoundException {
      String[] settings = List.of(args).subList(1, args.length).toArray(String[]::new);
      var application = SpringApplication.run(Class.forName(args[0]), settings);
      System.out.println(STARTED);
      application.close();
      System.exit(0);
    }
  }

  /** Camunda's starters and nothing else. */
  @EnableAutoConfiguration
  public static class Bare {}
}
