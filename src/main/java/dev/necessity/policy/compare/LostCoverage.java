package dev.necessity.policy.compare;

import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.policy.model.TableText;
import dev.necessity.request.Procedure;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.request.Side;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A procedure for which some requests are judged by a policy under one catalogue and by none under
 * another. Both are asked for requests of every kind that their cells tell apart.
 *
 * @param code of the procedure
 * @param linesOfBusiness those that lose it
 */
public record LostCoverage(String code, Set<String> linesOfBusiness) {

  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** Nobody's catalogue has more; the days of a hostile one would take without end. */
  private static final int MOST_DAYS = 50;

  /**
   * @param before the catalogue that is live
   * @param after another that the engine accepts
   * @param today a day of receipt, beside those that the cells name
   * @return by code
   */
  public static List<LostCoverage> between(PolicyFile before, PolicyFile after, LocalDate today) {
    DecisionDiagram old = diagram(before);
    DecisionDiagram now = diagram(after);
    List<LostCoverage> lost = new ArrayList<>();
    for (String code : new TreeSet<>(codes(before))) {
      Set<String> lines = new LinkedHashSet<>();
      for (Map<String, Object> request : requests(code, before, after, today)) {
        String line = (String) request.get("lineOfBusiness");
        if (!lines.contains(line) && covers(old, request) && !covers(now, request)) {
          lines.add(line);
        }
      }
      if (!lines.isEmpty()) {
        lost.add(new LostCoverage(code, lines));
      }
    }
    return lost;
  }

  private static DecisionDiagram diagram(PolicyFile file) {
    return DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(file.content()));
  }

  private static boolean covers(DecisionDiagram catalogue, Map<String, Object> request) {
    return PolicySelection.of(catalogue.evaluateRow(Policies.CATALOG, Map.of("request", request)))
        .covered();
  }

  private static List<String> codes(PolicyFile file) {
    return cells(file, "procedure.code").stream()
        .flatMap(LostCoverage::texts)
        .filter(Procedure::isCode)
        .toList();
  }

  private static List<Map<String, Object>> requests(
      String code, PolicyFile before, PolicyFile after, LocalDate today) {
    List<String> sides = names(Side.values());
    sides.add(null);
    List<String> jurisdictions = toldApart("jurisdiction", before, after);
    jurisdictions.add(null);
    List<Map<String, Object>> requests = new ArrayList<>();
    for (LineOfBusiness line : LineOfBusiness.values()) {
      for (LocalDate day : days(before, after, today)) {
        for (String side : sides) {
          for (String jurisdiction : jurisdictions) {
            Map<String, Object> procedure = new HashMap<>();
            procedure.put("code", code);
            procedure.put("side", side);
            Map<String, Object> request = new HashMap<>();
            request.put("procedure", procedure);
            request.put("lineOfBusiness", line.name());
            request.put("receivedAt", day + "T12:00:00Z");
            request.put("jurisdiction", jurisdiction);
            requests.add(request);
          }
        }
      }
    }
    return requests;
  }

  private static List<String> names(Enum<?>[] values) {
    return new ArrayList<>(Stream.of(values).map(Enum::name).toList());
  }

  /** Of each day that a cell names, itself and the one before. */
  private static Set<LocalDate> days(PolicyFile before, PolicyFile after, LocalDate today) {
    Set<LocalDate> days = new TreeSet<>(Set.of(today));
    Stream.of(before, after)
        .flatMap(file -> cells(file, "receivedAt").stream())
        .flatMap(LostCoverage::texts)
        .filter(text -> DATE.matcher(text).matches())
        .limit(MOST_DAYS)
        .map(LocalDate::parse)
        .forEach(day -> days.addAll(List.of(day.minusDays(1), day)));
    return days;
  }

  /** Of the texts that stand in the same cells, one each: no cell tells them apart. */
  private static List<String> toldApart(String asksFor, PolicyFile before, PolicyFile after) {
    List<Set<String>> cells =
        Stream.of(before, after)
            .flatMap(file -> cells(file, asksFor).stream())
            .map(cell -> Set.copyOf(texts(cell).toList()))
            .distinct()
            .toList();
    Map<List<Boolean>, String> byCells = new LinkedHashMap<>();
    cells.stream()
        .flatMap(Collection::stream)
        .sorted()
        .forEach(
            text ->
                byCells.putIfAbsent(
                    cells.stream().map(cell -> cell.contains(text)).toList(), text));
    return new ArrayList<>(byCells.values());
  }

  /** The cells below each input of a file whose expression asks for something. */
  private static List<String> cells(PolicyFile file, String asksFor) {
    Predicate<TableText.Column> asks =
        column -> column.input() && column.detail().contains(asksFor);
    return file.tables().stream()
        .map(file::table)
        .flatMap(
            table ->
                IntStream.range(0, table.columns().size())
                    .filter(column -> asks.test(table.columns().get(column)))
                    .boxed()
                    .flatMap(column -> table.rows().stream().map(row -> row.cells().get(column))))
        .toList();
  }

  private static Stream<String> texts(String cell) {
    return TEXT.matcher(cell).results().map(found -> found.group(1));
  }
}
