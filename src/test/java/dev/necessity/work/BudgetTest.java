package dev.necessity.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Duration LONG = Duration.ofDays(1);

  private static Budget of(long steps) {
    return new Budget(steps, LONG);
  }

  @Test
  void workEndsWhereItsStepsDo() {
    int[] turns = {0};

    assertThatThrownBy(
            () ->
                of(100)
                    .run(
                        () -> {
                          while (true) {
                            Budget.spend(1);
                            turns[0]++;
                          }
                        }))
        .isInstanceOf(Budget.ExhaustedException.class)
        .hasMessage("it takes more than 100 steps");

    assertThat(turns[0]).isEqualTo(100);
  }

  @Test
  void whoeverSwallowsTheEndGetsNoFurther() {
    assertThatThrownBy(
            () ->
                of(10)
                    .run(
                        () -> {
                          try {
                            Budget.spend(11);
                          } catch (RuntimeException swallowed) {
                            // As a function that makes nothing of every error.
                          }
                          return "done";
                        }))
        .isInstanceOf(Budget.ExhaustedException.class);
  }

  @Test
  void aPartSpendsOfTheWholeToo() {
    Budget whole = of(100);

    assertThat(whole.run(() -> of(60).run(() -> spend(60)))).isTrue();
    assertThatThrownBy(() -> whole.run(() -> of(60).run(() -> spend(60))))
        .hasMessage("it takes more than 100 steps");
    assertThatThrownBy(() -> of(100).run(() -> of(60).run(() -> spend(61))))
        .hasMessage("it takes more than 60 steps");
  }

  @Test
  void aPartThatIsTooMuchLeavesTheRestToTheOthers() {
    Budgets budgets = new Budgets(() -> of(10), of(100));

    assertThatThrownBy(() -> budgets.run(() -> spend(11)))
        .isInstanceOf(Budget.ExhaustedException.class);
    assertThat(budgets.run(() -> spend(10))).isTrue();
    assertThatThrownBy(() -> budgets.run(BudgetTest::callsItself))
        .isInstanceOf(Budget.ExhaustedException.class)
        .hasMessageContaining("calls itself");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static boolean callsItself() {
    return callsItself();
  }

  @Test
  void whatNobodyBoundsSpendsNothing() {
    Budget.spend(Long.MAX_VALUE);

    assertThat(Budget.current()).isNull();
    assertThatThrownBy(() -> Budget.within(10, LONG, () -> spend(11)))
        .isInstanceOf(Budget.ExhaustedException.class);
    assertThat(of(100).run(() -> Budget.within(10, LONG, () -> spend(11)))).isTrue();
    assertThat(Budget.current()).isNull();
  }

  @Test
  void aThreadThatIsToEndEndsItsWork() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> of(100).run(() -> spend(1))).hasMessage("it was stopped");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void timeBoundsWhatIsNotCounted() {
    assertThatThrownBy(() -> new Budget(100, Duration.ZERO).run(() -> spend(1)))
        .hasMessage("it takes more than 0 seconds");
  }

  private static boolean spend(long steps) {
    Budget.spend(steps);
    return true;
  }
}
