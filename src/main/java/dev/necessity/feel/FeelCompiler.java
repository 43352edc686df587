package dev.necessity.feel;

import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.immutable.$colon$colon;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.collection.immutable.List$;
import camundajar.impl.scala.collection.mutable.ListBuffer;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import camundajar.impl.scala.math.BigDecimal$;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.Comparison;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ConstInputValue$;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Division;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
import org.camunda.feel.syntaxtree.GreaterThan;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.LessOrEqual;
import org.camunda.feel.syntaxtree.LessThan;
import org.camunda.feel.syntaxtree.Multiplication;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Subtraction;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Turns a parsed expression into steps that are ready to run: names, constants and functions are
 * looked up once, and the usual case of each operation is decided at once. Whatever is not usual
 * (an operation not known here, an operand of another type, an error) is evaluated by the library's
 * interpreter instead, which an expression allows, as it changes nothing: so there is one meaning
 * of FEEL, the library's.
 */
final class FeelCompiler {

  /** A part of an expression. */
  interface Step {

    Val eval(FeelScope scope);
  }

  record Constant(Val value) implements Step {

    @Override
    public Val eval(FeelScope scope) {
      return value;
    }
  }

  private static final Val NULL = ValNull$.MODULE$;
  private static final Val TRUE = FeelValues.TRUE;
  private static final Val FALSE = FeelValues.FALSE;
  private static final ValList EMPTY = new ValList(List$.MODULE$.empty());
  private static final String INPUT = "?";
  private static final String PARTIAL = "partial";

  private final FeelInterpreter interpreter;
  private final FunctionProvider functions;
  private final FeelValues values;
  private final Function<String, Name> names;

  /**
   * @param names makes those that the expression looks up
   */
  FeelCompiler(
      FeelInterpreter interpreter,
      FunctionProvider functions,
      FeelValues values,
      Function<String, Name> names) {
    this.interpreter = interpreter;
    this.functions = functions;
    this.values = values;
    this.names = names;
  }

