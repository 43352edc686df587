package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.text.Csv;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

/** A table that somebody opens in a spreadsheet, with cells that somebody else wrote. */
class CsvTest {

  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

  @Provide
  Arbitrary<String> cells() {
    Arbitrary<String> nasty =
        Arbitraries.strings()
            .withChars("=+-@\t\r\n\" ,;'|!()ACDMdm019.eE＝＋－＠\u00a0\u200b\ufeff\u0000")
            .ofMaxLength(12);
    return Arbitraries.oneOf(
        nasty,
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.of(
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            " =1",
            "\u200b=1",
            "a;=1+1",
            "a;\t=1",
            "＝1",
            "=HYPERLINK(\"http://evil.example\")"));
  }

  /**
   * What a spreadsheet shows in its cells, whether it separates them by commas, semicolons or tabs.
   */
  private static List<String> shown(String read) {
    return List.of(read.split("[;\t\r\n]", -1));
  }

  @Property(tries = 5000)
  void noCellIsAFormula(@ForAll("cells") String first, @ForAll("cells") String second)
      throws IOException {
    String line = Csv.line(first, "between", second);

    List<String> read =
        CSVFormat.RFC4180.parse(new StringReader(line + "\r\n")).getRecords().get(0).toList();
    assertThat(read).hasSize(3);
    for (String cell : List.of(read.get(0), read.get(2))) {
      boolean number = cell.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
      for (String part : shown(cell)) {
        String bare = part.replaceFirst("^[\\p{C}\\p{Z}]+", "");
        assertThat(number || bare.isEmpty() || BEGINS_A_FORMULA.indexOf(bare.charAt(0)) < 0)
            .as(line)
            .isTrue();
      }
    }
    assertThat(read.get(0).replace("'", ""))
        .as("nothing else is changed")
        .isEqualTo(first.replace("'", ""));
  }

  @Property
  void aNumberStaysANumber(@ForAll BigDecimal number) {
    assertThat(Csv.line(number, "x")).isEqualTo(number + ",x");
    assertThat(Csv.line(number.toPlainString(), "x")).isEqualTo(number.toPlainString() + ",x");
  }

  @Test
  void whatIsHarmlessIsAsItWas() {
    assertThat(
            Csv.line(
                "PA-1",
                null,
                Instant.parse("2026-01-01T00:00:00Z"),
                -1,
                0.25,
                "a, \"b\"",
                "x = 1; y - 2"))
        .isEqualTo("PA-1,,2026-01-01T00:00:00Z,-1,0.25,\"a, \"\"b\"\"\",x = 1; y - 2");
  }
}
