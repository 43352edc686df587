package dev.necessity.policy.compare;

import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.work.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two versions of a table, row beside row.
 *
 * @param words what changed, one sentence each; empty when nothing did
 */
public record TableComparison(
    TableText before, TableText after, List<Pair> pairs, List<String> words) {

  /** What became of a row. */
  public enum Change {
    SAME,
    ADDED,
    REMOVED,
    MOVED,
    CHANGED
  }

  /**
   * A row in both versions, or in one.
   *
   * @param changed keys of the columns whose cells differ; {@link #ANNOTATION} for the annotation
   */
  public record Pair(
      Change change, Optional<Row> before, Optional<Row> after, Set<String> changed) {}

  /** Stands for the annotation among the changed columns. */
  public static final String ANNOTATION = "annotation";

  static TableComparison of(TableText before, TableText after) {
    return new Work(before, after).compare();
  }

  private static final class Work {

    private final TableText before;
    private final TableText after;

    /** Index of a column before by the key of the column after that it has become. */
    private final Map<String, Integer> columns = new HashMap<>();

    private final Map<Integer, Integer> rows = new HashMap<>();

    /** The rows before that one after has been. */
    private final Set<Integer> kept = new HashSet<>();

    private final List<String> words = new ArrayList<>();

    Work(TableText before, TableText after) {
      this.before = before;
      this.after = after;
    }

    TableComparison compare() {
      if (!before.hitPolicy().equals(after.hitPolicy())) {
        words.add("Hit policy: " + before.hitPolicy() + " became " + after.hitPolicy() + ".");
      }
      columns();
      matchRows();
      List<Pair> pairs = pairs();
      pairs.forEach(this::describe);
      return new TableComparison(before, after, pairs, List.copyOf(words));
    }

    private void columns() {
      Set<Integer> taken = new HashSet<>();
      List<BiPredicate<Column, Column>> same =
          List.of(
              (old, now) -> old.key() != null && old.key().equals(now.key()),
              (old, now) ->
                  Objects.equals(old.detail(), now.detail()) && old.input() == now.input(),
              (old, now) -> old.label().equals(now.label()) && old.input() == now.input());
      for (BiPredicate<Column, Column> test : same) {
        for (Column now : after.columns()) {
          for (int i = 0; i < before.columns().size() && !columns.containsKey(now.key()); i++) {
            if (!taken.contains(i) && test.test(before.columns().get(i), now)) {
              taken.add(i);
              columns.put(now.key(), i);
            }
          }
        }
      }
      for (int i = 0; i < before.columns().size(); i++) {
        if (!taken.contains(i)) {
          words.add("Column removed: " + before.columns().get(i).words() + ".");
        }
      }
      for (Column now : after.columns()) {
        if (columns.containsKey(now.key())) {
          header(before.columns().get(columns.get(now.key())), now);
        } else {
          words.add("Column added: " + now.words() + " (" + now.detail() + ").");
        }
      }
    }

    private void header(Column old, Column now) {
      became(now.words() + ", label", old.label(), now.label());
      became(now.words() + (now.input() ? ", expression" : ", name"), old.detail(), now.detail());
      became(now.words() + ", type", old.type(), now.type());
      became(now.words() + ", allowed values", old.allowed(), now.allowed());
    }

    private void became(String what, String old, String now) {
      if (!Objects.equals(old, now)) {
        words.add(
            Character.toUpperCase(what.charAt(0))
                + what.substring(1)
                + ": "
                + said(old)
                + " became "
                + said(now)
                + ".");
      }
    }

    /** A row is the same by its id, else by its cells. */
    private void matchRows() {
      List<BiPredicate<Row, Row>> same =
          List.of(
              (old, now) -> old.id() != null && old.id().equals(now.id()),
              (old, now) -> changed(old, now).isEmpty());
      for (BiPredicate<Row, Row> test : same) {
        for (int j = 0; j < after.rows().size(); j++) {
          Budget.spend(before.rows().size());
          for (int i = 0; i < before.rows().size() && !rows.containsKey(j); i++) {
            if (!kept.contains(i) && test.test(before.rows().get(i), after.rows().get(j))) {
              kept.add(i);
              rows.put(j, i);
            }
          }
        }
      }
    }

    private Set<String> changed(Row old, Row now) {
      Set<String> changed = new HashSet<>();
      for (int i = 0; i < Math.min(now.cells().size(), after.columns().size()); i++) {
        Integer column = columns.get(after.columns().get(i).key());
        if (column != null
            && column < old.cells().size()
            && !old.cells().get(column).equals(now.cells().get(i))) {
          changed.add(after.columns().get(i).key());
        }
      }
      if (!old.annotation().equals(now.annotation())) {
        changed.add(ANNOTATION);
      }
      return changed;
    }

    private List<Pair> pairs() {
      Set<Integer> inOrder = inOrder();
      List<Pair> pairs = new ArrayList<>();
      int shown = 0;
      for (int j = 0; j < after.rows().size(); j++) {
        Row now = after.rows().get(j);
        Integer i = rows.get(j);
        if (i == null) {
          pairs.add(new Pair(Change.ADDED, Optional.empty(), Optional.of(now), Set.of()));
          continue;
        }
        for (; inOrder.contains(j) && shown < i; shown++) {
          removed(shown).ifPresent(pairs::add);
        }
        Set<String> changed = changed(before.rows().get(i), now);
        Change change =
            !changed.isEmpty() ? Change.CHANGED : inOrder.contains(j) ? Change.SAME : Change.MOVED;
        pairs.add(new Pair(change, Optional.of(before.rows().get(i)), Optional.of(now), changed));
      }
      for (; shown < before.rows().size(); shown++) {
        removed(shown).ifPresent(pairs::add);
      }
      for (int j = 0; j < after.rows().size(); j++) {
        if (rows.containsKey(j) && !inOrder.contains(j)) {
          words.add(
              "Row "
                  + (rows.get(j) + 1)
                  + " moved to row "
                  + (j + 1)
                  + named(after.rows().get(j))
                  + ".");
        }
      }
      return pairs;
    }

    private Optional<Pair> removed(int row) {
      return kept.contains(row)
          ? Optional.empty()
          : Optional.of(
              new Pair(
                  Change.REMOVED, Optional.of(before.rows().get(row)), Optional.empty(), Set.of()));
    }

    /**
     * The rows after that kept their order: the longest such run, so that as few as possible count
     * as moved.
     */
    private Set<Integer> inOrder() {
      // Of the runs of each length, the one that ends earliest before: the row before that it ends
      // with, and the row after.
      TreeMap<Integer, Integer> ends = new TreeMap<>();
      Map<Integer, Integer> follows = new HashMap<>();
      int length = 0;
      Integer last = null;
      for (int j : rows.keySet().stream().sorted().toList()) {
        Map.Entry<Integer, Integer> shorter = ends.lowerEntry(rows.get(j));
        if (shorter != null) {
          follows.put(j, shorter.getValue());
        }
        Integer later = ends.higherKey(rows.get(j));
        if (later != null) {
          ends.remove(later);
        }
        ends.put(rows.get(j), j);
        if (ends.size() > length) {
          length = ends.size();
          last = j;
        }
      }
      return Stream.iterate(last, Objects::nonNull, follows::get).collect(Collectors.toSet());
    }

    private void describe(Pair pair) {
      switch (pair.change()) {
        case ADDED ->
            words.add(
                "Row "
                    + pair.after().get().number()
                    + " added"
                    + named(pair.after().get())
                    + ": "
                    + sentence(pair.after().get(), after)
                    + ".");
        case REMOVED ->
            words.add(
                "Row "
                    + pair.before().get().number()
                    + " removed"
                    + named(pair.before().get())
                    + ": "
                    + sentence(pair.before().get(), before)
                    + ".");
        case CHANGED -> cells(pair.before().get(), pair.after().get(), pair.changed());
        default -> {}
      }
    }

    private void cells(Row old, Row now, Set<String> changed) {
      for (int i = 0; i < after.columns().size(); i++) {
        Column column = after.columns().get(i);
        if (changed.contains(column.key())) {
          became(
              "row " + now.number() + named(now) + ", '" + column.label() + "'",
              old.cells().get(columns.get(column.key())),
              now.cells().get(i));
        }
      }
      became(
          "row " + now.number() + named(now) + ", annotation", old.annotation(), now.annotation());
    }

    private static String sentence(Row row, TableText table) {
      List<String> when = new ArrayList<>();
      List<String> then = new ArrayList<>();
      for (int i = 0; i < Math.min(row.cells().size(), table.columns().size()); i++) {
        Column column = table.columns().get(i);
        String cell = row.cells().get(i);
        if (!column.input()) {
          then.add("'" + column.label() + "' is " + said(cell));
        } else if (!cell.isEmpty() && !cell.equals("-")) {
          when.add("'" + column.label() + "' is " + cell);
        }
      }
      return (when.isEmpty() ? "always" : "when " + String.join(" and ", when))
          + ", "
          + String.join(", ", then);
    }

    private static String named(Row row) {
      return row.id() == null ? "" : " (" + row.id() + ")";
    }

    private static String said(String text) {
      return text == null || text.isBlank() ? "(blank)" : text;
    }
  }
}
