package dev.necessity.benchmark;

import dev.necessity.feel.kit.CompatibilityKit;
import dev.necessity.feel.kit.KitComparison;
import dev.necessity.feel.kit.KitComparison.Way;
import java.util.Arrays;
import java.util.List;

/**
 * The standard's compatibility kit, and many changed expressions of it, on Camunda as shipped and
 * on this engine.
 */
final class Kit {

  private static final int MUTANTS = 44_000;
  private static final long SEED = 44;

  private Kit() {}

  static void measure(Report report) {
    if (!CompatibilityKit.isThere()) {
      System.out.println(CompatibilityKit.ABSENT);
      return;
    }
    KitComparison kit = KitComparison.ofTheKit();
    report.table(
        "The standard's compatibility kit, " + Report.number(kit.tests()) + " tests",
        List.of("engine", "right", "unlike Camunda as shipped", "tests a second"),
        Arrays.stream(Way.values())
            .map(way -> row(kit, way, Report.number(kit.right(way))))
            .toList());
    KitComparison mutants = KitComparison.ofMutants(MUTANTS, SEED);
    report.table(
        "Changed expressions of the kit, "
            + Report.number(mutants.tests())
            + " of which "
            + Report.number(mutants.values())
            + " have a value",
        List.of("engine", "compiled", "unlike Camunda as shipped", "expressions a second"),
        Arrays.stream(Way.values())
            .map(
                way ->
                    row(
                        mutants,
                        way,
                        way == Way.AS_POLICY ? Report.number(mutants.compiled()) : ""))
            .toList());
  }

  private static List<String> row(KitComparison comparison, Way way, String count) {
    return List.of(
        way.title(),
        count,
        Report.number(comparison.unlikeAsShipped(way)),
        Report.number(comparison.testsPerSecond(way)));
  }
}
