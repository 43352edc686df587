package dev.necessity.engine;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.stereotype.Component;

/**
 * All that an expression can say to the engine, wherever it comes from: the name of a step of ours,
 * the name of a variable of the case, or that a variable is, or is not, a given word or number.
 * There is no language under it: no method, property, function or class can be named, so an
 * expression that comes in where nobody thought of reaches nothing.
 *
 * <p>Implements the engine's expression manager, which is not public API.
 */
@Component
final class ModelExpressions implements ExpressionManager {

  private static final Pattern SAYABLE =
      Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)(?: (==|!=) (?:\"([A-Za-z_]*)\"|([0-9]+)))?}");

  private final BeanFactory beans;

  ModelExpressions(BeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Expression createExpression(String text) {
    if (!text.contains("${") && !text.contains("#{")) {
      return new Parsed(text, true, scope -> text);
    }
    return new Parsed(
        text,
        false,
        EarlierExpressions.find(text)
            .or(() -> sayable(text))
            .orElseThrow(
                () ->
                    new BadUserRequestException(
                        "An expression names a step or a variable of a case, or compares a variable with one word or number, and nothing else. This one does not: "
                            + text)));
  }

  private Optional<Function<VariableScope, Object>> sayable(String text) {
    Matcher said = SAYABLE.matcher(text);
    return !said.matches()
        ? Optional.empty()
        : Optional.of(said.group(2) == null ? named(said.group(1)) : compared(said));
  }

  /**
   * A step goes before a variable, so that nothing that is written into a case takes a step's
   * place.
   */
  private Function<VariableScope, Object> named(String name) {
    return scope -> step(name).orElseGet(() -> variable(name, scope));
  }

  private Optional<Object> step(String name) {
    boolean known =
        beans.containsBean(name)
            && (beans.isTypeMatch(name, JavaDelegate.class)
                || beans.isTypeMatch(name, ExecutionListener.class)
                || beans.isTypeMatch(name, TaskListener.class));
    return known ? Optional.of(beans.getBean(name)) : Optional.empty();
  }

  private static Object variable(String name, VariableScope scope) {
    if (scope == null || !scope.hasVariable(name)) {
      throw new ProcessEngineException("There is no step and no variable '" + name + "'.");
    }
    return scope.getVariable(name);
  }

  private static Function<VariableScope, Object> compared(Matcher comparison) {
    String name = comparison.group(1);
    boolean same = comparison.group(2).equals("==");
    String with = Objects.requireNonNullElse(comparison.group(3), comparison.group(4));
    return scope -> with.equals(word(name, variable(name, scope))) == same;
  }

  /** Of other values not even the text is asked for. */
  private static String word(String name, Object value) {
    if (value != null
        && !(value instanceof String)
        && !(value instanceof Number)
        && !(value instanceof Boolean)) {
      throw new ProcessEngineException(
          "The variable '" + name + "' is neither a word nor a number, so it cannot be compared.");
    }
    return Objects.toString(value, null);
  }

  /** There are no functions: the engine's own, which it offers here, are not taken. */
  @Override
  public void addFunction(String name, Method function) {}

  private record Parsed(String text, boolean isLiteralText, Function<VariableScope, Object> value)
      implements Expression {

    @Override
    public Object getValue(VariableScope scope) {
      return value.apply(scope);
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
      return value.apply(scope);
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
      throw new UnsupportedOperationException("Nothing is written by an expression.");
    }

    @Override
    public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
      setValue(value, scope);
    }

    @Override
    public String getExpressionText() {
      return text;
    }

    /** The engine shows it in messages and compares by it. */
    @Override
    public String toString() {
      return text;
    }
  }
}
