package dev.necessity.determination.notice;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.TableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * What the policies' tables say, in another language: {@code notices/policy_<language>.csv}, a row for each sentence, which
 * an analyst keeps beside the tables. In a sentence {@code {1}}, {@code {2}} stand for its numbers in their order and
 * {@code {list}} for words that come from the request, so that no number is ever typed twice. A sentence is found by its
 * English words: one that was changed has no translation until somebody writes it, and never a stale one.
 */
public final class PolicyTranslations {

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");
  private static final String LIST = "{list}";
  private static final Pattern LETTERS = Pattern.compile("\\p{Ll}");
  /** The outputs that a notice quotes. */
  private static final Pattern QUOTED = Pattern.compile("\\w+(Reason|Citation)|unsureRemark|unobtainableRemark|nextStep|caveat");
  /** Its reasons say how many criteria are met; a notice lists them. */
  private static final String NOT_QUOTED = "determination";

  private final Map<String, String> sentences = new LinkedHashMap<>();

  private PolicyTranslations() {}

  static PolicyTranslations load(Language language) {
    PolicyTranslations translations = new PolicyTranslations();
    try (InputStream file = PolicyTranslations.class.getResourceAsStream("/notices/policy_" + language.tag() + ".csv")) {
      if (file != null) {
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new InputStreamReader(file, StandardCharsets.UTF_8))
            .forEach(row -> translations.sentences.put(row.get(0), row.get(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return translations;
  }

  /** The sentences of a file's tables that have no translation, as they would stand in the first column. */
  public static Set<String> missing(PolicyFile file, Language language) {
    PolicyTranslations known = load(language);
    Set<String> missing = new TreeSet<>();
    for (String decision : file.tables()) {
      if (!decision.equals(NOT_QUOTED)) {
        texts(file.table(decision)).flatMap(known::unknown).forEach(missing::add);
      }
    }
    return missing;
  }

  private static Stream<String> texts(TableText table) {
    return table.rows().stream().flatMap(row -> IntStream.range(0, table.columns().size())
        .filter(column -> !table.columns().get(column).input() && QUOTED.matcher(table.columns().get(column).detail()).matches())
        .mapToObj(column -> written(row.cells().get(column))));
  }

  /** Of a text that has no translation as a whole, the sentences that have none. */
  private Stream<String> unknown(String text) {
    return isKnown(text) ? Stream.empty() : Stream.of(text.split("(?<=[.]) ")).filter(sentence -> !isKnown(sentence)).map(PolicyTranslations::pattern);
  }

  private boolean isKnown(String text) {
    return !LETTERS.matcher(text.replace(LIST, "")).find() || sentences.containsKey(pattern(text));
  }

  /** The text of a cell, which joins texts and values with {@code +}: a number stands for each number, {@link #LIST} for other values. */
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

  private static String pattern(String sentence) {
    int[] number = {0};
    return NUMBER.matcher(sentence).replaceAll(match -> Matcher.quoteReplacement("{" + ++number[0] + "}"));
  }

  /** The translation of a text of one or more sentences; empty where a part of it has none. */
  Optional<String> of(String english) {
    if (!LETTERS.matcher(english).find()) {
      return Optional.of(english);
    }
    Optional<String> whole = whole(english).or(() -> withList(english));
    for (int end = english.indexOf(". "); whole.isEmpty() && end >= 0; end = english.indexOf(". ", end + 1)) {
      String rest = english.substring(end + 2);
      whole = of(english.substring(0, end + 1)).flatMap(first -> of(rest).map(second -> first + " " + second));
    }
    return whole;
  }

  private Optional<String> whole(String english) {
    List<String> numbers = NUMBER.matcher(english).results().map(match -> match.group()).toList();
    return Optional.ofNullable(sentences.get(pattern(english)))
        .filter(sentence -> PLACE.matcher(sentence).results().allMatch(place -> isAmong(numbers, place.group(1))))
        .map(sentence -> PLACE.matcher(sentence).replaceAll(match -> numbers.get(Integer.parseInt(match.group(1)) - 1)));
  }

  private static boolean isAmong(List<String> numbers, String place) {
    return place.length() < 4 && Integer.parseInt(place) > 0 && Integer.parseInt(place) <= numbers.size();
  }

  private Optional<String> withList(String english) {
    return sentences.entrySet().stream().filter(each -> each.getKey().contains(LIST)).flatMap(each -> {
      Matcher list = Pattern.compile(Pattern.quote(each.getKey()).replace(LIST, "\\E(.+)\\Q")).matcher(english);
      return list.matches() ? words(list.group(1)).map(words -> each.getValue().replace(LIST, words)).stream() : Stream.empty();
    }).findFirst();
  }

  /** The records that contradict each other stand in single quotation marks, what else comes from the request in double ones. */
  private static boolean isQuoted(String word) {
    return word.startsWith("‘") || word.startsWith("“");
  }

  /** Words, codes and what the request says in quotation marks, separated by commas; the last two are the same in every language. */
  private Optional<String> words(String list) {
    List<Optional<String>> words = Arrays.stream(list.split(", "))
        .map(word -> LETTERS.matcher(word).find() && !isQuoted(word) ? Optional.ofNullable(sentences.get(word)) : Optional.of(word)).toList();
    return words.stream().allMatch(Optional::isPresent) ? Optional.of(words.stream().map(Optional::get).collect(Collectors.joining(", "))) : Optional.empty();
  }
}
