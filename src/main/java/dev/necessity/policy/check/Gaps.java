package dev.necessity.policy.check;

import dev.necessity.work.Budget;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Combinations that none of some rules takes. Column by column, the points are parted where one of
 * the rules that are left begins or ends; what is known to be taken as a whole is not looked at
 * again.
 */
final class Gaps {

  private static final int WORD = Long.SIZE;
  private static final int MOST_REMEMBERED = 50_000;

  private final List<Domain> domains;
  private final int limit;
  private final int[] lastNarrow;
  private final List<Set<BitSet>> taken = new ArrayList<>();
  private final List<int[]> found = new ArrayList<>();
  private final int[] points;
  private int within = -1;
  private int remembered;
  private BigInteger[][] sizes;
  private BigInteger[] wholes;

  /**
   * @param limit how many are enough
   */
  Gaps(List<Domain> domains, int limit) {
    this.domains = domains;
    this.limit = limit;
    this.points = new int[domains.size()];
    this.lastNarrow = new int[domains.isEmpty() ? 0 : domains.get(0).rules().size()];
    Arrays.fill(lastNarrow, -1);
    for (int column = 0; column < domains.size(); column++) {
      taken.add(new HashSet<>());
      for (int rule = 0; rule < lastNarrow.length; rule++) {
        if (!domains.get(column).takesAll(rule)) {
          lastNarrow[rule] = column;
        }
      }
    }
  }

  /**
   * Says that no two of the rules take a combination both: then they take all of a part when they
   * are together as large as it.
   */
  void areApart() {
    int columns = domains.size();
    wholes = new BigInteger[columns + 1];
    sizes = new BigInteger[columns + 1][lastNarrow.length];
    wholes[columns] = BigInteger.ONE;
    Arrays.fill(sizes[columns], BigInteger.ONE);
    for (int column = columns - 1; column >= 0; column--) {
      Domain domain = domains.get(column);
      wholes[column] = wholes[column + 1].multiply(BigInteger.valueOf(domain.size()));
      for (int rule = 0; rule < lastNarrow.length; rule++) {
        sizes[column][rule] =
            sizes[column + 1][rule].multiply(BigInteger.valueOf(domain.rules().get(rule).points()));
      }
    }
  }

  /** Looks only at what this rule takes. */
  void within(int rule) {
    within = rule;
  }

  /**
   * A position in each column, up to the one where it is certain that none of the rules is left.
   */
  List<int[]> of(BitSet rules) {
    look(0, rules);
    return found;
  }

  private void look(int column, BitSet rules) {
    if (rules.isEmpty()) {
      found.add(Arrays.copyOf(points, column));
      return;
    }
    if (column == domains.size() || isTaken(column, rules)) {
      return;
    }
    int before = found.size();
    parts(column, rules)
        .forEach(
            (left, position) -> {
              if (found.size() < limit) {
                points[column] = position;
                look(column + 1, left);
              }
            });
    if (found.size() == before && remembered < MOST_REMEMBERED) {
      remembered++;
      taken.get(column).add(rules);
    }
  }

  /** Whether one of the rules takes all that is left, or the same was looked at before. */
  private boolean isTaken(int column, BitSet rules) {
    Budget.spend(1 + rules.size() / WORD / WORD);
    for (int rule = rules.nextSetBit(0); rule >= 0; rule = rules.nextSetBit(rule + 1)) {
      if (lastNarrow[rule] < column) {
        return true;
      }
    }
    return taken.get(column).contains(rules) || sizes != null && areAsLargeAsAll(column, rules);
  }

  private boolean areAsLargeAsAll(int column, BitSet rules) {
    Budget.spend(1 + rules.cardinality() / WORD);
    BigInteger sum = BigInteger.ZERO;
    for (int rule = rules.nextSetBit(0); rule >= 0; rule = rules.nextSetBit(rule + 1)) {
      sum = sum.add(sizes[column][rule]);
    }
    return sum.equals(wholes[column]);
  }

  /** The rules that are left in each part of a column, with a position of it. */
  private Map<BitSet, Integer> parts(int column, BitSet rules) {
    Domain domain = domains.get(column);
    BitSet always = new BitSet();
    // At each position, which rules come in or go: a rule's number twice, as it comes and as it
    // goes.
    List<long[]> changes = new ArrayList<>();
    for (int rule = rules.nextSetBit(0); rule >= 0; rule = rules.nextSetBit(rule + 1)) {
      if (domain.takesAll(rule)) {
        always.set(rule);
      } else {
        Ranges ranges = domain.rules().get(rule);
        for (int range = 0; range < ranges.size(); range++) {
          changes.add(new long[] {ranges.from(range), rule});
          changes.add(new long[] {ranges.to(range) + 1L, rule});
        }
      }
    }
    changes.sort((one, other) -> Long.compare(one[0], other[0]));
    Ranges bounds = within < 0 ? Ranges.all(domain.size()) : domain.rules().get(within);
    Map<BitSet, Integer> parts = new LinkedHashMap<>();
    int next = 0;
    int from = 0;
    while (from < domain.size()) {
      while (next < changes.size() && changes.get(next)[0] == from) {
        always.flip((int) changes.get(next++)[1]);
      }
      int to = next < changes.size() ? (int) changes.get(next)[0] : domain.size();
      int common = bounds.firstCommon(new Ranges(new int[] {from, to - 1}));
      if (common >= 0) {
        Budget.spend(1 + always.size() / WORD / WORD);
        if (!parts.containsKey(always)) {
          parts.put((BitSet) always.clone(), common);
        }
      }
      from = to;
    }
    return parts;
  }
}
