package dev.necessity.feel;

import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.math.BigDecimal;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValNumber;

/**
 * The functions that round to a number of decimal places, bounded: the library writes all of them
 * out.
 */
final class BoundedScales {

  private static final String SCALE = "scale";
  private static final BigDecimal MOST = BigDecimal.valueOf(FeelEvaluation.MAX_DIGITS);

  private BoundedScales() {}

  /** The functions as they are, or bounded where they take a scale. */
  static List<ValFunction> of(List<ValFunction> functions) {
    List<ValFunction> bounded = List$.MODULE$.empty();
    for (ValFunction function : CollectionConverters.asJava(functions)) {
      int scale = function.params().indexOf(SCALE);
      bounded =
          (List<ValFunction>)
              bounded.appended(
                  scale < 0
                      ? function
                      : new ValFunction(
                          function.params(),
                          arguments -> {
                            if (arguments.apply(scale) instanceof ValNumber places
                                && places.value().bigDecimal().abs().compareTo(MOST) > 0) {
                              throw FeelEvaluation.tooManyDigits();
                            }
                            return function.invoke().apply(arguments);
                          },
                          function.hasVarArgs()));
    }
    return bounded;
  }
}
