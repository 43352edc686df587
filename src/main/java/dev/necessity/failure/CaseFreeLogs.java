package dev.necessity.failure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Every failure that is logged, whoever logs it and in whatever form the log is written, is a
 * {@link CaseFreeFailure}. It stands before all appenders, and from before the first bean on; found
 * by Spring in {@code META-INF/spring.factories}.
 */
public final class CaseFreeLogs extends TurboFilter
    implements ApplicationListener<ApplicationPreparedEvent> {

  private static final String OURS = CaseFreeLogs.class.getName();
  private static final String NOTHING_THERE =
      "ENGINE-REST-HTTP500 org.camunda.bpm.engine.exception.NullValueException";
  private static final String PLACE = "\n\tat ";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (logs.getTurboFilterList().stream().noneMatch(CaseFreeLogs.class::isInstance)) {
      logs.addTurboFilter(this);
    }
  }

  /** Says it again, with the failure that may be logged, in place of what was to be said. */
  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable thrown) {
    Throwable failure = failure(arguments, thrown);
    if (failure instanceof CaseFreeFailure
        || failure == null && (format == null || !format.contains(PLACE))
        || !logger.isEnabledFor(level)) {
      return FilterReply.NEUTRAL;
    }
    return failure == null
        ? sayPlaces(marker, logger, level, format)
        : say(marker, logger, level, format, arguments, failure);
  }

  private static FilterReply say(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable failure) {
    CaseFreeFailure free = CaseFreeFailure.of(failure);
    Object[] said =
        arguments == null
            ? null
            : Arrays.stream(arguments)
                .map(
                    argument ->
                        argument == failure
                            ? free
                            : argument instanceof String text
                                ? free.insteadOf(text, failure)
                                : argument)
                .toArray();
    logger.log(
        marker,
        OURS,
        Level.toLocationAwareLoggerInteger(level),
        format == null ? null : free.insteadOf(format, failure),
        said,
        free);
    return FilterReply.DENY;
  }

  /**
   * The engine's REST API logs the whole trace of a failure as a text, also of the caller's mistake
   * of asking for what there is not.
   */
  private static FilterReply sayPlaces(Marker marker, Logger logger, Level level, String trace) {
    if (trace.startsWith(NOTHING_THERE)) {
      return FilterReply.DENY;
    }
    String free = CaseFreeFailure.placesOf(trace);
    if (free.equals(trace)) {
      return FilterReply.NEUTRAL;
    }
    logger.log(marker, OURS, Level.toLocationAwareLoggerInteger(level), free, null, null);
    return FilterReply.DENY;
  }

  /**
   * The failure that a line is about, or null: where none is given, SLF4J looks for it behind the
   * values for the text.
   */
  public static Throwable failure(Object[] arguments, Throwable thrown) {
    return thrown == null
            && arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable last
        ? last
        : thrown;
  }
}
