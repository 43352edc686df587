package dev.necessity.policy.mutate;

import dev.necessity.feel.FeelTree;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.TableText.Column;
import dev.necessity.policy.model.TableText.Row;
import dev.necessity.policy.mutate.Mutation.Part;
import dev.necessity.policy.mutate.Mutation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;

/**
 * Every slip that could be made in a decision file and would leave it a decision file, in the order
 * of the file.
 */
public final class Mutations {

  private static final String ANY = "-";

  private Mutations() {}

  public static List<Mutation> of(PolicyFile file) {
    return file.model().getModelElementsByType(Decision.class).stream()
        .flatMap(Mutations::of)
        .toList();
  }

  private static Stream<Mutation> of(Decision decision) {
    if (decision.getExpression() instanceof DecisionTable table) {
      return new OfTable(decision.getId(), TableText.of(table)).all();
    }
    if (decision.getExpression() instanceof LiteralExpression literal
        && literal.getText() != null) {
      String text = literal.getText().getTextContent().strip();
      return changes(
          new Place(decision.getId(), Part.EXPRESSION, 0, "", 0, null), text, Variants.of(text));
    }
    return Stream.empty();
  }

  private record OfTable(String decision, TableText table) {

    Stream<Mutation> all() {
      List<Mutation> all = new ArrayList<>();
      List<Column> inputs = table.columns().stream().filter(Column::input).toList();
      for (int i = 0; i < inputs.size(); i++) {
        Column input = inputs.get(i);
        changes(
                new Place(decision, Part.QUESTION, 0, "", i, input),
                input.detail(),
                Variants.of(input.detail()))
            .forEach(all::add);
      }
      for (Row row : table.rows()) {
        for (int i = 0; i < table.columns().size(); i++) {
          boolean input = i < inputs.size();
          Place place =
              new Place(
                  decision,
                  input ? Part.CONDITION : Part.OUTPUT,
                  row.number(),
                  row.id(),
                  input ? i : i - inputs.size(),
                  table.columns().get(i));
          String cell = row.cells().get(i);
          changes(place, cell, input ? conditions(cell, i) : outputs(cell, i)).forEach(all::add);
        }
        all.add(
            new Mutation(new Place(decision, Part.RULE, row.number(), row.id(), 0, null), "", ""));
      }
      return all.stream();
    }

    private Stream<String> conditions(String cell, int column) {
      return cell.isEmpty() || cell.equals(ANY)
          ? Stream.empty()
          : Stream.concat(
              Stream.concat(
                  Variants.of(cell),
                  Variants.withOtherTexts(cell, text -> othersIn(cell, text, column))),
              Stream.of(ANY));
    }

    /**
     * Instead of one of a cell's texts: each that it does not have, and one that it has, which
     * takes the text out of it.
     */
    private List<String> othersIn(String cell, String text, int column) {
      List<String> inCell = Variants.texts(cell).filter(other -> !other.equals(text)).toList();
      return Stream.concat(
              others(text, column, cells(column).flatMap(Variants::texts)).stream()
                  .filter(other -> !inCell.contains(other)),
              inCell.stream().limit(1))
          .toList();
    }

    /**
     * What is calculated or written here becomes what another rule says; a number or true has its
     * own neighbours.
     */
    private Stream<String> outputs(String cell, int column) {
      boolean plain =
          FeelTree.expression(cell)
              .flatMap(FeelTree::constant)
              .filter(constant -> !(constant instanceof String))
              .isPresent();
      return Stream.concat(
          Variants.of(cell), plain ? Stream.empty() : others(cell, column, cells(column)).stream());
    }

    /**
     * The other values that a column allows; where it allows any, the next one of those that it
     * has.
     */
    private List<String> others(String text, int column, Stream<String> occurring) {
      List<String> allowed =
          Variants.texts(table.columns().get(column).allowed())
              .filter(other -> !other.equals(text))
              .toList();
      if (!allowed.isEmpty()) {
        return allowed;
      }
      List<String> distinct = occurring.distinct().toList();
      return distinct.size() < 2
          ? List.of()
          : List.of(distinct.get((distinct.indexOf(text) + 1) % distinct.size()));
    }

    private Stream<String> cells(int column) {
      return table.rows().stream().map(row -> row.cells().get(column));
    }
  }

  /** Those that are another text and can still be parsed. */
  private static Stream<Mutation> changes(Place place, String was, Stream<String> variants) {
    return variants
        .distinct()
        .filter(became -> !became.equals(was))
        .filter(
            became ->
                (place.part() == Part.CONDITION
                        ? FeelTree.cell(became)
                        : FeelTree.expression(became))
                    .isPresent())
        .map(became -> new Mutation(place, was, became));
  }
}
