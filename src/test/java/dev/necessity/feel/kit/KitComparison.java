package dev.necessity.feel.kit;

import dev.necessity.feel.kit.Mutants.MutatedFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the three ways of evaluation say to tests, and where one does not say what Camunda as
 * shipped says.
 */
public final class KitComparison {

  /** Who evaluates. */
  public enum Way {
    AS_SHIPPED("Camunda as shipped"),
    IN_THE_ENGINE("Camunda's decision engine with these expressions"),
    AS_POLICY("compiled decisions");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private static final List<Way> OURS = List.of(Way.IN_THE_ENGINE, Way.AS_POLICY);

  /** An answer unlike that of Camunda as shipped. */
  record Difference(KitTest test, Way way, KitAnswer answer, KitAnswer asShipped) {

    boolean isOursAlone() {
      return asShipped.isRight(test) && !answer.isRight(test);
    }

    @Override
    public String toString() {
      return "'"
          + test.name()
          + "' gives "
          + answer.comparable()
          + " instead of "
          + asShipped.comparable()
          + " ("
          + way.title()
          + ")";
    }
  }

  private final List<Difference> differences = new ArrayList<>();
  private final Map<Way, Integer> right = new EnumMap<>(Way.class);
  private final Map<Way, Long> nanos = new EnumMap<>(Way.class);
  private int tests;
  private int values;
  private int compiled;

  private KitComparison() {}

  /** Every test of the kit that Camunda 7 can hold. */
  public static KitComparison ofTheKit() {
    KitComparison comparison = new KitComparison();
    for (KitModel model : CompatibilityKit.models()) {
      KitEngines engines = new KitEngines(model.xml());
      model.tests().forEach(test -> comparison.add(engines, test));
    }
    return comparison;
  }

  /** As many changed expressions of the kit. */
  public static KitComparison ofMutants(int number, long seed) {
    KitComparison comparison = new KitComparison();
    new Mutants(CompatibilityKit.models(), seed).files(number).forEach(comparison::add);
    return comparison;
  }

  /** One expression, which reads nothing. */
  static KitComparison of(String expression) {
    KitComparison comparison = new KitComparison();
    MutatedFile file = MutatedFile.of(List.of(expression), Map.of());
    comparison.add(new KitEngines(file.xml()), file.tests().get(0));
    return comparison;
  }

  private void add(MutatedFile file) {
    KitEngines engines = new KitEngines(file.xml());
    for (int i = 0; i < file.tests().size(); i += 2) {
      // A cell over another value is another cell.
      if (addUnlessRefused(engines, file.tests().get(i))) {
        addUnlessRefused(engines, file.tests().get(i + 1));
      }
    }
  }

  /** What is refused here for what it asks for may keep Camunda as shipped busy for hours. */
  private boolean addUnlessRefused(KitEngines engines, KitTest test) {
    return !KnownDifference.isRefused(engines.answer(test, Way.AS_POLICY)) && add(engines, test);
  }

  /** Whether all say the same. */
  private boolean add(KitEngines engines, KitTest test) {
    KitAnswer asShipped = answer(engines, test, Way.AS_SHIPPED);
    List<Difference> unlike =
        OURS.stream()
            .map(way -> new Difference(test, way, answer(engines, test, way), asShipped))
            .filter(each -> !each.answer().comparable().equals(asShipped.comparable()))
            .toList();
    differences.addAll(unlike);
    tests++;
    values += asShipped.isValue(test) ? 1 : 0;
    compiled += engines.isCompiled(test) ? 1 : 0;
    return unlike.isEmpty();
  }

  private KitAnswer answer(KitEngines engines, KitTest test, Way way) {
    long start = System.nanoTime();
    KitAnswer answer = engines.answer(test, way);
    nanos.merge(way, System.nanoTime() - start, Long::sum);
    right.merge(way, answer.isRight(test) ? 1 : 0, Integer::sum);
    return answer;
  }

  List<Difference> differences() {
    return differences;
  }

  public int tests() {
    return tests;
  }

  /** How many have an answer that is neither null nor an error. */
  public int values() {
    return values;
  }

  /** How many were evaluated without Camunda's decision engine. */
  public int compiled() {
    return compiled;
  }

  /** How many answers are those of the standard. */
  public int right(Way way) {
    return right.get(way);
  }

  public long unlikeAsShipped(Way way) {
    return differences.stream().filter(each -> each.way() == way).count();
  }

  public double testsPerSecond(Way way) {
    return tests * 1e9 / nanos.get(way);
  }
}
