package dev.necessity.policy.compare;

import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicySelection;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A procedure for which some requests are judged by a policy under one catalogue and by none under
 * another. Both are asked for requests of every kind that their cells tell apart.
 *
 * @param code of the procedure
 * @param linesOfBusiness those that lose it
 */
public record LostCoverage(String code, Set<String> linesOfBusiness) {

  /**
   * @param before the catalogue that is live
   * @param after another that the engine accepts
   * @param today a day of receipt, beside those that the cells name
   * @return by code
   */
  public static List<LostCoverage> between(PolicyFile before, PolicyFile after, LocalDate today) {
    DecisionDiagram old = diagram(before);
    DecisionDiagram now = diagram(after);
    List<LostCoverage> lost = new ArrayList<>();
    for (String code : RequestKinds.codes(before)) {
      Set<String> lines = new LinkedHashSet<>();
      for (Map<String, Object> request : RequestKinds.of(code, today, before, after)) {
        String line = (String) request.get("lineOfBusiness");
        if (!lines.contains(line) && covers(old, request) && !covers(now, request)) {
          lines.add(line);
        }
      }
      if (!lines.isEmpty()) {
        lost.add(new LostCoverage(code, lines));
      }
    }
    return lost;
  }

  private static DecisionDiagram diagram(PolicyFile file) {
    return DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(file.content()));
  }

  private static boolean covers(DecisionDiagram catalogue, Map<String, Object> request) {
    return PolicySelection.of(catalogue.evaluateRow(Policies.CATALOG, Map.of("request", request)))
        .covered();
  }
}
