package dev.necessity.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List$;
import dev.necessity.feel.FeelEvaluation.Run;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The names that a part of an expression sees: those that it adds, and a link to what is around it.
 * Many are made in an evaluation, so it holds no more than that. Not thread-safe.
 */
abstract class FeelScope implements VariableProvider {

  /** The name under which FEEL finds the name of the input. */
  static final Name INPUT_NAME = new Name("inputVariableName");

  private static final String ITEM = "item";
  private static final String DEFAULT_INPUT = "cellInput";

  private final Run run;

  private FeelScope(Run run) {
    this.run = run;
  }

  /** What is around a whole expression or cell. */
  interface Variables {

    /** Null when there is no such name. */
    Val find(Name name);

    Iterable<String> keys();
  }

  /** The scope of a whole expression or cell. */
  static FeelScope of(Variables variables, Run run) {
    String input = variables.find(INPUT_NAME) instanceof ValString name ? name.value() : null;
    return new Outermost(
        variables,
        input == null ? DEFAULT_INPUT : input,
        input == null ? null : variables.find(new Name(input)),
        run);
  }

  /** Null when there is no such name. */
  abstract Val find(Name name);

  /** The value under test, of a cell's column or left of {@code in}; null outside of tests. */
  abstract Val input();

  /** The name of the variable that holds the value under test. */
  abstract String inputName();

  final Run run() {
    return run;
  }

  @Override
  public final Option<Object> getVariable(String name) {
    Val found = find(new Name(name));
    return found == null ? Option.empty() : new Some<>(found);
  }

  FeelScope with(String name, Val value) {
    return new OneName(name, value, this);
  }

  FeelScope with(VariableProvider variables, FeelValues values) {
    return new Linked(variables, values, this);
  }

  /**
   * The scope of the next entry of a context that is being written: it sees the values that are
   * there already.
   */
  FeelScope withEntries(EntryNames names, Val[] soFar) {
    return new Entries(names, soFar, this);
  }

  /**
   * The scope of a filter's condition, one item after the other: it only says yes or no, so nothing
   * of it outlives its item.
   */
  Items ofItems() {
    return new Items(this);
  }

  /** The scope of the cells of a table's column, of which the input has a value. */
  FeelScope ofCells(String inputVariable, Val value) {
    return new Tested(inputVariable, value, true, this);
  }

  /** The scope of tests on a value. */
  FeelScope withInput(Val value) {
    return new Tested(inputName(), value, false, this);
  }

  private static Iterable<String> both(String name, FeelScope outer) {
    return (Iterable<String>) List$.MODULE$.<String>empty().$colon$colon(name).concat(outer.keys());
  }

  private static final class Outermost extends FeelScope {

    private final Variables variables;
    private final String inputName;
    private final Val input;

    Outermost(Variables variables, String inputName, Val input, Run run) {
      super(run);
      this.variables = variables;
      this.inputName = inputName;
      this.input = input;
    }

    @Override
    Val find(Name name) {
      return variables.find(name);
    }

    @Override
    Val input() {
      return input;
    }

    @Override
    String inputName() {
      return inputName;
    }

    @Override
    public Iterable<String> keys() {
      return variables.keys();
    }
  }

  private abstract static class Inner extends FeelScope {

    final FeelScope outer;

    Inner(FeelScope outer) {
      super(outer.run);
      this.outer = outer;
    }

    @Override
    Val input() {
      return outer.input();
    }

    @Override
    String inputName() {
      return outer.inputName();
    }
  }

  private static final class OneName extends Inner {

    private final String name;
    private final Val value;

    OneName(String name, Val value, FeelScope outer) {
      super(outer);
      this.name = name;
      this.value = value;
    }

    @Override
    Val find(Name wanted) {
      return name.equals(wanted.text) ? value : outer.find(wanted);
    }

    @Override
    public Iterable<String> keys() {
      return both(name, outer);
    }
  }

  private static final class Tested extends Inner {

    private final String name;
    private final Val value;
    private final boolean isCell;

    Tested(String name, Val value, boolean isCell, FeelScope outer) {
      super(outer);
      this.name = name;
      this.value = value;
      this.isCell = isCell;
    }

    @Override
    Val find(Name wanted) {
      if (name.equals(wanted.text)) {
        return value;
      }
      return isCell && INPUT_NAME.text.equals(wanted.text)
          ? new ValString(name)
          : outer.find(wanted);
    }

    @Override
    Val input() {
      return value;
    }

    @Override
    String inputName() {
      return name;
    }

    @Override
    public Iterable<String> keys() {
      return both(name, outer);
    }
  }

  /** An item of a filter, and its entries where it is a context. */
  static final class Items extends Inner {

    private LazyContext entries;
    private Val item;

    private Items(FeelScope outer) {
      super(outer);
    }

    /**
     * @param entries null where the item is no context
     */
    void next(LazyContext entries, Val item) {
      this.entries = entries;
      this.item = item;
    }

    @Override
    Val find(Name name) {
      Val entry = entries == null ? null : entries.find(name);
      if (entry != null) {
        return entry;
      }
      return ITEM.equals(name.text) ? item : outer.find(name);
    }

    @Override
    public Iterable<String> keys() {
      return entries == null
          ? both(ITEM, outer)
          : (Iterable<String>) entries.keys().concat(outer.keys());
    }
  }

  private static final class Entries extends Inner {

    private final EntryNames names;
    private final Val[] soFar;

    Entries(EntryNames names, Val[] soFar, FeelScope outer) {
      super(outer);
      this.names = names;
      this.soFar = soFar;
    }

    @Override
    Val find(Name name) {
      EntryNames.Entry entry = name.in(names);
      Val value = entry.isNone() ? null : soFar[entry.index()];
      return value == null ? outer.find(name) : value;
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) names.keys().concat(outer.keys());
    }
  }

  private static final class Linked extends Inner {

    private final VariableProvider variables;
    private final FeelValues values;

    Linked(VariableProvider variables, FeelValues values, FeelScope outer) {
      super(outer);
      this.variables = variables;
      this.values = values;
    }

    @Override
    Val find(Name name) {
      Option<Object> found = variables.getVariable(name.text);
      return found.isEmpty() ? outer.find(name) : values.toVal(found.get());
    }

    @Override
    public Iterable<String> keys() {
      return (Iterable<String>) variables.keys().concat(outer.keys());
    }
  }
}
