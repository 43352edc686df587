package dev.necessity.web.audit;

import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.web.audit.Diagram.Edge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which sequence flows a case took. The history keeps activities and no flows: into an activity
 * leads the flow whose source was left last before it was entered.
 */
final class TakenFlows {

  private TakenFlows() {}

  /**
   * @param path in the order in which the activities were entered
   */
  static Set<String> of(List<PathStep> path, List<Edge> edges) {
    Set<String> taken = new HashSet<>();
    for (int entered = 0; entered < path.size(); entered++) {
      Edge into = into(path, entered, edges);
      if (into != null) {
        taken.add(into.id());
      }
    }
    return taken;
  }

  private static Edge into(List<PathStep> path, int entered, List<Edge> edges) {
    PathStep target = path.get(entered);
    List<Edge> candidates =
        edges.stream().filter(edge -> target.activity().equals(edge.target())).toList();
    Set<String> sources = candidates.stream().map(Edge::source).collect(Collectors.toSet());
    PathStep last = null;
    for (PathStep step : path.subList(0, entered)) {
      boolean left =
          step.endedAt() != null
              && !step.endedAt().isAfter(target.at())
              && sources.contains(step.activity());
      if (left && (last == null || !step.endedAt().isBefore(last.endedAt()))) {
        last = step;
      }
    }
    if (last == null) {
      return null;
    }
    String source = last.activity();
    return candidates.stream()
        .filter(edge -> source.equals(edge.source()))
        .findFirst()
        .orElse(null);
  }
}
