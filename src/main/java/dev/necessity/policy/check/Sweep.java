package dev.necessity.policy.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Rules sorted by where they begin in one column, to find those that may share a point of it. */
final class Sweep {

  /** Takes two rules; false where it wants no more. */
  interface Pairs {
    boolean take(int one, int other);
  }

  private final List<Ranges> ranges;
  private final int[] sorted;

  /**
   * @param ranges of each rule
   * @param rules those that take anything at all
   */
  Sweep(List<Ranges> ranges, int[] rules) {
    this.ranges = ranges;
    this.sorted =
        Arrays.stream(rules)
            .boxed()
            .sorted(Comparator.comparingInt(rule -> ranges.get(rule).first()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** How many pairs there are to look at. */
  long pairs() {
    int[] begins = Arrays.stream(sorted).map(rule -> ranges.get(rule).first()).toArray();
    long pairs = 0;
    for (int i = 0; i < sorted.length; i++) {
      pairs += endOf(begins, ranges.get(sorted[i]).last()) - i - 1;
    }
    return pairs;
  }

  /** How many begin at a position or before it. */
  private static int endOf(int[] begins, int position) {
    int low = 0;
    int high = begins.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begins[middle] <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void forEachPair(Pairs pairs) {
    for (int i = 0; i < sorted.length; i++) {
      int last = ranges.get(sorted[i]).last();
      for (int j = i + 1; j < sorted.length && ranges.get(sorted[j]).first() <= last; j++) {
        if (!pairs.take(sorted[i], sorted[j])) {
          return;
        }
      }
    }
  }
}