  Step compile(Exp exp) {
    if (exp == ConstNull$.MODULE$) {
      return new Constant(NULL);
    } else if (exp instanceof ConstString text) {
      return new Constant(new ValString(text.value()));
    } else if (exp instanceof ConstNumber number) {
      return new Constant(new ValNumber(number.value()));
    } else if (exp instanceof ConstBool bool) {
      return new Constant(bool.value() ? TRUE : FALSE);
    } else if (exp == ConstInputValue$.MODULE$) {
      return inputValue(exp);
    } else if (exp instanceof ConstList list) {
      return list(list);
    } else if (exp instanceof ConstContext context) {
      return context(context);
    } else if (exp instanceof Ref ref) {
      return ref(ref);
    } else if (exp instanceof PathExpression path) {
      Step value = compile(path.path());
      Name key = new Name(path.key());
      return scope -> path(value.eval(scope), key);
    } else if (exp instanceof Conjunction and) {
      return combined(FALSE, compile(and.x()), compile(and.y()));
    } else if (exp instanceof Disjunction or) {
      return combined(TRUE, compile(or.x()), compile(or.y()));
    } else if (exp instanceof AtLeastOne tests) {
      return several(TRUE, compile(tests.xs()));
    } else if (exp instanceof Not not) {
      return not(compile(not.x()));
    } else if (exp instanceof If choice) {
      return choice(
          compile(choice.condition()),
          compile(choice.statement()),
          compile(choice.elseStatement()));
    } else if (exp instanceof Equal equal) {
      return equal(exp, compile(equal.x()), compile(equal.y()));
    } else if (exp instanceof LessThan less) {
      return compared(exp, compile(less.x()), compile(less.y()), order -> order < 0);
    } else if (exp instanceof LessOrEqual less) {
      return compared(exp, compile(less.x()), compile(less.y()), order -> order <= 0);
    } else if (exp instanceof GreaterThan greater) {
      return compared(exp, compile(greater.x()), compile(greater.y()), order -> order > 0);
    } else if (exp instanceof GreaterOrEqual greater) {
      return compared(exp, compile(greater.x()), compile(greater.y()), order -> order >= 0);
    } else if (exp instanceof InputEqualTo equal) {
      return equal(exp, FeelScope::input, compile(equal.x()));
    } else if (exp instanceof InputLessThan less) {
      return compared(exp, FeelScope::input, compile(less.x()), order -> order < 0);
    } else if (exp instanceof InputLessOrEqual less) {
      return compared(exp, FeelScope::input, compile(less.x()), order -> order <= 0);
    } else if (exp instanceof InputGreaterThan greater) {
      return compared(exp, FeelScope::input, compile(greater.x()), order -> order > 0);
    } else if (exp instanceof InputGreaterOrEqual greater) {
      return compared(exp, FeelScope::input, compile(greater.x()), order -> order >= 0);
    } else if (exp instanceof UnaryTestExpression test) {
      return test(exp, compile(test.exp()));
    } else if (exp instanceof In in) {
      return in(exp, compile(in.x()), compile(in.test()));
    } else if (exp instanceof Addition sum) {
      return sum(exp, compile(sum.x()), compile(sum.y()));
    } else if (exp instanceof Subtraction difference) {
      return difference(exp, compile(difference.x()), compile(difference.y()));
    } else if (exp instanceof Multiplication product) {
      return product(exp, compile(product.x()), compile(product.y()));
    } else if (exp instanceof Division quotient) {
      return quotient(exp, compile(quotient.x()), compile(quotient.y()));
    } else if (exp instanceof ArithmeticNegation negation) {
      return negated(exp, compile(negation.x()));
    } else if (exp instanceof SomeItem some && isOne(some.iterators())) {
      return quantified(TRUE, some.iterators().head(), some.condition());
    } else if (exp instanceof EveryItem every && isOne(every.iterators())) {
      return quantified(FALSE, every.iterators().head(), every.condition());
    } else if (exp instanceof For loop
        && isOne(loop.iterators())
        && !FeelTree.has(loop.exp(), FeelCompiler::asksForPartial)) {
      return loop(loop, loop.iterators().head());
    } else if (exp instanceof IterationContext range) {
      return range(exp, compile(range.start()), compile(range.end()));
    } else if (exp instanceof Filter filter) {
      return filter(filter);
    } else if (exp instanceof FunctionInvocation call
        && call.params() instanceof PositionalFunctionParameters positional) {
      return call(call, compile(positional.params()));
    }
    return interpreted(exp);
  }

  private Step[] compile(List<Exp> exps) {
    return CollectionConverters.asJava(exps).stream().map(this::compile).toArray(Step[]::new);
  }

  private Step interpreted(Exp exp) {
    return scope -> interpreter.eval(exp, scope.run().context(scope));
  }

  private Step inputValue(Exp exp) {
    // An expression of a cell is tried without the value first, and asks for it by this error.
    Val missing = interpreter.eval(exp, EvalContext.empty(values));
    Name input = names.apply(INPUT);
    return scope -> {
      Val value = scope.find(input);
      return value == null ? missing : value;
    };
  }

  private Step list(ConstList list) {
    Step[] items = compile(list.items());
    Step slow = interpreted(list);
    Step made =
        scope -> {
          List<Val> all = List$.MODULE$.empty();
          for (int i = items.length - 1; i >= 0; i--) {
            Val item = items[i].eval(scope);
            if (isError(item)) {
              return slow.eval(scope);
            }
            all = new $colon$colon<>(item, all);
          }
          return new ValList(all);
        };
    return Arrays.stream(items).allMatch(Constant.class::isInstance)
        ? new Constant(made.eval(null))
        : made;
  }

