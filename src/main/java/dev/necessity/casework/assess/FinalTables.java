package dev.necessity.casework.assess;

import dev.necessity.cases.CaseVariables;
import dev.necessity.policy.model.Policy;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.core.model.BaseCallableElement;
import org.camunda.bpm.engine.impl.core.model.BaseCallableElement.CallableElementBinding;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.ConstantValueProvider;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.util.DecisionEvaluationUtil;

/**
 * Evaluates the final tables of a case as a step of its process would, with the same record in its history.
 *
 * <p>Touches what the engine's own business rule task does, which is not public API.
 */
final class FinalTables {

  private FinalTables() {}

  /** The result is that of the step's decision from here on. */
  static void evaluate(DelegateExecution execution) {
    BaseCallableElement tables = new BaseCallableElement();
    tables.setDefinitionKeyValueProvider(new ConstantValueProvider(Policy.FINAL_DECISION));
    tables.setBinding(CallableElementBinding.VERSION_TAG);
    tables.setVersionTagValueProvider(new ConstantValueProvider(CaseVariables.policy(execution).finalTables()));
    try {
      DecisionEvaluationUtil.evaluateDecision((AbstractVariableScope) execution, null, tables, null, null);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
