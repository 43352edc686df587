package dev.necessity.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.policy.model.PlainNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of the notices in one language: {@code notices/*_<language>.properties}, UTF-8. {@code
 * {0}}, {@code {1}} stand for what is filled in; there is no other syntax, so that an apostrophe is
 * an apostrophe.
 */
public final class Wording {

  private static final Logger LOG = LoggerFactory.getLogger(Wording.class);
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** Enough of what somebody wrote to know it by. */
  private static final int LONGEST = 200;

  private final Locale locale;
  private final Properties texts;

  /**
   * @param texts with those of another language for their defaults
   */
  Wording(Language language, Properties texts) {
    this.locale = language.locale();
    this.texts = texts;
  }

  /** Those of a language; what it lacks is said in English. */
  static Wording load(Language language) {
    return new Wording(
        language,
        language == Language.EN
            ? texts(language, null)
            : texts(language, texts(Language.EN, null)));
  }

  /**
   * @param defaults where the language has no words for a key; null for none
   */
  static Properties texts(Language language, Properties defaults) {
    Properties texts = new Properties(defaults);
    for (String file : new String[] {"notice", "criteria", "records"}) {
      String name = "/notices/" + file + "_" + language.tag() + ".properties";
      try (InputStream stream = Wording.class.getResourceAsStream(name)) {
        if (stream == null) {
          throw new IllegalStateException("The words of the notices are missing: " + name);
        }
        texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  /**
   * The words for a key; where no language has any, the key's last part, as a letter has to leave
   * the house all the same.
   */
  public String text(String key) {
    return text(key, new Object[0]);
  }

  public String text(String key, Object value) {
    return text(key, new Object[] {value});
  }

  String text(String key, Object[] values) {
    String text = find(key).orElseGet(() -> unsaid(key));
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  private String unsaid(String key) {
    LOG.warn(
        "notices/*_{}.properties has no '{}', so a letter says it without words",
        locale.getLanguage(),
        key);
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /**
   * The words for a code under a prefix, as {@code procedure.12345}; the code itself where there
   * are none.
   */
  public String named(String prefix, String code) {
    return find(prefix + "." + code).orElse(code);
  }

  /**
   * A value of a request as people write it: a date, a number, the words for a code, or what a
   * sender wrote.
   */
  public String value(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return text("case.notStated");
    }
    if (value.isArray()) {
      return value.isEmpty()
          ? text("value.empty")
          : cut(
              StreamSupport.stream(value.spliterator(), false)
                  .map(this::value)
                  .collect(Collectors.joining(", ")));
    }
    if (value.isNumber()) {
      return PlainNumber.of(value.decimalValue());
    }
    String text = value.asText();
    return DATE.matcher(text).matches() ? date(text) : find("value." + text).orElse(cut(text));
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }

  /** A calendar date, given in ISO 8601, as people write it. */
  public String date(String iso) {
    return LocalDate.parse(iso.substring(0, "2025-11-13".length()))
        .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale));
  }

  /** An instant, given in ISO 8601, to the minute and with its offset. */
  public String instant(String iso) {
    OffsetDateTime instant = OffsetDateTime.parse(iso);
    return date(iso)
        + ", "
        + instant.format(DateTimeFormatter.ofPattern("HH:mm", locale))
        + (instant.getOffset().getTotalSeconds() == 0 ? " UTC" : " UTC" + instant.getOffset());
  }

  /** A period, given as an ISO 8601 duration, in the unit it was given in. */
  public String period(String iso) {
    Duration period = Duration.parse(iso);
    return iso.startsWith("PT")
        ? text("period.hours", period.toHours())
        : text("period.days", period.toDays());
  }
}