  /** A context that is written out, each entry seeing those before it. */
  private Step context(ConstContext literal) {
    java.util.List<Tuple2<String, Exp>> entries = CollectionConverters.asJava(literal.entries());
    String[] names = entries.stream().map(Tuple2::_1).toArray(String[]::new);
    Step[] steps = entries.stream().map(entry -> compile(entry._2())).toArray(Step[]::new);
    Step slow = interpreted(literal);
    // A function remembers the entries before it alone, also when it is called after the next ones
    // are there.
    if (!EntryNames.differ(names) || FeelTree.has(literal, FunctionDefinition.class::isInstance)) {
      return slow;
    }
    EntryNames shared = values.names(names);
    return outer -> {
      Val[] made = new Val[steps.length];
      FeelScope scope = outer.withEntries(shared, made);
      for (int i = 0; i < steps.length; i++) {
        Val value = steps[i].eval(scope);
        if (isError(value) || value instanceof ValFunction) {
          return slow.eval(outer);
        }
        made[i] = value;
      }
      // Written-out contexts are equal to themselves only, which an evaluation context is and a
      // lazy one is not.
      return new ValContext(
          new EvalContext(
              values,
              new LazyContext.OfValues(shared, made),
              FunctionProvider.EmptyFunctionProvider$.MODULE$,
              outer.run()));
    };
  }

  private Step ref(Ref ref) {
    java.util.List<String> all = CollectionConverters.asJava(ref.names());
    Name first = names.apply(all.get(0));
    Name[] path = all.stream().skip(1).map(Name::new).toArray(Name[]::new);
    if (path.length == 0) {
      return scope -> {
        Val value = scope.find(first);
        return value == null || value instanceof ValError ? NULL : value;
      };
    }
    return scope -> {
      Val value = scope.find(first);
      if (value == null || value instanceof ValError) {
        return NULL;
      }
      for (Name key : path) {
        value = path(value, key);
      }
      return value;
    };
  }

  private Val path(Val value, Name key) {
    return isError(value) ? value : values.property(value, key);
  }

  /**
   * {@code and}, decided by false, or {@code or}, decided by true; anything but a boolean counts as
   * null.
   */
  private static Step combined(Val deciding, Step x, Step y) {
    return several(deciding, x, y);
  }

  private static Step several(Val deciding, Step... steps) {
    return scope -> {
      Val result = deciding == TRUE ? FALSE : TRUE;
      for (Step step : steps) {
        result = and(deciding, result, step.eval(scope));
        if (result == deciding || result instanceof ValFatalError) {
          return result;
        }
      }
      return result;
    };
  }

  /** What is known of several booleans after one more. */
  private static Val and(Val deciding, Val before, Val next) {
    if (next instanceof ValFatalError) {
      return next;
    }
    if (next instanceof ValBoolean bool) {
      return bool.equals(deciding) ? deciding : before;
    }
    return NULL;
  }

  private static Step not(Step x) {
    return scope -> {
      Val value = x.eval(scope);
      if (value instanceof ValBoolean bool) {
        return bool.value() ? FALSE : TRUE;
      }
      return value instanceof ValFatalError ? value : NULL;
    };
  }

  private static Step choice(Step condition, Step then, Step otherwise) {
    return scope -> {
      Val met = condition.eval(scope);
      if (met instanceof ValFatalError) {
        return met;
      }
      Val value = isTrue(met) ? then.eval(scope) : otherwise.eval(scope);
      return value instanceof ValError ? otherwise.eval(scope) : value;
    };
  }

  private Step equal(Exp exp, Step x, Step y) {
    Step slow = interpreted(exp);
    return scope -> {
      Val result = equal(x.eval(scope), y.eval(scope));
      return result == null ? slow.eval(scope) : result;
    };
  }

  /** Null where only the library knows. */
  private static Val equal(Val x, Val y) {
    if (x instanceof ValString a && y instanceof ValString b) {
      return bool(a.value().equals(b.value()));
    }
    if (x instanceof ValNumber a && y instanceof ValNumber b) {
      return bool(decimal(a).compareTo(decimal(b)) == 0);
    }
    if (x instanceof ValBoolean a && y instanceof ValBoolean b) {
      return bool(a.value() == b.value());
    }
    if (x == null || y == null || isError(x) || isError(y)) {
      return x instanceof ValFatalError ? x : null;
    }
    return x == NULL || y == NULL ? bool(x == y) : null;
  }

