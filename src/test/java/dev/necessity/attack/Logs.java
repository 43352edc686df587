package dev.necessity.attack;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * All that is logged while this is open: at the levels of production, and in every detail by our
 * own classes.
 */
public final class Logs implements AutoCloseable {

  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.necessity");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> traces = new CopyOnWriteArrayList<>();
  private final Level before = OURS.getLevel();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          IThrowableProxy thrown = event.getThrowableProxy();
          lines.add(
              event.getLoggerName()
                  + ": "
                  + event.getFormattedMessage()
                  + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
          if (thrown != null) {
            traces.add(event.getLoggerName() + ": " + event.getFormattedMessage());
          }
        }
      };

  public Logs() {
    OURS.setLevel(Level.DEBUG);
    appender.start();
    ROOT.addAppender(appender);
  }

  /** What was logged, the causes of failures included. */
  public List<String> lines() {
    return lines;
  }

  /** What was logged with the trace of a failure. */
  public List<String> traces() {
    return traces;
  }

  @Override
  public void close() {
    ROOT.detachAppender(appender);
    appender.stop();
    OURS.setLevel(before);
  }
}
