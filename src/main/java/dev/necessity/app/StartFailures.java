package dev.necessity.app;

import dev.necessity.database.CannotStartException;
import dev.necessity.database.Outages;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Why the application does not start, in one line with what to do, where an operator can do
 * something; everything else is told as Spring tells it. Found by Spring in {@code
 * META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class StartFailures implements SpringBootExceptionReporter {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

  private static final String WRONG_USER =
      "The database refuses this user or password: correct NECESSITY_DATABASE_USER and NECESSITY_DATABASE_PASSWORD.";
  private static final String NO_RIGHT =
      "The user of the database lacks a right: let him create tables in his schema (grant create, usage on schema …), or own it.";
  private static final String FULL =
      "There is no space left for the database: make room, then start again. What was answered before is stored.";

  /** By what a database says in SQL, PostgreSQL and H2 alike. */
  private static final Map<String, String> BY_STATE =
      Map.of(
          "28P01",
          WRONG_USER,
          "28000",
          WRONG_USER,
          "42501",
          NO_RIGHT,
          "53100",
          FULL,
          "3D000",
          "There is no database of that name: create it, or correct NECESSITY_DATABASE_URL.");

  /** By the number of H2, which has states of its own for all of them. */
  private static final Map<Integer, String> BY_NUMBER =
      Map.of(
          90020,
              "The embedded database is in use: stop the server or command that has it open, or use PostgreSQL for several.",
          90030,
              "The file of the embedded database is damaged. Nothing was changed in it. Keep a copy of it, put the last backup in its place, and start again.",
          90096, NO_RIGHT);

  @Override
  public boolean reportException(Throwable failure) {
    Optional<String> reason =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .flatMap(cause -> reason(cause).stream())
            .findFirst();
    reason.ifPresent(
        found -> LOG.error("Necessity does not start. {}", found.replaceAll("\\s+", " ").strip()));
    return reason.isPresent();
  }

  private static Optional<String> reason(Throwable cause) {
    if (cause instanceof CannotStartException) {
      return Optional.of(cause.getMessage());
    }
    if (cause instanceof SQLException sql) {
      String known =
          BY_NUMBER.getOrDefault(
              sql.getErrorCode(), BY_STATE.get(String.valueOf(sql.getSQLState())));
      return Optional.ofNullable(known)
          .map(what -> what + " (" + sql.getMessage() + ")")
          .or(
              () ->
                  Outages.among(sql)
                      ? Optional.of(
                          "The database went away while the server started: start it again. ("
                              + sql.getMessage()
                              + ")")
                      : Optional.empty());
    }
    return cause instanceof FlywayException && cause.getCause() == null
        ? Optional.of(
            "The tables of the database cannot be brought to this version: " + cause.getMessage())
        : Optional.empty();
  }
}
