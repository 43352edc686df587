package dev.necessity.failure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.dao.DataIntegrityViolationException;

/** What is told of a failure: the classes, the places and our own words; nobody's name. */
class CaseFreeFailureTest {

  private static final String NAME = "Zyxwina Marker";

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    CaseFreeFailure.of(failure).printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** As thrown by somebody else's class. */
  private static <T extends Throwable> T foreign(T failure) {
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.example.Library", "work", "Library.java", 7)
        });
    return failure;
  }

  private static Throwable thrownBy(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("nothing was thrown");
  }

  private static void read() {
    try {
      new ObjectMapper().readTree("{\"" + NAME);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class StartFailure extends RuntimeException {

    StartFailure() {
      super("It cannot start.", null, false, false);
    }
  }

  @Test
  void ourOwnWordsAreTold() {
    assertThat(CaseFreeFailure.of(new IllegalStateException("Add the missing row.")))
        .hasMessage("Add the missing row.")
        .hasToString("java.lang.IllegalStateException: Add the missing row.");
    assertThat(CaseFreeFailure.of(new StartFailure()))
        .as("without a trace")
        .hasMessage("It cannot start.");
    assertThat(
            trace(
                foreign(
                    new RuntimeException(NAME, new IllegalStateException("Add the missing row.")))))
        .startsWith("java.lang.RuntimeException\n\tat com.example.Library.work(Library.java:7)")
        .contains("Caused by: java.lang.IllegalStateException: Add the missing row.")
        .contains("at " + getClass().getName());
    assertThat(
            CaseFreeFailure.of(
                foreign(
                    new RuntimeException(NAME, new IllegalStateException("Add the missing row.")))))
        .hasMessage("Add the missing row.");
  }

  @Test
  @SuppressWarnings("AlwaysThrows")
  void theWordsOfOthersAreNotEvenWhereOursQuoteThem() {
    for (Throwable failure :
        new Throwable[] {
          thrownBy(() -> LocalDate.parse(NAME)),
          thrownBy(CaseFreeFailureTest::read),
          thrownBy(() -> Thread.State.valueOf(NAME)),
          foreign(new RuntimeException(NAME)),
          new IllegalStateException(foreign(new RuntimeException(NAME))),
          new IllegalStateException("It failed: " + NAME, foreign(new RuntimeException(NAME)))
        }) {
      assertThat(trace(failure)).contains(failure.getClass().getName()).doesNotContain(NAME);
      assertThat(CaseFreeFailure.of(failure).getMessage()).isNotBlank().doesNotContain(NAME);
    }
  }

  @Test
  void whatIsAboutTheSettingsOrTheServerOfTheDatabaseIsTold() {
    assertThat(
            CaseFreeFailure.of(
                foreign(
                    new BeanCreationException("outbox", "necessity.outbox.every is no duration"))))
        .hasMessageContaining("is no duration");
    assertThat(
            trace(
                foreign(
                    new BeanCreationException(
                        "register", "Failed: " + NAME, foreign(new IllegalStateException(NAME))))))
        .doesNotContain(NAME);
    assertThat(
            CaseFreeFailure.of(
                foreign(new SQLException("Connection to localhost:5432 refused.", "08001"))))
        .hasMessage("Connection to localhost:5432 refused.");
  }

  @Test
  void codesAreTold() {
    assertThat(
            CaseFreeFailure.of(
                foreign(
                    new RuntimeException("ENGINE-03004 Exception while executing '" + NAME + "'"))))
        .hasMessage("ENGINE-03004");
    assertThat(
            CaseFreeFailure.of(
                foreign(
                    new RuntimeException(
                        "DMN-01002 Unable to evaluate expression for language 'feel': 'request.urgency'"))))
        .hasMessage(
            "DMN-01002 Unable to evaluate expression for language 'feel': 'request.urgency'");
    assertThat(
            trace(
                foreign(
                    new DataIntegrityViolationException(
                        NAME,
                        foreign(
                            new SQLException(
                                "ERROR: new row violates check constraint \"no_marker\"\n  Detail: ("
                                    + NAME
                                    + ")",
                                "23514"))))))
        .contains("Caused by: java.sql.SQLException: SQLState 23514, constraint no_marker")
        .doesNotContain(NAME);
  }

  @Test
  void aFailureThatIsItsOwnCauseIsToldOnce() {
    RuntimeException inner = foreign(new RuntimeException(NAME));
    RuntimeException outer = foreign(new RuntimeException(NAME, inner));
    inner.initCause(outer);
    outer.addSuppressed(foreign(new IllegalArgumentException(NAME)));

    assertThat(trace(outer))
        .contains("Suppressed: java.lang.IllegalArgumentException")
        .doesNotContain(NAME);
  }

  @Test
  void whateverIsLoggedIsLoggedSo() {
    LoggerContext logs = new LoggerContext();
    logs.addTurboFilter(new CaseFreeLogs());
    Logger logger = logs.getLogger("com.example");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    RuntimeException failure = foreign(new RuntimeException(NAME));

    logger.error("It failed: {}", failure.getMessage(), failure);
    logger.warn("It failed", failure);
    logger.warn(NAME, failure);
    logger.info("It failed in {} for {}", "a step", "PA-1", failure);
    logger.info("It failed with {}", failure);
    StringWriter text = new StringWriter();
    new IllegalStateException(
            "first " + NAME + "\n" + NAME + "\n\tat " + NAME + " at home",
            foreign(new RuntimeException(NAME + ": x")))
        .printStackTrace(new PrintWriter(text));
    logger.warn("ENGINE-REST-HTTP500 " + text);
    logger.warn(
        "ENGINE-REST-HTTP500 org.camunda.bpm.engine.exception.NullValueException: no such job\n\tat com.example.Library.work(Library.java:7)");
    logger.debug("It did not fail");
    logger.trace("Nobody hears", failure);

    assertThat(logged.list)
        .hasSize(7)
        .allSatisfy(
            event ->
                assertThat(
                        event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                    .doesNotContain(NAME));
    assertThat(logged.list.get(0).getFormattedMessage())
        .isEqualTo("It failed: java.lang.RuntimeException");
    assertThat(logged.list.get(3).getFormattedMessage()).isEqualTo("It failed in a step for PA-1");
    assertThat(logged.list.get(5).getFormattedMessage())
        .startsWith(
            "ENGINE-REST-HTTP500 java.lang.IllegalStateException\n\tat " + getClass().getName())
        .contains(
            "\nCaused by: java.lang.RuntimeException\n\tat com.example.Library.work(Library.java:7)");
    assertThat(logged.list.subList(0, 5))
        .allSatisfy(
            event ->
                assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .contains("com.example.Library.work"));
  }
}