  private Step compared(Exp exp, Step x, Step y, IntPredicate holds) {
    Step slow = interpreted(exp);
    return scope -> {
      Val a = x.eval(scope);
      Val b = y.eval(scope);
      if (a instanceof ValNumber one && b instanceof ValNumber other) {
        return bool(holds.test(decimal(one).compareTo(decimal(other))));
      }
      if (a instanceof ValString one && b instanceof ValString other) {
        return bool(holds.test(one.value().compareTo(other.value())));
      }
      return a instanceof ValFatalError ? a : slow.eval(scope);
    };
  }

  /** An expression as a cell: it holds when it is true, or is or contains the value under test. */
  private Step test(Exp exp, Step expression) {
    Step slow = interpreted(exp);
    return scope -> {
      Val input = scope.input();
      if (input == null || isError(input) || input instanceof ValFunction) {
        return slow.eval(scope);
      }
      Val value = expression.eval(scope);
      if (value instanceof ValFatalError) {
        Val held = expression.eval(scope.with(INPUT, input));
        return held instanceof ValBoolean ? held : NULL;
      }
      if (isTrue(value)) {
        return TRUE;
      }
      if (value instanceof ValList list && !(input instanceof ValList)) {
        return bool(list.items().contains(input));
      }
      Val equal = value instanceof ValList ? null : equal(input, value);
      if (equal == null) {
        return slow.eval(scope);
      }
      return isTrue(equal) ? TRUE : FALSE;
    };
  }

  private Step in(Exp exp, Step x, Step test) {
    Step slow = interpreted(exp);
    return scope -> {
      Val value = x.eval(scope);
      if (value instanceof ValFunction) {
        return slow.eval(scope);
      }
      return isError(value) ? value : test.eval(scope.withInput(value));
    };
  }

  private Step sum(Exp exp, Step x, Step y) {
    Step slow = interpreted(exp);
    return scope -> {
      Val a = x.eval(scope);
      Val b = y.eval(scope);
      if (a instanceof ValString one && b instanceof ValString other) {
        return FeelEvaluation.bounded(new ValString(one.value() + other.value()));
      }
      return a instanceof ValNumber one && b instanceof ValNumber other
          ? new ValNumber(one.value().$plus(other.value()))
          : slow.eval(scope);
    };
  }

  private Step difference(Exp exp, Step x, Step y) {
    Step slow = interpreted(exp);
    return scope -> {
      Val a = x.eval(scope);
      Val b = y.eval(scope);
      return a instanceof ValNumber one && b instanceof ValNumber other
          ? new ValNumber(one.value().$minus(other.value()))
          : slow.eval(scope);
    };
  }

  private Step product(Exp exp, Step x, Step y) {
    Step slow = interpreted(exp);
    return scope -> {
      Val a = x.eval(scope);
      Val b = y.eval(scope);
      return a instanceof ValNumber one && b instanceof ValNumber other
          ? FeelEvaluation.bounded(new ValNumber(one.value().$times(other.value())))
          : slow.eval(scope);
    };
  }

  /** What is divided by nothing is told by the library. */
  private Step quotient(Exp exp, Step x, Step y) {
    Step slow = interpreted(exp);
    return scope -> {
      Val a = x.eval(scope);
      Val b = y.eval(scope);
      return a instanceof ValNumber one
              && b instanceof ValNumber other
              && other.value().signum() != 0
          ? FeelEvaluation.bounded(new ValNumber(one.value().$div(other.value())))
          : slow.eval(scope);
    };
  }

  private Step negated(Exp exp, Step x) {
    Step slow = interpreted(exp);
    return scope ->
        x.eval(scope) instanceof ValNumber number
            ? new ValNumber(number.value().unary_$minus())
            : slow.eval(scope);
  }

