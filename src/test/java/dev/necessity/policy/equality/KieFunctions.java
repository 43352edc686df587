package dev.necessity.policy.equality;

import dev.necessity.feel.StockFeel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunction;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.kie.dmn.api.marshalling.DMNExtensionRegister;
import org.kie.dmn.core.compiler.DMNProfile;
import org.kie.dmn.core.compiler.DRGElementCompiler;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.functions.BaseFEELFunction;

/**
 * The measuring functions for kie-dmn: they are this project's, and what is compared is how the
 * tables use them.
 */
final class KieFunctions implements DMNProfile {

  @Override
  public List<FEELFunction> getFEELFunctions() {
    FeelCustomFunctionProvider functions = StockFeel.functions();
    return functions.getFunctionNames().stream()
        .map(
            name ->
                (FEELFunction) new Measuring(name, functions.resolveFunction(name).orElseThrow()))
        .toList();
  }

  @Override
  public List<DMNExtensionRegister> getExtensionRegisters() {
    return List.of();
  }

  @Override
  public List<DRGElementCompiler> getDRGElementCompilers() {
    return List.of();
  }

  private static final class Measuring extends BaseFEELFunction {

    private final CustomFunction function;

    Measuring(String name, CustomFunction function) {
      super(name);
      this.function = function;
    }

    @Override
    public Object invokeReflectively(EvaluationContext context, Object[] arguments) {
      return decimals(function.getFunction().apply(Arrays.asList(arguments)));
    }

    /** Every number of kie-dmn is a BigDecimal. */
    private static Object decimals(Object value) {
      if (value instanceof Map<?, ?> entries) {
        Map<Object, Object> all = new LinkedHashMap<>();
        entries.forEach((name, entry) -> all.put(name, decimals(entry)));
        return all;
      }
      if (value instanceof List<?> items) {
        return items.stream().map(Measuring::decimals).toList();
      }
      return value instanceof Number number ? new BigDecimal(number.toString()) : value;
    }
  }
}
