package dev.necessity.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the decisions of a file stand to those of another one, by their places in the order of
 * evaluation. Variables are known to all later decisions, whether that is drawn or not; so a
 * decision reads another one already when its name stands in it anywhere.
 */
final class Counterparts {

  private static final int NONE = -1;

  private final int[] places;
  private final boolean[] sayTheSame;
  private final boolean[] giveTheSameNames;
  private final int[][] reads;

  private Counterparts(
      List<DecisionLogic> order, List<DecisionLogic> others, boolean inTheSameOrder) {
    int number = order.size();
    List<String> keys = order.stream().map(DecisionLogic::key).toList();
    List<String> gone =
        others.stream()
            .filter(other -> !keys.contains(other.key()))
            .flatMap(other -> other.names().stream())
            .toList();
    List<List<String>> names = new ArrayList<>();
    List<String> texts = order.stream().map(DecisionLogic::text).toList();
    this.places = new int[number];
    this.sayTheSame = new boolean[number];
    this.giveTheSameNames = new boolean[number];
    this.reads = new int[number][];
    for (int i = 0; i < number; i++) {
      DecisionLogic logic = order.get(i);
      DecisionLogic other =
          others.stream()
              .filter(each -> inTheSameOrder && each.key().equals(logic.key()))
              .findFirst()
              .orElse(null);
      places[i] = other == null ? NONE : others.indexOf(other);
      String text = texts.get(i);
      sayTheSame[i] = other != null && other.text().equals(text) && !mentions(text, gone);
      giveTheSameNames[i] = other != null && other.names().equals(logic.names());
      reads[i] =
          IntStream.range(0, i).filter(before -> mentions(text, names.get(before))).toArray();
      names.add(new ArrayList<>(logic.names()));
      names.get(i).addAll(other == null ? List.of() : other.names());
    }
  }

  static Counterparts of(List<DecisionLogic> order, List<DecisionLogic> others) {
    List<String> mine = order.stream().map(DecisionLogic::key).toList();
    List<String> theirs = others.stream().map(DecisionLogic::key).toList();
    boolean inTheSameOrder =
        mine.stream()
            .filter(theirs::contains)
            .toList()
            .equals(theirs.stream().filter(mine::contains).toList());
    return new Counterparts(order, others, inTheSameOrder);
  }

  private static boolean mentions(String text, List<String> names) {
    return names.stream().anyMatch(text::contains);
  }

  boolean exists(int decision) {
    return places[decision] != NONE;
  }

  int place(int decision) {
    return places[decision];
  }

  /**
   * Whether a decision and its counterpart give values of the same names, which can be compared.
   */
  boolean giveTheSameNames(int decision) {
    return giveTheSameNames[decision];
  }

  /**
   * Whether a decision gives what its counterpart gave.
   *
   * @param differs which decisions before it gave something else
   */
  boolean giveTheSame(int decision, boolean[] differs) {
    if (!sayTheSame[decision]) {
      return false;
    }
    for (int read : reads[decision]) {
      if (differs[read]) {
        return false;
      }
    }
    return true;
  }
}
