package dev.necessity.notice;

import dev.necessity.policy.model.CriterionList;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.TableText;
import dev.necessity.policy.model.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What a decision file's tables say, in another language: {@code notices/<id of the
 * file>_<language>.csv}, a row for each cell, which an analyst keeps beside the tables. A cell is
 * found by its decision, rule and output, and its row holds a checksum of what the cell says: one
 * that was changed has no translation until somebody writes it, and never a stale one. In a row
 * {@code {1}}, {@code {2}} stand for the cell's numbers in their order and {@code {list}} for words
 * that come from the request, so that no number is ever typed twice.
 *
 * <p>Versions of before there was a list of criteria, and policies without such rows, are
 * translated by their sentences, {@code notices/policy_<language>.csv}.
 */
public final class PolicyTranslations {

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|list)}");
  private static final String LIST = "{list}";
  private static final Pattern LETTERS = Pattern.compile("\\p{Ll}");

  /** The outputs that a notice quotes. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?!doubt)\\w+(Reason|Citation)|unsureRemark|unobtainableRemark|nextStep|caveat|plain(Title|Needed|Missing|Contradicted)");

  /** Its reasons say how many criteria are met; a notice lists them. */
  private static final String NOT_QUOTED = "determination";

  /**
   * What stands in the first column of a word that is said in lists; the second is the word itself.
   */
  private static final String WORD = "word";

  private static final Pattern FILE = Pattern.compile("\\w[\\w-]*");

  private final Map<String, String> texts = new HashMap<>();
  private final List<Template> templates = new ArrayList<>();

  /**
   * A text with places in it.
   *
   * @param english groups are its places, in their order
   * @param places numbers, and {@code list}
   */
  private record Template(Pattern english, List<String> places, String translated) {

    static Template of(String english, String translated) {
      StringBuilder regex = new StringBuilder();
      List<String> places = new ArrayList<>();
      Matcher place = PLACE.matcher(english);
      int from = 0;
      for (; place.find(); from = place.end()) {
        regex
            .append(Pattern.quote(english.substring(from, place.start())))
            .append(place.group().equals(LIST) ? "(.+)" : "(" + NUMBER + ")");
        places.add(place.group(1));
      }
      return new Template(
          Pattern.compile(regex + Pattern.quote(english.substring(from))), places, translated);
    }
  }

  /** A text of a table that a notice quotes. */
  private record Cell(String where, String written) {

    /** As a row of the translations has it. */
    private String key() {
      return where + " " + checksum();
    }

    private String checksum() {
      CRC32 crc = new CRC32();
      crc.update(written.getBytes(StandardCharsets.UTF_8));
      return "%08x".formatted(crc.getValue());
    }
  }

  /** A text that has no translation, as its row would be, in English. */
  public record Missing(String where, String checksum, String english) {}

  private PolicyTranslations() {
    // A place stands for itself, which is how a text is looked up before anything is known of a
    // request.
    texts.put(LIST, LIST);
  }

  /** Of one decision file. */
  static PolicyTranslations of(Tables file, Language language) {
    PolicyTranslations translations = new PolicyTranslations();
    Map<String, String> rows = new LinkedHashMap<>();
    boolean hasRows =
        rows(
            file.id(),
            language,
            row -> {
              if (row.get(0).equals(WORD)) {
                translations.add(row.get(1), row.get(2));
              } else {
                rows.put(row.get(0) + " " + row.get(1), row.get(2));
              }
            });
    cells(file)
        .filter(cell -> rows.containsKey(cell.key()))
        .forEach(cell -> translations.add(pattern(cell.written()), rows.get(cell.key())));
    boolean earlier =
        !file.tables().contains(CriterionList.DECISION) && !Policy.isFinalTables(file.id());
    if (earlier || !hasRows) {
      rows("policy", language, row -> translations.add(row.get(0), row.get(1)));
    }
    return translations;
  }

  /** Of several files together. */
  static PolicyTranslations of(List<PolicyTranslations> files) {
    PolicyTranslations all = new PolicyTranslations();
    files.forEach(
        file -> {
          file.texts.forEach(all.texts::putIfAbsent);
          all.templates.addAll(file.templates);
        });
    return all;
  }

  private void add(String english, String translated) {
    if (PLACE.matcher(english).find()) {
      templates.add(Template.of(english, translated));
    } else {
      texts.putIfAbsent(english, translated);
    }
  }

  /**
   * @return whether there is such a file
   */
  private static boolean rows(String file, Language language, Consumer<CSVRecord> each) {
    if (!FILE.matcher(String.valueOf(file)).matches()) {
      return false;
    }
    try (InputStream stream =
        PolicyTranslations.class.getResourceAsStream(
            "/notices/" + file + "_" + language.tag() + ".csv")) {
      if (stream != null) {
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new InputStreamReader(stream, StandardCharsets.UTF_8))
            .forEach(each);
      }
      return stream != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file's tables say and nobody has translated, in the order of the file. */
  public static List<Missing> missing(Tables file, Language language) {
    PolicyTranslations known = of(file, language);
    return cells(file)
        .filter(
            cell ->
                LETTERS.matcher(cell.written().replace(LIST, "")).find()
                    && known.of(cell.written()).isEmpty())
        .map(cell -> new Missing(cell.where(), cell.checksum(), pattern(cell.written())))
        .toList();
  }

  private static Stream<Cell> cells(Tables file) {
    return file.tables().stream()
        .filter(decision -> !decision.equals(NOT_QUOTED))
        .flatMap(decision -> cells(decision, file.table(decision)));
  }

  private static Stream<Cell> cells(String decision, TableText table) {
    List<Integer> quoted =
        IntStream.range(0, table.columns().size())
            .filter(
                i ->
                    !table.columns().get(i).input()
                        && QUOTED
                            .matcher(String.valueOf(table.columns().get(i).detail()))
                            .matches())
            .boxed()
            .toList();
    return table.rows().stream()
        .flatMap(
            row ->
                quoted.stream()
                    .map(
                        column ->
                            new Cell(
                                decision
                                    + "."
                                    + row.id()
                                    + "."
                                    + table.columns().get(column).detail(),
                                written(row.cells().get(column)))));
  }

  /**
   * The text of a cell, which joins texts and values with {@code +}: a number stands for each
   * number, {@link #LIST} for other values.
   */
  private static String written(String cell) {
    StringBuilder text = new StringBuilder();
    for (String part : parts(cell)) {
      if (part.startsWith("\"")) {
        text.append(part, 1, part.length() - 1);
      } else {
        text.append(part.startsWith("string(") ? "0" : LIST);
      }
    }
    return text.toString().strip();
  }

  private static List<String> parts(String cell) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      quoted ^= c == '"';
      if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == '+' && depth == 0) {
          parts.add(cell.substring(from, i).strip());
          from = i + 1;
        }
      }
    }
    parts.add(cell.substring(from).strip());
    return parts;
  }

  private static String pattern(String text) {
    int[] number = {0};
    return NUMBER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement("{" + ++number[0] + "}"));
  }

  /** The translation of a text of one or more sentences; empty where a part of it has none. */
  Optional<String> of(String english) {
    if (!LETTERS.matcher(english).find()) {
      return Optional.of(english);
    }
    Optional<String> whole = Optional.ofNullable(texts.get(english)).or(() -> filled(english));
    for (int end = english.indexOf(". ");
        whole.isEmpty() && end >= 0;
        end = english.indexOf(". ", end + 1)) {
      String rest = english.substring(end + 2);
      whole =
          of(english.substring(0, end + 1))
              .flatMap(first -> of(rest).map(second -> first + " " + second));
    }
    return whole;
  }

  private Optional<String> filled(String english) {
    return templates.stream()
        .flatMap(
            template -> {
              Matcher matcher = template.english().matcher(english);
              return matcher.matches()
                  ? filled(template, matcher.toMatchResult()).stream()
                  : Stream.empty();
            })
        .findFirst();
  }

  private Optional<String> filled(Template template, MatchResult english) {
    Map<String, String> numbers = new HashMap<>();
    List<Optional<String>> lists = new ArrayList<>();
    for (int i = 0; i < template.places().size(); i++) {
      String said = english.group(i + 1);
      if (template.places().get(i).equals("list")) {
        lists.add(words(said).or(() -> of(said)));
      } else {
        numbers.put(template.places().get(i), said);
      }
    }
    List<String> wanted =
        PLACE.matcher(template.translated()).results().map(place -> place.group(1)).toList();
    boolean known =
        wanted.stream().allMatch(place -> place.equals("list") || numbers.containsKey(place))
            && Collections.frequency(wanted, "list") == lists.size();
    if (!known || lists.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    int[] list = {0};
    return Optional.of(
        PLACE
            .matcher(template.translated())
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        place.group(1).equals("list")
                            ? lists.get(list[0]++).orElseThrow()
                            : numbers.get(place.group(1)))));
  }

  /**
   * The records that contradict each other stand in single quotation marks, what else comes from
   * the request in double ones.
   */
  private static boolean isQuoted(String word) {
    return word.startsWith("‘") || word.startsWith("“");
  }

  /**
   * Words, codes and what the request says in quotation marks, separated by commas; the last two
   * are the same in every language.
   */
  private Optional<String> words(String list) {
    List<Optional<String>> words =
        Arrays.stream(list.split(", "))
            .map(
                word ->
                    LETTERS.matcher(word).find() && !isQuoted(word)
                        ? Optional.ofNullable(texts.get(word))
                        : Optional.of(word))
            .toList();
    return words.stream().allMatch(Optional::isPresent)
        ? Optional.of(words.stream().map(Optional::get).collect(Collectors.joining(", ")))
        : Optional.empty();
  }
}
