package dev.necessity.feel;

import dev.necessity.feel.FeelEvaluation.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionLiteralExpressionImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnExpressionImpl;
import org.camunda.bpm.dmn.engine.impl.spi.type.DmnTypeDefinition;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Compiles a decision and all that it requires over one set of variables. Every method throws
 * {@link LeftToTheEngineException} for what it does not know.
 */
final class DecisionCompiler {

  private static final Set<String> TYPES = Set.of("untyped", "any", "string", "boolean", "number");

  private final FastFeelEngine feel;
  private final SettledValues values;
  private final Places places;

  DecisionCompiler(FastFeelEngine feel, SettledValues values, Places places) {
    this.feel = feel;
    this.values = values;
    this.places = places;
  }

  /** In the order of evaluation. */
  List<DecisionLogic> compile(DmnDecision decision) {
    List<DecisionLogic> order = new ArrayList<>();
    add(decision, order, new HashSet<>());
    return List.copyOf(order);
  }

  private void add(DmnDecision decision, List<DecisionLogic> order, Set<DmnDecision> seen) {
    if (seen.contains(decision)) {
      return;
    }
    decision.getRequiredDecisions().forEach(required -> add(required, order, seen));
    seen.add(decision);
    if (decision.getDecisionLogic() instanceof DmnDecisionTableImpl table) {
      order.add(new CompiledTable(decision.getKey(), table, this));
    } else if (decision.getDecisionLogic() instanceof DmnDecisionLiteralExpressionImpl literal) {
      order.add(new CompiledExpression(decision.getKey(), literal, this));
    } else {
      throw new LeftToTheEngineException();
    }
  }

  /** Null when it is blank. */
  Program expression(DmnExpressionImpl expression) {
    return isBlank(expression)
        ? null
        : feel.placed(feel.expression(expression.getExpression()), places);
  }

  /** Null when every value passes. */
  Program tests(DmnExpressionImpl expression) {
    Program tests =
        isBlank(expression) ? null : feel.placed(feel.tests(expression.getExpression()), places);
    return tests != null && tests.constant() instanceof ValBoolean bool && bool.value()
        ? null
        : tests;
  }

  private static boolean isBlank(DmnExpressionImpl expression) {
    if (expression != null
        && expression.getExpressionLanguage() != null
        && !expression.getExpressionLanguage().toLowerCase(Locale.ROOT).contains("feel")) {
      throw new LeftToTheEngineException();
    }
    return expression == null
        || expression.getExpression() == null
        || expression.getExpression().isBlank();
  }

  static String known(DmnTypeDefinition type) {
    String name = type.getTypeName().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(name)) {
      throw new LeftToTheEngineException();
    }
    return name;
  }

  /** A value as the engine hands it on: of its type, where it has one. */
  Val typed(Val value, String type) {
    boolean unlike =
        type.equals("string") && !(value instanceof ValString)
            || type.equals("boolean") && !(value instanceof ValBoolean);
    if (unlike && value != ValNull$.MODULE$
        || value instanceof ValError
        || value instanceof ValFatalError) {
      throw new LeftToTheEngineException();
    }
    return values.handedOn(value);
  }

  Val list(List<Val> items) {
    return values.list(items);
  }
}
