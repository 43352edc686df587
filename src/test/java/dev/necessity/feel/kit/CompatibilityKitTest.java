package dev.necessity.feel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.necessity.feel.Answers;
import dev.necessity.feel.kit.KitComparison.Difference;
import dev.necessity.feel.kit.KitComparison.Way;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tests of the standard, and changed ones, say of this engine what they say of Camunda as
 * shipped. Each difference stands with its reason in docs/equality.md: one that does not stand
 * there fails here, and one that is gone, too.
 */
class CompatibilityKitTest {

  /** What the kit holds for Camunda 7, so that none is lost in silence. */
  private static final int TESTS = 3_417;

  private static final int RIGHT = 3_002;
  private static final int MUTANTS = Integer.getInteger("equality.mutants", 2_000);
  private static final long SEED = Long.getLong("equality.seed", 2025);
  private static final Logger LOG = LoggerFactory.getLogger(CompatibilityKitTest.class);

  @BeforeAll
  static void theKitIsThere() {
    if (!CompatibilityKit.isThere()) {
      LOG.warn(CompatibilityKit.ABSENT);
    }
    assumeTrue(CompatibilityKit.isThere(), CompatibilityKit.ABSENT);
  }

  @Test
  void whereCamundaAsShippedIsRightThisEngineIs() {
    KitComparison kit = KitComparison.ofTheKit();

    assertThat(kit.differences()).filteredOn(Difference::isOursAlone).isEmpty();
    assertThat(
            kit.differences().stream()
                .map(each -> List.of(each.test().name(), kind(each)))
                .distinct())
        .as("listed in docs/equality.md, no more and no less")
        .containsExactlyInAnyOrderElementsOf(ListedDifferences.under("In the compatibility kit"));
    assertThat(kit.tests()).isEqualTo(TESTS);
    assertThat(kit.right(Way.AS_SHIPPED)).isEqualTo(RIGHT);
    assertThat(kit.compiled())
        .as("tests that show what compiled decisions do")
        .isGreaterThan(TESTS * 8 / 10);
  }

  @Test
  void changedExpressionsDifferInTheKnownWaysOnly() {
    KitComparison mutants = KitComparison.ofMutants(MUTANTS, SEED);

    assertThat(mutants.differences())
        .filteredOn(each -> KnownDifference.of(each).isEmpty())
        .isEmpty();
    assertThat(mutants.values())
        .as("changed expressions that still have a value")
        .isGreaterThan(MUTANTS / 4);
  }

  @Test
  void eachKnownDifferenceIsStillThereAndHasAReason() {
    List<List<String>> listed = ListedDifferences.under("Where expressions differ");

    assertThat(listed)
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            Arrays.stream(KnownDifference.values()).map(KnownDifference::title).toList());
    for (List<String> row : listed) {
      List<Difference> differences = KitComparison.of(row.get(1)).differences();
      assertThat(differences)
          .as(row.get(1))
          .hasSize(2)
          .allSatisfy(
              each ->
                  assertThat(
                          List.of(
                              kind(each),
                              words(each.answer(), each),
                              words(each.asShipped(), each)))
                      .containsExactly(row.get(0), row.get(2), row.get(3)));
      assertThat(row.get(4)).as("the reason").isNotBlank();
    }
  }

  private static String kind(Difference difference) {
    return KnownDifference.of(difference).map(KnownDifference::title).orElse("unknown");
  }

  private static String words(KitAnswer answer, Difference difference) {
    return answer.error() != null
        ? "an error"
        : String.valueOf(Answers.comparable(difference.test().decision().value(answer.rows())));
  }
}
