package dev.necessity.benchmark;

import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.check.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What the check of one large table takes: rules that part all combinations among them, made by
 * cutting one box again and again, in any order.
 */
final class LargeTables {

  private static final int COLUMNS = 10;
  private static final List<Integer> RULES = List.of(500, 2_000, 5_000);
  private static final int MOST = 1_000_000;

  /** From a number, to below another one. */
  private record Range(int from, int to) {

    String cell() {
      return from == -MOST && to == MOST
          ? "-"
          : from == -MOST ? "< " + to : to == MOST ? ">= " + from : "[" + from + ".." + to + ")";
    }
  }

  private LargeTables() {}

  static void measure(Report report) {
    PolicyCheck check = new PolicyCheck();
    List<List<String>> rows = new ArrayList<>();
    for (int rules : RULES) {
      byte[] file = table(rules);
      long start = System.nanoTime();
      int found = check.check("large.dmn", file).size();
      double seconds = (System.nanoTime() - start) / 1e9;
      rows.add(
          List.of(
              Report.number(rules),
              String.valueOf(COLUMNS),
              String.format(Locale.ROOT, "%.1f", seconds),
              String.valueOf(found)));
    }
    report.table(
        "The check of one table", List.of("rules", "columns", "seconds", "findings"), rows);
  }

  private static byte[] table(int rules) {
    Random random = new Random(5);
    List<Range[]> boxes = new ArrayList<>();
    Range[] whole = new Range[COLUMNS];
    java.util.Arrays.fill(whole, new Range(-MOST, MOST));
    boxes.add(whole);
    while (boxes.size() < rules) {
      int box = random.nextInt(boxes.size());
      int column = random.nextInt(COLUMNS);
      Range range = boxes.get(box)[column];
      if (range.to() - range.from() > 1) {
        int cut = range.from() + 1 + random.nextInt(range.to() - range.from() - 1);
        Range[] above = boxes.get(box).clone();
        boxes.get(box)[column] = new Range(range.from(), cut);
        above[column] = new Range(cut, range.to());
        boxes.add(above);
      }
    }
    java.util.Collections.shuffle(boxes, random);
    Sketch sketch = Sketch.table();
    for (int column = 0; column < COLUMNS; column++) {
      sketch.input("Column " + column, "number", "a.v" + column);
    }
    sketch.output("answer", "number");
    for (Range[] box : boxes) {
      String[] cells = new String[COLUMNS + 1];
      for (int column = 0; column < COLUMNS; column++) {
        cells[column] = box[column].cell();
      }
      cells[COLUMNS] = "1";
      sketch.rule(cells);
    }
    return sketch.bytes();
  }
}
