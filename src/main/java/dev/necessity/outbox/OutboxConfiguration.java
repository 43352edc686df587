package dev.necessity.outbox;

import dev.necessity.database.CannotStartException;
import dev.necessity.policy.model.Policies;
import dev.necessity.work.Duty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The channels that are switched on, and how often the outbox is emptied. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  private static final Duration CLEAN_UP_EVERY = Duration.ofDays(1);

  /**
   * So many deliveries over a channel at once; of the others none waits for a receiver that hangs.
   */
  private static final int WORKERS = 4;

  /** The channels; a record of its own, so that the outbox and its delivery see the same ones. */
  record Channels(List<Channel> list) {

    Set<String> names() {
      return list.stream().map(Channel::name).collect(Collectors.toSet());
    }

    Channel get(String name) {
      return list.stream()
          .filter(channel -> channel.name().equals(name))
          .findFirst()
          .orElseGet(() -> new SwitchedOff(name));
    }
  }

  @Bean
  Channels outboxChannels(
      @Value("${necessity.outbox.folder}") String folder,
      @Value("${necessity.outbox.permissions}") String permissions,
      @Value("${necessity.outbox.webhook.url}") String url,
      @Value("${necessity.outbox.webhook.secret}") String secret,
      Clock clock) {
    List<Channel> channels = new ArrayList<>();
    if (!folder.isBlank()) {
      channels.add(new FolderChannel(Path.of(folder), permissions));
    }
    if (!url.isBlank()) {
      if (secret.isBlank()) {
        throw new CannotStartException(
            "A webhook is named but no secret to sign with: set NECESSITY_OUTBOX_WEBHOOK_SECRET.");
      }
      channels.add(new WebhookChannel(URI.create(url), secret, clock));
    }
    return new Channels(channels);
  }

  @Bean
  Outbox outbox(JdbcClient jdbc, Clock clock, Channels channels, Policies policies) {
    return new Outbox(jdbc, clock, new ChannelTable(policies, channels.names()));
  }

  /**
   * To write a letter is our own work and not a receiver's: while many wait for it, new requests
   * wait as well.
   */
  @Bean
  Duty deliveriesToTheFolder(
      Outbox outbox,
      Channels channels,
      Function<Outbox.Entry, Content> contents,
      @Value("${necessity.outbox.tries}") int tries,
      @Value("${necessity.outbox.every}") Duration every,
      LettersFirst letters) {
    return deliveries(
        new OutboxDelivery(
            outbox, channels.get(FolderChannel.NAME), contents, tries, letters::letterWritten),
        FolderChannel.NAME,
        every);
  }

  @Bean
  Duty deliveriesToTheWebhook(
      Outbox outbox,
      Channels channels,
      Function<Outbox.Entry, Content> contents,
      @Value("${necessity.outbox.tries}") int tries,
      @Value("${necessity.outbox.every}") Duration every) {
    return deliveries(
        new OutboxDelivery(outbox, channels.get(WebhookChannel.NAME), contents, tries, () -> {}),
        WebhookChannel.NAME,
        every);
  }

  private static Duty deliveries(OutboxDelivery delivery, String channel, Duration every) {
    return new Duty(
        "deliveries-" + channel.toLowerCase(Locale.ROOT), WORKERS, every, delivery::deliverNext);
  }

  @Bean
  Duty cleanUpOfTheOutbox(
      Outbox outbox, @Value("${necessity.outbox.keep}") Optional<Duration> keep) {
    return Duty.whole(
        "deliveries-clean-up", CLEAN_UP_EVERY, () -> outbox.forget(keep.orElse(null)));
  }
}
