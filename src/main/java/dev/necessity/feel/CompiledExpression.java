package dev.necessity.feel;

import dev.necessity.feel.FeelEvaluation.Program;
import java.util.List;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionLiteralExpressionImpl;
import org.camunda.feel.syntaxtree.Val;

/** A literal expression. */
final class CompiledExpression implements DecisionLogic {

  private final String key;
  private final List<String> name;
  private final String type;
  private final Program expression;
  private final DecisionCompiler compiler;

  CompiledExpression(
      String key, DmnDecisionLiteralExpressionImpl literal, DecisionCompiler compiler) {
    this.key = key;
    this.name = List.of(literal.getVariable().getName());
    this.type = DecisionCompiler.known(literal.getVariable().getTypeDefinition());
    this.expression = compiler.expression(literal.getExpression());
    this.compiler = compiler;
    if (expression == null) {
      throw new LeftToTheEngineException();
    }
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String text() {
    return name + type + expression.text();
  }

  @Override
  public List<String> names() {
    return name;
  }

  @Override
  public Outcome evaluate(FeelScope scope) {
    Val[] row = {compiler.typed(expression.steps().eval(scope), type)};
    return new Outcome(row, new Val[][] {row}, null, null);
  }
}
