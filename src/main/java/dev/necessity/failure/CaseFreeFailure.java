package dev.necessity.failure;

import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A failure as it may be logged and kept. Of each exception in it there is the class, the place
 * where it was thrown, and what our own classes say of it, which never quote a member. What others
 * say may quote what they failed over, a name or a row, and is left out but for their codes.
 */
public final class CaseFreeFailure extends Exception {

  /**
   * Whose words are free of cases: our own classes, and those that put the application together and
   * speak of its settings.
   */
  private static final List<String> TRUSTED =
      List.of(
          "dev.necessity.",
          "org.springframework.boot.",
          "org.springframework.beans.factory.",
          "org.springframework.context.");

  /** Of the engine and its libraries, at the beginning of what they say. */
  private static final Pattern CODE =
      Pattern.compile("^((?:ENGINE|DMN|FEEL|SPIN)(?:[/-][A-Z]+)*-[0-9]{5})\\s(?s:.*)");

  /**
   * What they say with these names nothing but models: an expression that cannot be evaluated, its
   * language; the kind of a row that another transaction changed.
   */
  private static final Set<String> OF_MODELS = Set.of("DMN-01002", "DMN-01003", "ENGINE-03005");

  private static final String KIND = "(?:[a-z][a-z0-9_]*[.])+[A-Z][\\w$]*";
  private static final Pattern FIRST = Pattern.compile("((?:[A-Z0-9-]+ )?" + KIND + ")(?::.*)?");
  private static final Pattern CAUSE =
      Pattern.compile("(\\t*(?:Caused by|Suppressed): " + KIND + ")(?::.*)?");
  private static final Pattern PLACE =
      Pattern.compile("\\t+(?:at [\\w.$/@<>-]+\\([\\w. ]+(?::[0-9]+)?\\)|[.]{3} [0-9]+ more)");

  /**
   * Classes of SQLSTATE that are about no row: connection, log-in, name of the database, its space
   * and its operator.
   */
  private static final List<String> OF_THE_SERVER = List.of("08", "28", "3D", "53", "57");

  private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([a-z0-9_]{1,63})\"");

  private final String kind;
  private final String words;

  private CaseFreeFailure(Throwable failure, CaseFreeFailure cause) {
    super(null, cause);
    this.kind = failure.getClass().getName();
    this.words = words(failure);
    setStackTrace(failure.getStackTrace());
  }

  public static CaseFreeFailure of(Throwable failure) {
    return failure instanceof CaseFreeFailure already
        ? already
        : of(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** Null for what is not there, or was told before: a failure may be its own cause. */
  private static CaseFreeFailure of(Throwable failure, Set<Throwable> told) {
    if (failure == null || !told.add(failure)) {
      return null;
    }
    CaseFreeFailure free = new CaseFreeFailure(failure, of(failure.getCause(), told));
    Stream.of(failure.getSuppressed())
        .map(each -> of(each, told))
        .filter(Objects::nonNull)
        .forEach(free::addSuppressed);
    return free;
  }

  private static String words(Throwable failure) {
    if (isFree(failure)) {
      return failure.getMessage();
    }
    Matcher code = CODE.matcher(Objects.requireNonNullElse(failure.getMessage(), ""));
    String said =
        !code.matches()
            ? ""
            : OF_MODELS.contains(code.group(1)) ? failure.getMessage() : code.group(1);
    return failure instanceof SQLException sql ? sql(sql) : said;
  }

  private static String sql(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (OF_THE_SERVER.stream().anyMatch(state::startsWith)) {
      return failure.getMessage();
    }
    Matcher constraint = CONSTRAINT.matcher(Objects.requireNonNullElse(failure.getMessage(), ""));
    return "SQLState " + state + (constraint.find() ? ", constraint " + constraint.group(1) : "");
  }

  /** Said by a class that is trusted, and not in the words of a cause that is not. */
  public static boolean isFree(Throwable failure) {
    return failure.getMessage() != null
        && isTrusted(failure)
        && quoted(failure.getMessage(), failure.getCause()).isEmpty();
  }

  /** What a trusted class is, or made. */
  private static boolean isTrusted(Throwable failure) {
    StackTraceElement[] places = failure.getStackTrace();
    return isTrusted(failure.getClass().getName())
        || places.length > 0 && isTrusted(places[0].getClassName());
  }

  private static boolean isTrusted(String className) {
    return TRUSTED.stream().anyMatch(className::startsWith);
  }

  /** The first of the words of others in a failure that a text quotes. */
  private static Optional<String> quoted(String text, Throwable failure) {
    return causes(failure)
        .filter(cause -> !isTrusted(cause))
        .map(Throwable::getMessage)
        .filter(said -> said != null && !said.isBlank() && text.contains(said))
        .findFirst();
  }

  /**
   * A text that is logged with a failure, or in its place what may be told of the failure when the
   * text quotes the words of others.
   */
  String insteadOf(String text, Throwable failure) {
    return quoted(text, failure).isPresent() ? getMessage() : text;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(50);
  }

  /**
   * What is left of a trace that is a text already: the classes and the places, for whose words the
   * others are is lost in it.
   */
  static String placesOf(String trace) {
    String[] lines = trace.split("\\R");
    return IntStream.range(0, lines.length)
        .mapToObj(
            i ->
                PLACE.matcher(lines[i]).matches()
                    ? lines[i]
                    : kind(i == 0 ? FIRST : CAUSE, lines[i]))
        .filter(Objects::nonNull)
        .collect(Collectors.joining("\n"));
  }

  private static String kind(Pattern of, String line) {
    Matcher found = of.matcher(line);
    return found.matches() ? found.group(1) : null;
  }

  /**
   * In one line: what was said of it first, or else what kind of failure is at the bottom of it.
   */
  @Override
  public String getMessage() {
    List<CaseFreeFailure> all = causes(this).map(CaseFreeFailure.class::cast).toList();
    return all.stream()
        .map(each -> each.words)
        .filter(said -> !said.isBlank())
        .findFirst()
        .orElse(all.get(all.size() - 1).kind);
  }

  @Override
  public String toString() {
    return words.isBlank() ? kind : kind + ": " + words;
  }
}
