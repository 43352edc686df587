package dev.necessity.work;

import java.util.function.Supplier;

/**
 * Budgets for work in several pieces, as the rows of examples: one for each piece, and one for all
 * of them together.
 */
public final class Budgets {

  private final Supplier<Budget> each;
  private final Budget all;

  public Budgets(Supplier<Budget> each, Budget all) {
    this.each = each;
    this.all = all;
  }

  /**
   * Works at one piece.
   *
   * @throws Budget.ExhaustedException when it was too much, or when the pieces before it have left
   *     nothing
   */
  public <T> T run(Supplier<T> piece) {
    try {
      return all.run(() -> each.get().run(piece));
    } catch (StackOverflowError tooDeep) {
      throw new Budget.ExhaustedException("it is nested too deeply, or calls itself without end");
    }
  }
}
