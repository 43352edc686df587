package dev.necessity.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text whose columns are as wide as they need to be, and no wider than a bound. */
final class TextTable {

  private final int widest;
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(int widest, List<String> header) {
    this.widest = widest;
    this.header = header.stream().map(cell -> Words.shorten(cell, widest)).toList();
  }

  void row(List<String> cells) {
    rows.add(cells.stream().map(cell -> Words.shorten(cell, widest)).toList());
  }

  void print(PrintWriter out, String indent) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      widths.add(
          rows.stream()
              .mapToInt(row -> row.get(column).length())
              .reduce(header.get(i).length(), Math::max));
    }
    line(out, indent, header, widths);
    line(out, indent, widths.stream().map("-"::repeat).toList(), widths);
    rows.forEach(row -> line(out, indent, row, widths));
  }

  private static void line(
      PrintWriter out, String indent, List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i))
          .append(
              String.join("", Collections.nCopies(widths.get(i) - cells.get(i).length() + 2, " ")));
    }
    out.println(line.toString().stripTrailing());
  }
}
