package dev.necessity.policy.check;

import dev.necessity.policy.check.Domain.Group;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.check.Table.Cell;
import dev.necessity.policy.check.Table.Row;
import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.HitPolicy;

/**
 * The rules of a table against each other: combinations that no rule meets, that two meet, and
 * rules that none meets.
 */
final class RuleCheck {

  private static final int SHOWN = 5;

  private final Table table;
  private final Findings findings;
  private final Place place;
  private final Names names;
  private Scenario scenario = Scenario.PLAIN;
  private List<Domain> domains;
  private List<List<BitSet>> met;

  RuleCheck(Table table, Names names, Findings findings) {
    this.table = table;
    this.names = names;
    this.findings = findings;
    this.place = Place.of(table.decision().getId());
  }

  void run() {
    if (!table.regular() || table.rows().isEmpty()) {
      return;
    }
    lookAtColumns();
    rulesThatNeverFire();
    for (Scenario one : Scenario.of(table, names)) {
      if (one != scenario) {
        scenario = one;
        lookAtColumns();
      }
      if (table.hitPolicy() == HitPolicy.UNIQUE || table.hitPolicy() == HitPolicy.ANY) {
        overlaps();
      }
      if (table.hitPolicy() != HitPolicy.COLLECT && table.hitPolicy() != HitPolicy.RULE_ORDER) {
        gaps();
      }
    }
  }

  private void lookAtColumns() {
    domains = domains();
    met = met();
  }

  private List<Domain> domains() {
    List<Domain> found = new ArrayList<>();
    for (int i = 0; i < table.inputs().size(); i++) {
      int column = i;
      found.add(
          Domain.of(
              table.inputs().get(i),
              table.rows().stream().map(row -> row.inputs().get(column)).toList(),
              scenario));
    }
    return found;
  }

  private void rulesThatNeverFire() {
    BitSet earlier = new BitSet();
    for (int rule = 0; rule < table.rows().size(); rule++) {
      Row row = table.rows().get(rule);
      Optional<Integer> impossible = impossibleCell(rule);
      if (impossible.isPresent()) {
        findings.error(
            Check.RULE_NEVER_FIRES,
            row.place().cell(table.inputs().get(impossible.get()).label()),
            "No value of the column passes this cell, so the rule never fires. Correct the cell, or remove the rule.");
      } else if (table.hitPolicy() == HitPolicy.FIRST) {
        List<List<String>> free = new ArrayList<>();
        unmet(0, earlier, Optional.of(rule), new ArrayList<>(), free, 1);
        if (free.isEmpty()) {
          findings.error(
              Check.RULE_NEVER_FIRES,
              row.place(),
              "The rules above it take everything that this rule would meet, so it never fires. "
                  + "Move it up, narrow the rules above, or remove it.");
        }
      }
      earlier.set(rule);
    }
  }

  private Optional<Integer> impossibleCell(int rule) {
    for (int i = 0; i < domains.size(); i++) {
      if (met.get(i).get(rule).isEmpty()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private void overlaps() {
    int found = 0;
    for (int first = 0; first < table.rows().size(); first++) {
      for (int second = first + 1; second < table.rows().size(); second++) {
        Optional<List<String>> common = common(first, second);
        if (common.isPresent()
            && !(table.hitPolicy() == HitPolicy.ANY && sameOutputs(first, second))) {
          if (++found > SHOWN) {
            findings.error(
                Check.OVERLAP,
                place,
                "More rules overlap than are listed here. Correct these first.");
            return;
          }
          findings.error(
              Check.OVERLAP,
              table.rows().get(second).place(),
              "The rule overlaps with row "
                  + table.rows().get(first).number()
                  + combination(common.get())
                  + ", and the table would fail there. Narrow one of the two, or delete one.");
        }
      }
    }
  }

  private boolean sameOutputs(int first, int second) {
    return table.rows().get(first).outputs().stream()
        .map(Cell::text)
        .toList()
        .equals(table.rows().get(second).outputs().stream().map(Cell::text).toList());
  }

  private Optional<List<String>> common(int first, int second) {
    List<String> words = new ArrayList<>();
    for (int column = 0; column < domains.size(); column++) {
      Budget.spend(1);
      BitSet groups = met.get(column).get(first);
      if (!groups.intersects(met.get(column).get(second))) {
        return Optional.empty();
      }
      BitSet both = (BitSet) groups.clone();
      both.and(met.get(column).get(second));
      words.add(domains.get(column).groups().get(both.nextSetBit(0)).words());
    }
    return Optional.of(words);
  }

  /** For each column and rule, the groups whose members the rule meets. */
  private List<List<BitSet>> met() {
    return domains.stream()
        .map(
            domain -> {
              List<BitSet> ofRules =
                  Stream.generate(BitSet::new).limit(table.rows().size()).toList();
              for (int group = 0; group < domain.groups().size(); group++) {
                BitSet rules = domain.groups().get(group).rules();
                Budget.spend(1 + rules.cardinality());
                for (int rule = rules.nextSetBit(0); rule >= 0; rule = rules.nextSetBit(rule + 1)) {
                  ofRules.get(rule).set(group);
                }
              }
              return ofRules;
            })
        .toList();
  }

  private void gaps() {
    if (domains.stream().anyMatch(domain -> !domain.complete())) {
      return;
    }
    BitSet all = new BitSet();
    all.set(0, table.rows().size());
    List<List<String>> gaps = new ArrayList<>();
    unmet(0, all, Optional.empty(), new ArrayList<>(), gaps, SHOWN + 1);
    gaps.stream()
        .limit(SHOWN)
        .forEach(
            gap ->
                findings.error(
                    Check.GAP,
                    place,
                    "No rule applies"
                        + combination(gap)
                        + ". Add a rule for it, or widen the cells of one."));
    if (gaps.size() > SHOWN) {
      findings.error(
          Check.GAP,
          place,
          "There are more gaps than are listed here. A last rule with '-' in every cell would close all, under hit policy FIRST.");
    }
  }

  /**
   * Combinations that none of some rules meets, as words for each column up to the one where that
   * is certain.
   *
   * @param within the rule that the combinations must meet, if any
   */
  private void unmet(
      int column,
      BitSet rules,
      Optional<Integer> within,
      List<String> words,
      List<List<String>> found,
      int limit) {
    if (found.size() >= limit) {
      return;
    }
    if (rules.isEmpty()) {
      found.add(List.copyOf(words));
      return;
    }
    if (column == domains.size()) {
      return;
    }
    for (Group group : domains.get(column).groups()) {
      Budget.spend(1 + table.rows().size() / Long.SIZE);
      if (within.isEmpty() || group.rules().get(within.get())) {
        BitSet left = (BitSet) rules.clone();
        left.and(group.rules());
        words.add(group.words());
        unmet(column + 1, left, within, words, found, limit);
        words.remove(words.size() - 1);
      }
    }
  }

  /**
   * A sentence's words for a combination: where 'Status' is "MET" and 'Score' is between 2 and 3.
   */
  private String combination(List<String> words) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (domains.get(i).groups().size() > 1) {
        parts.add("'" + table.inputs().get(i).label() + "' is " + words.get(i));
      }
    }
    if (!scenario.words().isEmpty()) {
      parts.add(scenario.words());
    }
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }
}
