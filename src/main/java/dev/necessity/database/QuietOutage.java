package dev.necessity.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.necessity.failure.CaseFreeLogs;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Leaves out of the log what calls, jobs and duties say one by one about a database that is lost,
 * page by page: {@link DatabaseWatch} says it once a minute. While the database answers, everything
 * is logged, a pool without a free connection among it.
 */
@Component
final class QuietOutage extends TurboFilter implements DisposableBean {

  private final DatabaseWatch watch;

  /** Looking logs itself. */
  private final ThreadLocal<Boolean> looking = ThreadLocal.withInitial(() -> false);

  QuietOutage(DatabaseWatch watch) {
    this.watch = watch;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      // Before the one that takes out of a failure what this one looks for.
      logs.getTurboFilterList().add(0, this);
    }
  }

  @Override
  public FilterReply decide(
      Marker marker,
      ch.qos.logback.classic.Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable failure) {
    Throwable told = CaseFreeLogs.failure(arguments, failure);
    if (told == null || looking.get()) {
      return FilterReply.NEUTRAL;
    }
    if (watch.isLost()) {
      // Not all that comes of it says so: the pool's word for a connection that it has thrown away
      // is none of SQL.
      return Stream.iterate(told, Objects::nonNull, Throwable::getCause)
              .anyMatch(SQLException.class::isInstance)
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
    if (!Outages.among(told)) {
      return FilterReply.NEUTRAL;
    }
    looking.set(true);
    try {
      return watch.look() ? FilterReply.DENY : FilterReply.NEUTRAL;
    } finally {
      looking.set(false);
    }
  }

  @Override
  public void destroy() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext logs) {
      logs.getTurboFilterList().remove(this);
    }
  }
}
