package dev.necessity.explain;

import dev.necessity.assessment.Assessment;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policy;
import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The smallest sets of obstacles, found by asking the final table {@code determination} what it
 * would say if they were gone. Obstacles that no set can do without are found first; only the
 * others are combined.
 */
final class Obstacles {

  static final String SETTING = "levelOfCare";
  private static final String DETERMINATION = "determination";

  private final DecisionDiagram table;
  private final List<Assessment.Criterion> criteria;
  private final boolean settingAdverse;

  Obstacles(Policy policy, List<Assessment.Criterion> criteria, boolean settingAdverse) {
    this.table = policy.holding(DETERMINATION).detached(DETERMINATION);
    this.criteria = criteria;
    this.settingAdverse = settingAdverse;
  }

  List<List<String>> smallestSets() {
    List<String> all =
        new ArrayList<>(
            criteria.stream()
                .filter(criterion -> !criterion.status().equals("MET"))
                .map(Assessment.Criterion::id)
                .toList());
    if (settingAdverse) {
      all.add(SETTING);
    }
    if (!certified(new HashSet<>(all))) {
      return List.of();
    }
    List<String> needed = all.stream().filter(each -> !certified(without(all, each))).toList();
    List<String> optional = all.stream().filter(each -> !needed.contains(each)).toList();
    List<Set<String>> found = new ArrayList<>();
    for (int size = 0; size <= optional.size() && found.isEmpty(); size++) {
      combine(optional, 0, size, new HashSet<>(needed), found);
    }
    return found.stream().map(set -> all.stream().filter(set::contains).toList()).toList();
  }

  private void combine(
      List<String> optional, int from, int size, Set<String> chosen, List<Set<String>> found) {
    if (size == 0) {
      if (certified(chosen)) {
        found.add(Set.copyOf(chosen));
      }
      return;
    }
    for (int i = from; i <= optional.size() - size; i++) {
      chosen.add(optional.get(i));
      combine(optional, i + 1, size - 1, chosen, found);
      chosen.remove(optional.get(i));
    }
  }

  private static Set<String> without(List<String> all, String each) {
    return all.stream().filter(other -> !other.equals(each)).collect(Collectors.toSet());
  }

  private boolean certified(Set<String> gone) {
    Budget.spend(criteria.size());
    List<Map<String, Object>> judged =
        criteria.stream()
            .map(
                criterion ->
                    Map.<String, Object>of(
                        "id",
                        criterion.id(),
                        "critical",
                        criterion.critical(),
                        "status",
                        gone.contains(criterion.id()) ? "MET" : criterion.status()))
            .toList();
    Map<String, Object> answer =
        Map.of("doubts", List.of(), "settingAdverse", settingAdverse && !gone.contains(SETTING));
    Map<String, Object> variables = new HashMap<>(answer);
    variables.put("criteria", judged);
    variables.put(Policy.ANSWER, answer);
    Map<String, Object> row = table.evaluateRow(DETERMINATION, variables);
    return "CERTIFY".equals(row.get("disposition"));
  }
}
