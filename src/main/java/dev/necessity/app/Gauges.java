package dev.necessity.app;

import dev.necessity.audit.seal.UnsealedCases;
import dev.necessity.outbox.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How far the server is behind, as numbers for a monitoring to watch: {@code /actuator/metrics}.
 * Each is read when it is asked for.
 */
@Component
class Gauges implements MeterBinder {

  private final Outbox outbox;
  private final UnsealedCases unsealed;
  private final Clock clock;

  Gauges(Outbox outbox, UnsealedCases unsealed, Clock clock) {
    this.outbox = outbox;
    this.unsealed = unsealed;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    add(
        registry,
        "deliveries.pending",
        "deliveries that are still to be made",
        () -> outbox.lag().pending());
    add(registry, "deliveries.dead", "deliveries that are given up", () -> outbox.lag().dead());
    add(
        registry,
        "deliveries.behind.seconds",
        "how long the oldest delivery that is due waits",
        this::deliveriesBehind);
    add(registry, "seals.missing", "ended cases without a seal", () -> unsealed.lag().number());
    add(
        registry,
        "seals.failing",
        "ended cases that could not be sealed",
        () -> unsealed.lag().failing());
    add(
        registry,
        "seals.behind.seconds",
        "how long ago the oldest case without a seal ended",
        () -> unsealed.lag().behind(OffsetDateTime.now(clock)).toSeconds());
  }

  private static void add(
      MeterRegistry registry, String name, String what, Supplier<Number> value) {
    Gauge.builder("necessity." + name, value).description(what).register(registry);
  }

  private long deliveriesBehind() {
    OffsetDateTime oldest = outbox.lag().oldest();
    return oldest == null ? 0 : Duration.between(oldest, OffsetDateTime.now(clock)).toSeconds();
  }
}
