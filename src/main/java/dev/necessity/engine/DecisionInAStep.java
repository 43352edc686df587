package dev.necessity.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.core.model.BaseCallableElement;
import org.camunda.bpm.engine.impl.core.model.BaseCallableElement.CallableElementBinding;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.ConstantValueProvider;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.util.DecisionEvaluationUtil;

/**
 * Evaluates a decision as a step of a process would, with the same record in its history.
 *
 * <p>Touches what the engine's own business rule task does, which is not public API.
 */
public final class DecisionInAStep {

  private DecisionInAStep() {}

  /** The result is that of the step's decision from here on. */
  public static void evaluate(DelegateExecution execution, String decision, String versionTag) {
    BaseCallableElement called = new BaseCallableElement();
    called.setDefinitionKeyValueProvider(new ConstantValueProvider(decision));
    called.setBinding(CallableElementBinding.VERSION_TAG);
    called.setVersionTagValueProvider(new ConstantValueProvider(versionTag));
    try {
      DecisionEvaluationUtil.evaluateDecision(
          (AbstractVariableScope) execution, null, called, null, null);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
