package dev.necessity.policy.check;

/** Bounds how long the analysis of one file's rules may take, whatever somebody wrote into it. */
final class Budget {

  /** The file has more combinations than are tried. */
  static final class Exhausted extends RuntimeException {

    Exhausted() {
      super(null, null, false, false);
    }
  }

  /** What it costs to try one cell on one value. */
  static final int EVALUATION = 10;

  private long left;

  /** @param steps comparisons; some millions take a second */
  Budget(long steps) {
    this.left = steps;
  }

  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new Exhausted();
    }
  }
}
