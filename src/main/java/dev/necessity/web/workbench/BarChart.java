package dev.necessity.web.workbench;

import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal bars, each with its label and divided into parts, laid out for the template {@code
 * parts :: bars}; lengths are in the units of its view box.
 *
 * @param title what the picture shows, for those who cannot see it
 */
record BarChart(String title, int width, int height, List<Bar> bars) {

  private static final int WIDTH = 760;
  private static final int LABEL = 190;
  private static final int ROW = 44;
  private static final int BAR = 28;

  /** Below this width a number does not fit into its part. */
  private static final int READABLE = 46;

  /**
   * A part of a bar before it is laid out.
   *
   * @param kind names its colour, of the stylesheet
   * @param text written into the part where it fits
   */
  record Share(String kind, String name, double value, String text) {}

  /** A bar before it is laid out. */
  record Line(String label, List<Share> shares) {

    double total() {
      return shares.stream().mapToDouble(Share::value).sum();
    }
  }

  record Bar(String label, int top, int height, int middle, List<Part> parts) {}

  /**
   * @param roomy whether its text fits
   */
  record Part(String kind, String name, String text, long left, long width, boolean roomy) {}

  /**
   * @param most the value that fills the whole width
   */
  static BarChart of(String title, List<Line> lines, double most) {
    List<Bar> bars = new ArrayList<>();
    for (Line line : lines) {
      int top = bars.size() * ROW + (ROW - BAR) / 2;
      bars.add(new Bar(line.label(), top, BAR, top + BAR / 2, parts(line.shares(), most)));
    }
    return new BarChart(title, WIDTH, ROW * lines.size(), bars);
  }

  private static List<Part> parts(List<Share> shares, double most) {
    List<Part> parts = new ArrayList<>();
    double left = LABEL;
    for (Share share : shares) {
      double width = most == 0 ? 0 : share.value() / most * (WIDTH - LABEL);
      parts.add(
          new Part(
              share.kind(),
              share.name(),
              share.text(),
              Math.round(left),
              Math.round(width),
              width >= READABLE));
      left += width;
    }
    return parts;
  }
}
