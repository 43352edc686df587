package dev.necessity.feel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;

/**
 * Values of every kind that FEEL knows, and near misses of each: as they are written in an
 * expression, and as variables hold them.
 */
final class Values {

  private Values() {}

  /** Each as an expression. */
  static final List<String> WRITTEN =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "1.0",
          "1.50",
          "-1",
          "1/3",
          "\"\"",
          "\"a\"",
          "\"b\"",
          "\"1\"",
          "\"_\"",
          "date(\"2025-01-01\")",
          "date(\"2025-01-02\")",
          "date(\"none\")",
          "time(\"10:00:00\")",
          "time(\"10:00:00Z\")",
          "time(\"11:00:00+01:00\")",
          "date and time(\"2025-01-01T00:00:00\")",
          "date and time(\"2025-01-01T10:00:00Z\")",
          "date and time(\"2025-01-01T11:00:00+01:00\")",
          "duration(\"P1D\")",
          "duration(\"PT24H\")",
          "duration(\"P12M\")",
          "duration(\"P1Y\")",
          "duration(\"P0D\")",
          "duration(\"P0M\")",
          "[]",
          "[1]",
          "[1.0]",
          "[null]",
          "[1, 2]",
          "[2, 1]",
          "[[1]]",
          "[[]]",
          "[\"a\"]",
          "[true]",
          "[1..2]",
          "[1..2)",
          "[date(\"2025-01-01\")..date(\"2025-01-02\")]",
          "{}",
          "{a: 1}",
          "{a: 1.0}",
          "{a: null}",
          "{b: 1}",
          "{a: 1, b: 2}",
          "{b: 2, a: 1}",
          "{a: {b: 1}}",
          "{a: [1]}",
          "{a: {}}",
          "{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}",
          "{f: 6, e: 5, d: 4, c: 3, b: 2, a: 1}",
          "[{a: 1}]",
          "[{a: 1}, {b: 1}]",
          "[[{a: 1}]]",
          "[{b: 2, a: 1}]",
          "{f: function(x) x}",
          "{a: 1, f: function(x) x}",
          "function(x) x",
          "context put({a: 1}, \"b\", 2)",
          "context merge([{a: 1}, {b: 2}])",
          "context([{key: \"a\", value: 1}])",
          "get entries({a: 1})",
          "for i in 1..2 return i",
          "[1, 2][item = 1]",
          "[{a: 1}, {a: 2}][a = 1]");

  /** Each as a variable of this name. */
  static final Map<String, Object> HELD = new LinkedHashMap<>();

  static {
    hold(
        null,
        true,
        false,
        0,
        1,
        1L,
        1.0,
        new BigDecimal("1.0"),
        new BigDecimal("1.50"),
        (short) 1,
        "",
        "a",
        "1",
        LocalDate.of(2025, 1, 1),
        LocalTime.of(10, 0),
        OffsetTime.parse("10:00:00Z"),
        LocalDateTime.of(2025, 1, 1, 0, 0),
        ZonedDateTime.parse("2025-01-01T10:00:00Z"),
        Duration.ofDays(1),
        Period.ofMonths(12),
        Period.ofYears(1),
        List.of(),
        List.of(1),
        List.of(1, 2),
        Arrays.asList((Object) null),
        List.of(List.of(1)),
        Map.of(),
        Map.of("a", 1),
        new LinkedHashMap<>(Map.of("a", new BigDecimal("1.0"))),
        of("a", null),
        of("a", 1, "b", 2),
        of("b", 2, "a", 1),
        of("a", Map.of("b", 1)),
        of("a", List.of(1)),
        of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5, "f", 6),
        of("f", 6, "e", 5, "d", 4, "c", 3, "b", 2, "a", 1),
        List.of(Map.of("a", 1)),
        List.of(Map.of("a", 1), Map.of("b", 1)),
        List.of(List.of(of("a", 1))),
        of("key", "a", "value", 1),
        new ArrayList<>(List.of("a")),
        Spin.JSON("{\"a\": 1}"),
        Spin.JSON("{\"b\": 2, \"a\": 1}"),
        Spin.JSON("[{\"a\": 1}]"),
        Spin.JSON("[1, 2]"),
        Spin.JSON("{\"a\": {\"b\": 1.0}}"),
        Spin.JSON("{\"a\": null}"),
        Spin.JSON("{}"));
  }

  private static void hold(Object... values) {
    for (Object value : values) {
      HELD.put("v" + HELD.size(), value);
    }
  }

  private static Map<String, Object> of(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
