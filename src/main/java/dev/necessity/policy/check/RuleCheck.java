package dev.necessity.policy.check;

import dev.necessity.feel.FeelTree;
import dev.necessity.feel.FeelType;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Column;
import dev.necessity.policy.check.Table.Row;
import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.HitPolicy;

/**
 * The rules of a table against each other: combinations that no rule meets, that two meet, and
 * rules that none meets. A rule is a box, of ranges of points in each column.
 */
final class RuleCheck {

  private static final int SHOWN = 5;
  private static final int MOST_OVERLAPS = 1_000;
  private static final int WORD = Long.SIZE;

  private final Table table;
  private final Names names;
  private final Shapes shapes;
  private final Findings findings;
  private final Place place;
  private final boolean wrongCells;
  private Scenario scenario = Scenario.PLAIN;
  private boolean apart;
  private List<Domain> domains;

  /**
   * @param wrongCells whether something was found of the cells, which says why they are not looked
   *     at together
   */
  RuleCheck(Table table, Names names, Shapes shapes, Findings findings, boolean wrongCells) {
    this.table = table;
    this.names = names;
    this.shapes = shapes;
    this.findings = findings;
    this.wrongCells = wrongCells;
    this.place = Place.of(table.decision().getId());
  }

  void run() {
    if (!table.regular() || table.rows().isEmpty()) {
      return;
    }
    domains = domains();
    rulesThatNeverFire();
    for (Scenario one : Scenario.of(table, names)) {
      if (one != scenario) {
        scenario = one;
        domains = domains();
      }
      if (table.hitPolicy() == HitPolicy.UNIQUE || table.hitPolicy() == HitPolicy.ANY) {
        overlaps();
      }
      if (table.hitPolicy() != HitPolicy.COLLECT && table.hitPolicy() != HitPolicy.RULE_ORDER) {
        gaps();
      }
    }
  }

  private List<Domain> domains() {
    return IntStream.range(0, table.inputs().size())
        .mapToObj(column -> Domain.of(table.inputs().get(column), table.cells(column), scenario))
        .toList();
  }

  private void rulesThatNeverFire() {
    for (int rule = 0; rule < table.rows().size(); rule++) {
      Row row = table.rows().get(rule);
      Optional<Integer> impossible = impossibleCell(rule);
      if (impossible.isPresent()) {
        String label = table.inputs().get(impossible.get()).label();
        if (findings.hasErrorAt(row.place().cell(label))
            || findings.hasErrorAt(place.cell(label))) {
          continue;
        }
        findings.error(
            Check.RULE_NEVER_FIRES,
            row.place().cell(label),
            "No value of the column passes this cell, so the rule never fires. Correct the cell, or remove the rule.");
      } else if (table.hitPolicy() == HitPolicy.FIRST && isTaken(rule)) {
        findings.error(
            Check.RULE_NEVER_FIRES,
            row.place(),
            "The rules above it take everything that this rule would meet, so it never fires. "
                + "Move it up, narrow the rules above, or remove it.");
      }
    }
  }

