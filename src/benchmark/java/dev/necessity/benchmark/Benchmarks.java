package dev.necessity.benchmark;

import dev.necessity.database.Utc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code mvn -Pbenchmark verify}: measures everything and writes the tables of docs/performance.md.
 */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    Utc.everywhere();
    Set<String> parts =
        Set.of(
            System.getProperty(
                    "benchmark.parts",
                    "decision,functions,policies,tables,kit,live,embedded,growth,search,startup")
                .split(","));
    int seconds = Integer.getInteger("benchmark.seconds", 15);
    Report report = new Report();
    // First, while no database of another part is still busy with what was written to it.
    if (parts.contains("startup")) {
      StartUp.measure(report);
      report.write();
    }
    if (parts.contains("decision")) {
      decision(report, seconds);
      report.write();
    }
    if (parts.contains("functions")) {
      functions(report, seconds);
      report.write();
    }
    if (parts.contains("policies")) {
      ManyPolicies.measure(report);
      report.write();
    }
    if (parts.contains("tables")) {
      LargeTables.measure(report);
      report.write();
    }
    if (parts.contains("kit")) {
      Kit.measure(report);
      report.write();
    }
    if (parts.contains("live")) {
      LivePath.compare(report, seconds);
      report.write();
    }
    if (parts.contains("embedded")) {
      Embedded.measure(report, seconds);
      report.write();
    }
    List<Integer> sizes =
        Arrays.stream(System.getProperty("benchmark.finishedCases", "0,10000,100000").split(","))
            .map(Integer::valueOf)
            .toList();
    if (parts.contains("growth")) {
      Growth.measure(report, seconds, sizes);
      report.write();
    }
    if (parts.contains("search")) {
      SearchLoad.measure(report, seconds, sizes);
      report.write();
    }
    System.exit(0);
  }

  private static void decision(Report report, int seconds) throws RunnerException {
    int cores = Runtime.getRuntime().availableProcessors();
    Map<String, RunResult> one = run(1, seconds);
    Map<String, RunResult> all = run(cores, seconds);
    List<List<String>> rows = new ArrayList<>();
    one.forEach(
        (engine, result) ->
            rows.add(
                List.of(
                    engine,
                    Report.number(rate(result)),
                    Report.number(rate(all.get(engine))),
                    Report.ratio(rate(all.get(engine)) / rate(result) / cores),
                    Report.ratio(rate(one.get("NECESSITY")) / rate(result)),
                    Report.number(allocated(result)))));
    report.table(
        "The whole policy, evaluations a second",
        List.of(
            "engine",
            "1 thread",
            cores + " threads",
            "scaling a core",
            "this engine is faster by",
            "bytes allocated by an evaluation"),
        rows);
  }

  private static Map<String, RunResult> run(int threads, int seconds) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(DecisionBenchmark.class.getSimpleName())
                .threads(threads)
                .forks(1)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx512m")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .warmupIterations(4)
                .warmupTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .measurementIterations(4)
                .measurementTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .build())
        .run().stream()
            .collect(
                Collectors.toMap(
                    result -> result.getParams().getParam("engine"),
                    result -> result,
                    (a, b) -> a,
                    TreeMap::new));
  }

  private static void functions(Report report, int seconds) throws RunnerException {
    List<String> expressions = FunctionBenchmark.EXPRESSIONS;
    Map<String, Double> rates =
        new Runner(
                new OptionsBuilder()
                    .include(FunctionBenchmark.class.getSimpleName())
                    .forks(1)
                    .param(
                        "index",
                        IntStream.range(0, expressions.size())
                            .mapToObj(String::valueOf)
                            .toArray(String[]::new))
                    .jvmArgs("-Xmx512m")
                    .mode(Mode.Throughput)
                    .timeUnit(TimeUnit.SECONDS)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(Math.max(1, seconds / 5)))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(Math.max(1, seconds / 5)))
                    .build())
            .run().stream()
                .collect(
                    Collectors.toMap(
                        result ->
                            expressions.get(Integer.parseInt(result.getParams().getParam("index"))),
                        Benchmarks::rate));
    report.table(
        "Measuring functions, evaluations a second",
        List.of("function", "", "FEEL's own that is nearest", "", "the function is faster by"),
        IntStream.iterate(0, i -> i < expressions.size(), i -> i + 2)
            .mapToObj(
                i ->
                    List.of(
                        "`" + expressions.get(i) + "`",
                        Report.number(rates.get(expressions.get(i))),
                        "`" + expressions.get(i + 1) + "`",
                        Report.number(rates.get(expressions.get(i + 1))),
                        Report.ratio(
                            rates.get(expressions.get(i)) / rates.get(expressions.get(i + 1)))))
            .toList());
  }

  private static double rate(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static double allocated(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }
}
