package dev.necessity.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.SpinList;
import org.camunda.spin.json.SpinJsonNode;

/**
 * What the processes of 2026-11-25 and 2026-11-28 wrote as expressions of a language that is gone,
 * word by word, and what each means: cases that were opened under them go on with them. The list is
 * closed.
 */
final class EarlierExpressions {

  private static final String DOCUMENTS = "documentRequests";
  private static final Map<String, Function<VariableScope, Object>> MEANINGS =
      new HashMap<>(
          Map.of(
              "${documentRequests.elements().size()}", scope -> documents(scope).size(),
              "${documentRequests.elements().size() > 0}", scope -> !documents(scope).isEmpty(),
              "${false}", scope -> false));

  static {
    for (String property : List.of("document", "form", "title", "reason", "group")) {
      MEANINGS.put(
          "${documentRequests.elements().get(loopCounter).prop('" + property + "').stringValue()}",
          scope ->
              documents(scope)
                  .get((Integer) scope.getVariable("loopCounter"))
                  .prop(property)
                  .stringValue());
    }
  }

  private EarlierExpressions() {}

  static Optional<Function<VariableScope, Object>> find(String text) {
    return Optional.ofNullable(MEANINGS.get(text));
  }

  private static SpinList<SpinJsonNode> documents(VariableScope scope) {
    return ((SpinJsonNode) scope.getVariable(DOCUMENTS)).elements();
  }
}