  private Optional<Integer> impossibleCell(int rule) {
    for (int i = 0; i < domains.size(); i++) {
      if (domains.get(i).rules().get(rule).isEmpty()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Whether the rules above a rule take all that it would. */
  private boolean isTaken(int rule) {
    BitSet above = new BitSet(rule);
    Budget.spend(1 + rule / WORD);
    for (int other = 0; other < rule; other++) {
      if (meet(other, rule)) {
        above.set(other);
      }
    }
    Gaps free = new Gaps(domains, 1);
    free.within(rule);
    return free.of(above).isEmpty();
  }

  private boolean meet(int one, int other) {
    for (Domain domain : domains) {
      if (domain.rules().get(one).firstCommon(domain.rules().get(other)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Two rules that take a combination both. */
  private record Pair(int first, int second) {}

  private void overlaps() {
    List<Pair> pairs = pairs();
    apart = pairs.isEmpty() && table.hitPolicy() == HitPolicy.UNIQUE;
    for (Pair pair : pairs.subList(0, Math.min(SHOWN, pairs.size()))) {
      findings.error(
          Check.OVERLAP,
          table.rows().get(pair.second()).place(),
          "The rule overlaps with row "
              + table.rows().get(pair.first()).number()
              + combination(common(pair), domains)
              + ", and the table would fail there. Narrow one of the two, or delete one.");
    }
    if (pairs.size() > SHOWN) {
      findings.error(
          Check.OVERLAP, place, "More rules overlap than are listed here. Correct these first.");
    }
  }

  /**
   * Looks along the column that tells most rules apart: sorted by where they begin there, a rule is
   * compared with those alone that begin before it ends.
   */
  private List<Pair> pairs() {
    List<Pair> found = new ArrayList<>();
    int[] rules =
        IntStream.range(0, table.rows().size())
            .filter(rule -> impossibleCell(rule).isEmpty())
            .toArray();
    if (domains.isEmpty()) {
      return rules.length < 2 ? List.of() : List.of(new Pair(0, 1));
    }
    Sweep sweep =
        domains.stream()
            .map(domain -> new Sweep(domain.rules(), rules))
            .min(Comparator.comparingLong(Sweep::pairs))
            .orElseThrow();
    sweep.forEachPair(
        (one, other) -> {
          Budget.spend(1);
          if (meet(one, other)
              && !(table.hitPolicy() == HitPolicy.ANY && sameOutputs(one, other))) {
            found.add(new Pair(Math.min(one, other), Math.max(one, other)));
          }
          return found.size() < MOST_OVERLAPS;
        });
    found.sort(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
    return found;
  }

  private boolean sameOutputs(int first, int second) {
    return table.rows().get(first).outputs().stream()
        .map(Cell::text)
        .toList()
        .equals(table.rows().get(second).outputs().stream().map(Cell::text).toList());
  }

  private int[] common(Pair pair) {
    return domains.stream()
        .mapToInt(
            domain ->
                domain.rules().get(pair.first()).firstCommon(domain.rules().get(pair.second())))
        .toArray();
  }

  private void gaps() {
    BitSet sure = new BitSet();
    sure.set(0, table.rows().size());
    List<Integer> unlisted = new ArrayList<>();
    for (int column = 0; column < domains.size(); column++) {
      if (!domains.get(column).complete()) {
        unlisted.add(column);
        for (int rule = 0; rule < table.rows().size(); rule++) {
          sure.set(rule, sure.get(rule) && table.rows().get(rule).inputs().get(column).any());
        }
      }
    }
    Gaps looked = new Gaps(domains, SHOWN + 1);
    if (apart) {
      looked.areApart();
    }
    List<int[]> gaps = looked.of(sure);
    if (gaps.isEmpty()) {
      nothingGiven();
    } else if (unlisted.isEmpty()) {
      gaps(gaps);
    } else if (!wrongCells) {
      notAnalysed(unlisted);
    }
  }

  private void gaps(List<int[]> gaps) {
    gaps.stream()
        .limit(SHOWN)
        .forEach(
            gap ->
                findings.error(
                    Check.GAP,
                    place,
                    "No rule applies"
                        + combination(gap, domains)
                        + ". Add a rule for it, or widen the cells of one."));
    if (gaps.size() > SHOWN) {
      findings.error(
          Check.GAP,
          place,
          "There are more gaps than are listed here. A last rule with '-' in every cell would close all, under hit policy FIRST.");
    }
  }

  /**
   * A column of true and false that asks for an input as it comes: where nobody gives it, it is
   * neither.
   */
  private void nothingGiven() {
    for (int i = 0; i < domains.size(); i++) {
      int column = i;
      Column asked = table.inputs().get(column);
      if (asked.type() != FeelType.BOOLEAN
          || !asked.allowedText().isEmpty()
          || asked
              .expression()
              .filter(expression -> shapes.mayBeAbsent(expression, table.decision()))
              .isEmpty()) {
        continue;
      }
      List<Domain> wider = new ArrayList<>(domains);
      Domain.ofNothingToo(asked, table.cells(column), scenario)
          .ifPresent(domain -> wider.set(column, domain));
      BitSet all = new BitSet();
      all.set(0, table.rows().size());
      new Gaps(wider, 1)
          .of(all)
          .forEach(
              gap ->
                  findings.warning(
                      Check.NULL,
                      place.cell(asked.label()),
                      "No rule applies"
                          + combination(gap, wider)
                          + ". Add a rule with null in this cell, or with -, or let what gives the value always give one."));
    }
  }

  private void notAnalysed(List<Integer> unlisted) {
    for (int column : unlisted) {
      table.rows().stream()
          .filter(row -> row.inputs().get(column).tree().filter(FeelTree::computesAValue).isEmpty())
          .filter(
              row ->
                  !scenario.covers(table.inputs().get(column), List.of(row.inputs().get(column))))
          .findFirst()
          .ifPresent(
              row ->
                  findings.warning(
                      Check.NOT_ANALYSED,
                      place.cell(table.inputs().get(column).label()),
                      "Whether every combination meets a rule is not analysed, because the cells of this column do more than compare with constants, as "
                          + row.inputs().get(column).text()
                          + " in row "
                          + row.number()
                          + ". Let a column of its own ask that, as true or false, or end the table with a rule for everything else under hit policy FIRST."));
    }
  }

  /**
   * A sentence's words for a combination: where 'Status' is "MET" and 'Score' is between 2 and 3.
   *
   * @param points a position in each column, up to the one where it is certain
   */
  private String combination(int[] points, List<Domain> domains) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      if (domains.get(i).size() > 1) {
        parts.add(
            "'" + table.inputs().get(i).label() + "' is " + domains.get(i).words().get(points[i]));
      }
    }
    if (!scenario.words().isEmpty()) {
      parts.add(scenario.words());
    }
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }
}