  private static boolean isOne(List<Tuple2<String, Exp>> iterators) {
    return iterators.lengthCompare(1) == 0;
  }

  /** {@code some}, decided by true, or {@code every}, decided by false. */
  private Step quantified(Val deciding, Tuple2<String, Exp> iterator, Exp condition) {
    String name = iterator._1();
    Step items = compile(iterator._2());
    Step holds = compile(condition);
    return scope -> {
      Val over = items.eval(scope);
      if (!(over instanceof ValList list)) {
        return over instanceof ValFatalError ? over : NULL;
      }
      Val result = deciding == TRUE ? FALSE : TRUE;
      for (List<Val> rest = list.items(); !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
        scope.run().take(1);
        result = and(deciding, result, holds.eval(scope.with(name, rest.head())));
        if (result == deciding || result instanceof ValFatalError) {
          return result;
        }
      }
      return result;
    };
  }

  /** Whether it is the name of what a loop has given so far, which the library alone knows. */
  private static boolean asksForPartial(Exp exp) {
    return exp instanceof Ref ref && ref.names().head().equals(PARTIAL);
  }

  private Step loop(For loop, Tuple2<String, Exp> iterator) {
    String name = iterator._1();
    Step items = compile(iterator._2());
    Step body = compile(loop.exp());
    Step slow = interpreted(loop);
    return scope -> {
      if (!(items.eval(scope) instanceof ValList list)) {
        return slow.eval(scope);
      }
      ListBuffer<Val> all = new ListBuffer<>();
      for (List<Val> rest = list.items(); !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
        scope.run().take(1);
        Val value = body.eval(scope.with(name, rest.head()));
        if (isError(value)) {
          return slow.eval(scope);
        }
        all.addOne(value);
      }
      return new ValList(all.toList());
    };
  }

  private Step range(Exp exp, Step start, Step end) {
    Step slow = interpreted(exp);
    return scope -> {
      if (!(start.eval(scope) instanceof ValNumber first
          && end.eval(scope) instanceof ValNumber last
          && isSmallWhole(first)
          && isSmallWhole(last))) {
        return slow.eval(scope);
      }
      int from = decimal(first).intValue();
      int to = decimal(last).intValue();
      if (Math.abs(from - to) >= FeelEvaluation.MAX_ITEMS) {
        return slow.eval(scope);
      }
      List<Val> all = List$.MODULE$.empty();
      int step = from < to ? -1 : 1;
      for (int i = to; i != from + step; i += step) {
        all = new $colon$colon<>(new ValNumber(BigDecimal$.MODULE$.int2bigDecimal(i)), all);
      }
      return new ValList(all);
    };
  }

  private Step filter(Filter filter) {
    Step list = compile(filter.list());
    Exp exp = filter.filter();
    Step condition = compile(exp);
    Step slow = interpreted(filter);
    // The library evaluates other conditions once without an item, to see whether they are the
    // number of one.
    boolean mayBeNumber =
        !(exp instanceof Comparison
            || exp instanceof FunctionInvocation
            || exp instanceof QualifiedFunctionInvocation
            || exp instanceof Conjunction
            || exp instanceof Disjunction
            || exp instanceof Not
            || exp instanceof In
            || exp instanceof SomeItem
            || exp instanceof EveryItem);
    return scope -> {
      Val from = list.eval(scope);
      if (!(from instanceof ValList all)) {
        return from instanceof ValFatalError ? from : NULL;
      }
      if (mayBeNumber && condition.eval(scope) instanceof ValNumber number) {
        return isSmallWhole(number)
            ? item(all.items(), decimal(number).intValue())
            : slow.eval(scope);
      }
      Val filtered = filtered(all, condition, scope);
      return filtered == null ? slow.eval(scope) : filtered;
    };
  }

  /** The item with a number from 1 up, or from -1 down, counted from the end. */
  private static Val item(List<Val> items, int number) {
    int index = number > 0 ? number - 1 : items.length() + number;
    return index >= 0 && items.lengthCompare(index) > 0 ? items.apply(index) : NULL;
  }

