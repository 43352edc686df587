package dev.necessity.policy.compare;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText;
import dev.necessity.request.Procedure;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.request.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests of every kind that the cells of catalogues tell apart, as the catalogue reads them. */
public final class RequestKinds {

  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** Nobody's catalogue has more; the days of a hostile one would take without end. */
  private static final int MOST_DAYS = 50;

  private RequestKinds() {}

  /** The procedure codes that a catalogue names, in their order. */
  public static Set<String> codes(PolicyFile file) {
    return cells(file, "procedure.code").stream()
        .flatMap(RequestKinds::texts)
        .filter(Procedure::isCode)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Of one code: each line of business, with each side, and with the days and jurisdictions that
   * are told apart.
   *
   * @param today a day of receipt, beside those that the cells name
   */
  public static List<Map<String, Object>> of(
      String code, LocalDate today, PolicyFile... catalogues) {
    List<String> sides = names(Side.values());
    sides.add(null);
    List<String> jurisdictions = toldApart("jurisdiction", catalogues);
    jurisdictions.add(null);
    List<Map<String, Object>> requests = new ArrayList<>();
    for (LineOfBusiness line : LineOfBusiness.values()) {
      for (LocalDate day : days(today, catalogues)) {
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
  private static Set<LocalDate> days(LocalDate today, PolicyFile... catalogues) {
    Set<LocalDate> days = new TreeSet<>(Set.of(today));
    Stream.of(catalogues)
        .flatMap(file -> cells(file, "receivedAt").stream())
        .flatMap(RequestKinds::texts)
        .filter(text -> DATE.matcher(text).matches())
        .limit(MOST_DAYS)
        .map(LocalDate::parse)
        .forEach(day -> days.addAll(List.of(day.minusDays(1), day)));
    return days;
  }

  /** Of the texts that stand in the same cells, one each: no cell tells them apart. */
  private static List<String> toldApart(String asksFor, PolicyFile... catalogues) {
    List<Set<String>> cells =
        Stream.of(catalogues)
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
