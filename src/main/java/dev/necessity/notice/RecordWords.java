package dev.necessity.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.request.Request;
import dev.necessity.request.RequestJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The records of a request in words: one rendering for notices and for forms, {@code
 * notices/records_<language>.properties}.
 */
public final class RecordWords {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** What a record is dated by, where no words say that it is something else. */
  private static final String DATE = "date";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** Where a record was found; that of a pain source has a field of the first name already. */
  private static final List<String> SOURCES = List.of("source", "document");

  private static final Set<String> OF_EVERY_RECORD = Set.of("id", "replaces", "correction");

  private RecordWords() {}

  /**
   * A record in words.
   *
   * @param kind with {@code id}, which is unique within it only, says which record it is
   * @param name what it is, and of when
   * @param brief when it is of, or what it says where no date is known: enough to tell it from
   *     others of its kind
   * @param values what it says
   * @param source where it was found; empty where it does not say
   * @param plain what it is, and of when, for the member
   */
  public record Told(
      String kind,
      String id,
      String name,
      String brief,
      String values,
      String source,
      String plain) {

    /** Its values, and where it was found. */
    public String says() {
      return joined(values, source);
    }
  }

  private static String joined(String values, String source) {
    return Stream.of(values, source)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  public static List<Told> of(Request request, Wording words) {
    return RequestJson.tree(request).path("evidence").properties().stream()
        .flatMap(
            kind ->
                StreamSupport.stream(kind.getValue().spliterator(), false)
                    .map(record -> told(kind.getKey(), record, words)))
        .toList();
  }

  /**
   * The records with these ids. An assessment gives no kinds with them: where one kind has them
   * all, it is meant.
   */
  static List<Told> named(List<String> ids, List<Told> told) {
    List<Told> named = told.stream().filter(record -> ids.contains(record.id())).toList();
    Set<String> whole =
        named.stream()
            .map(Told::kind)
            .filter(
                kind ->
                    named.stream()
                        .filter(record -> record.kind().equals(kind))
                        .map(Told::id)
                        .toList()
                        .containsAll(ids))
            .collect(Collectors.toSet());
    return whole.isEmpty()
        ? named
        : named.stream().filter(record -> whole.contains(record.kind())).toList();
  }

  private static Told told(String kind, JsonNode record, Wording words) {
    String key = "record." + kind;
    Optional<String> dated =
        dates(key, record, words).filter(JsonNode::isTextual).map(words::value).findFirst();
    String day = dated.orElse(words.text("record.undated"));
    String source =
        SOURCES.stream()
            .map(record::path)
            .filter(JsonNode::isObject)
            .flatMap(found -> parts(words.text("record.source"), found, words))
            .collect(Collectors.joining(", "));
    String values =
        words
            .find(key + ".says")
            .map(text -> parts(text, record, words))
            .orElseGet(() -> values(record, words))
            .collect(Collectors.joining(", "));
    String name = name(kind, words);
    return new Told(
        kind,
        record.path("id").asText(),
        name + ", " + day,
        dated.orElseGet(() -> joined(values, source)),
        values,
        source,
        words.find(key + ".member").orElse(name) + ", " + day);
  }

  /** What the records of a kind are called. */
  public static String name(String kind, Wording words) {
    return words.find("record." + kind).orElseGet(() -> spelled(kind));
  }

  /** What may date a record; of a kind that nobody wrote words for, whatever day it has first. */
  private static Stream<JsonNode> dates(String key, JsonNode record, Wording words) {
    Stream<JsonNode> named =
        Stream.concat(Stream.of(DATE), words.find(key + ".dated").stream()).map(record::path);
    return words.find(key).isPresent()
        ? named
        : Stream.concat(
            named,
            record.properties().stream()
                .map(Map.Entry::getValue)
                .filter(field -> DAY.matcher(field.asText()).matches()));
  }

  /**
   * Of a kind that nobody wrote words for, as one of a form that was deployed: its fields by their
   * names.
   */
  private static Stream<String> values(JsonNode record, Wording words) {
    return record.properties().stream()
        .filter(
            field ->
                !OF_EVERY_RECORD.contains(field.getKey())
                    && !(SOURCES.contains(field.getKey()) && field.getValue().isObject()))
        .flatMap(
            field ->
                field.getValue().isObject()
                    ? field.getValue().properties().stream()
                        .map(
                            part ->
                                spelled(field.getKey())
                                    + ", "
                                    + spelled(part.getKey())
                                    + " "
                                    + words.value(part.getValue()))
                    : Stream.of(spelled(field.getKey()) + " " + words.value(field.getValue())));
  }

  /** The name of a field or a list as people read it. */
  private static String spelled(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** The parts of a text of which the record says something. */
  private static Stream<String> parts(String text, JsonNode record, Wording words) {
    return Arrays.stream(text.split(";"))
        .filter(
            part ->
                PLACE.matcher(part).results().anyMatch(place -> !at(record, place).isMissingNode()))
        .map(
            part ->
                PLACE
                    .matcher(part)
                    .replaceAll(
                        place ->
                            at(record, place).isMissingNode()
                                ? ""
                                : Matcher.quoteReplacement(words.value(at(record, place))))
                    .strip());
  }

  private static JsonNode at(JsonNode record, MatchResult place) {
    return record.at("/" + place.group(1).replace('_', '/'));
  }
}
