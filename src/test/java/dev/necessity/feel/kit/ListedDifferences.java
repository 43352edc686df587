package dev.necessity.feel.kit;

import dev.necessity.Models;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The rows of a table of docs/equality.md, which are what the tests go by. */
final class ListedDifferences {

  private static final String DOCUMENT = Models.text(Path.of("docs", "equality.md"));

  private ListedDifferences() {}

  /** The cells of each row below a heading, without their code marks. */
  static List<List<String>> under(String heading) {
    return DOCUMENT
        .substring(DOCUMENT.indexOf("\n## " + heading + "\n") + 1)
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(
            line ->
                Arrays.stream(line.split("(?<!\\\\)\\|"))
                    .skip(1)
                    .map(cell -> cell.strip().replaceAll("^`|`$", "").replace("\\|", "|"))
                    .toList())
        .toList();
  }
}
