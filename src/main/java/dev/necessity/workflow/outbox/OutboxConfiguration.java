package dev.necessity.workflow.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.determination.notice.NoticeRenderer;
import dev.necessity.policy.Policies;
import dev.necessity.workflow.CaseNotices;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** The channels that are switched on, and how often the outbox is emptied. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OutboxConfiguration {

  private static final Duration CLEAN_UP_EVERY = Duration.ofDays(1);

  /** The channels; a record of its own, so that the outbox and its delivery see the same ones. */
  record Channels(List<Channel> list) {

    Set<String> names() {
      return list.stream().map(Channel::name).collect(Collectors.toSet());
    }
  }

  @Bean
  Channels outboxChannels(@Value("${necessity.outbox.folder}") String folder, @Value("${necessity.outbox.webhook.url}") String url,
      @Value("${necessity.outbox.webhook.secret}") String secret, Clock clock) {
    List<Channel> channels = new ArrayList<>();
    if (!folder.isBlank()) {
      channels.add(new FolderChannel(Path.of(folder)));
    }
    if (!url.isBlank()) {
      if (secret.isBlank()) {
        throw new IllegalStateException("A webhook is named but no secret to sign with: set NECESSITY_OUTBOX_WEBHOOK_SECRET.");
      }
      channels.add(new WebhookChannel(URI.create(url), secret, clock));
    }
    return new Channels(channels);
  }

  @Bean
  Outbox outbox(JdbcClient jdbc, Clock clock, Channels channels, Policies policies) {
    return new Outbox(jdbc, clock, new ChannelTable(policies, channels.names()));
  }

  @Bean
  OutboxDelivery outboxDelivery(Outbox outbox, Channels channels, CaseNotices notices, NoticeRenderer renderer, ObjectMapper json,
      @Value("${necessity.outbox.tries}") int tries) {
    return new OutboxDelivery(outbox, channels.list(), new CaseContents(notices, renderer, json), tries);
  }

  @Bean
  SchedulingConfigurer emptyTheOutbox(OutboxDelivery delivery, Outbox outbox, Channels channels, @Value("${necessity.outbox.every}") Duration every,
      @Value("${necessity.outbox.keep}") Optional<Duration> keep) {
    return tasks -> {
      tasks.addFixedDelayTask(() -> outbox.forget(keep.orElse(null)), CLEAN_UP_EVERY);
      if (!channels.list().isEmpty()) {
        tasks.addFixedDelayTask(delivery::deliverDue, every);
      }
    };
  }
}
