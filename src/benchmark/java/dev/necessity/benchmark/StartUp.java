package dev.necessity.benchmark;

import dev.necessity.NecessityApplication;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** From the start of a Java process to an application that answers, on a new in-memory database: this one and a bare one. */
public final class StartUp {

  private static final int RUNS = 3;

  private StartUp() {}

  static void measure(Report report) throws Exception {
    double ours = best(NecessityApplication.class);
    double bare = best(Bare.class);
    report.table("Start-up", List.of("application", "seconds", "ratio"), List.of(
        List.of("this application", Report.ratio(ours), Report.ratio(ours / bare)),
        List.of("a bare Camunda Spring Boot application with the same starters", Report.ratio(bare), "1.00")));
  }

  private static double best(Class<?> application) throws Exception {
    double best = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      best = Math.min(best, once(application));
    }
    return best;
  }

  private static double once(Class<?> application) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-cp", System.getProperty("java.class.path"), Once.class.getName(), application.getName()));
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(Files.createTempFile("start-up", ".log").toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(application + " did not start.");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Starts an application and ends. */
  public static final class Once {

    private Once() {}

    public static void main(String[] args) throws ClassNotFoundException {
      SpringApplication.run(Class.forName(args[0]), "--server.port=0", "--spring.datasource.url=jdbc:h2:mem:start", "--necessity.admin.id=root",
          "--necessity.admin.password=secret", "--camunda.bpm.admin-user.id=root");
      Runtime.getRuntime().halt(0);
    }
  }

  /** Camunda's starters and nothing else. */
  @EnableAutoConfiguration
  public static class Bare {}
}
