package dev.necessity.policy.check;

import java.util.BitSet;

/**
 * Which points of a column a cell takes: sorted ranges of their positions that do not touch.
 *
 * @param bounds first and last position of each range, both within it, one range after the other
 */
record Ranges(int[] bounds) {

  static final Ranges NONE = new Ranges(new int[0]);

  static Ranges of(BitSet positions) {
    int[] bounds = new int[2 * positions.cardinality()];
    int size = 0;
    for (int from = positions.nextSetBit(0); from >= 0; from = positions.nextSetBit(from)) {
      bounds[size++] = from;
      from = positions.nextClearBit(from);
      bounds[size++] = from - 1;
    }
    return new Ranges(java.util.Arrays.copyOf(bounds, size));
  }

  /** All of so many points. */
  static Ranges all(int points) {
    return points == 0 ? NONE : new Ranges(new int[] {0, points - 1});
  }

  int size() {
    return bounds.length / 2;
  }

  int from(int range) {
    return bounds[2 * range];
  }

  int to(int range) {
    return bounds[2 * range + 1];
  }

  /** How many points they are. */
  int points() {
    int points = 0;
    for (int range = 0; range < size(); range++) {
      points += to(range) - from(range) + 1;
    }
    return points;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** The first position; not of none. */
  int first() {
    return bounds[0];
  }

  /** The last position; not of none. */
  int last() {
    return bounds[bounds.length - 1];
  }

  /** Whether it is all of so many points. */
  boolean isAll(int points) {
    return bounds.length == 2 && bounds[0] == 0 && bounds[1] == points - 1;
  }

  /** The first position that both have; -1 where they have none in common. */
  int firstCommon(Ranges other) {
    int mine = 0;
    int its = 0;
    while (mine < size() && its < other.size()) {
      int from = Math.max(from(mine), other.from(its));
      if (from <= Math.min(to(mine), other.to(its))) {
        return from;
      }
      if (to(mine) < other.to(its)) {
        mine++;
      } else {
        its++;
      }
    }
    return -1;
  }
}