  /** Null where only the library knows. */
  private static Val filtered(ValList all, Step condition, FeelScope scope) {
    FeelScope.Items items = scope.ofItems();
    ListBuffer<Val> some = null;
    boolean every = true;
    for (List<Val> rest = all.items(); !rest.isEmpty(); rest = (List<Val>) rest.tail()) {
      scope.run().take(1);
      Val item = rest.head();
      LazyContext entries = entries(item);
      // The library drops an item that is the text "_", and knows a function by its name alone.
      if (item instanceof ValContext && entries == null
          || item instanceof ValString text && text.value().equals("_")
          || item instanceof ValFunction) {
        return null;
      }
      items.next(entries, item);
      Val holds = condition.eval(items);
      if (isError(holds) || holds instanceof ValNumber) {
        return null;
      }
      if (isTrue(holds)) {
        some = some == null ? new ListBuffer<>() : some;
        some.addOne(item);
      } else {
        every = false;
      }
    }
    return every ? all : some == null ? EMPTY : new ValList(some.toList());
  }

  /**
   * What a condition sees of an item that is a context; null where there is nothing, or only the
   * library can tell.
   */
  private static LazyContext entries(Val item) {
    return item instanceof ValContext context
            && context.context().functionProvider()
                == FunctionProvider.EmptyFunctionProvider$.MODULE$
            && context.context().variableProvider() instanceof LazyContext entries
        ? entries
        : null;
  }

  private Step call(FunctionInvocation call, Step[] arguments) {
    Step slow = interpreted(call);
    Val found = EvalContext.create(values, functions).function(call.function(), arguments.length);
    if (!(found instanceof ValFunction function)) {
      return slow;
    }
    // A function takes its arguments beyond the fixed ones as one list.
    int fixed =
        function.hasVarArgs() && !function.params().isEmpty()
            ? function.params().size() - 1
            : arguments.length;
    boolean isOnlyArgument = fixed == 0 && arguments.length == 1;
    return scope -> {
      scope.run().take(1);
      // Immutable lists grow at their head, so the arguments are evaluated from the last one on.
      List<Val> given =
          function.hasVarArgs() && arguments.length == fixed ? list(EMPTY) : List$.MODULE$.empty();
      for (int i = arguments.length - 1; i >= 0; i--) {
        Val argument = arguments[i].eval(scope);
        if (isError(argument)) {
          Val first = firstError(arguments, scope);
          return !function.hasVarArgs() && first instanceof ValFatalError
              ? first
              : slow.eval(scope);
        }
        given = new $colon$colon<>(argument, given);
        if (i == fixed && !(isOnlyArgument && argument instanceof ValList)) {
          given = list(new ValList(given));
        }
      }
      Object result = function.invoke().apply(given);
      return result instanceof ValError || result instanceof ValFatalError
          ? slow.eval(scope)
          : FeelEvaluation.bounded(values.toVal(result), scope.run());
    };
  }

  /** The error that the library meets first, of arguments of which one is an error. */
  private static Val firstError(Step[] arguments, FeelScope scope) {
    Val argument = arguments[0].eval(scope);
    for (int i = 1; !isError(argument); i++) {
      argument = arguments[i].eval(scope);
    }
    return argument;
  }

  private static List<Val> list(Val only) {
    return new $colon$colon<>(only, List$.MODULE$.empty());
  }

  private static boolean isError(Val value) {
    return value instanceof ValError || value instanceof ValFatalError;
  }

  private static boolean isTrue(Val value) {
    return value instanceof ValBoolean bool && bool.value();
  }

  private static Val bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  private static BigDecimal decimal(ValNumber number) {
    return number.value().bigDecimal();
  }

  private static boolean isSmallWhole(ValNumber number) {
    return decimal(number).scale() == 0 && decimal(number).precision() < 7;
  }
}
