package dev.necessity.outbox;

import dev.necessity.notice.Audience;
import dev.necessity.policy.model.Policies;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The channels that the table {@code deliveryChannels} names, of those that are switched on. */
public final class ChannelTable implements Outbox.Routes {

  public static final String DECISION = "deliveryChannels";

  private final Policies policies;
  private final Set<String> switchedOn;

  ChannelTable(Policies policies, Set<String> switchedOn) {
    this.policies = policies;
    this.switchedOn = switchedOn;
  }

  @Override
  public Set<String> of(Outbox.Event event, Audience audience, String lineOfBusiness) {
    if (switchedOn.isEmpty()) {
      return Set.of();
    }
    return policies
        .table(DECISION)
        .evaluate(
            DECISION,
            Map.of(
                "event",
                event.name(),
                "audience",
                audience.name(),
                "lineOfBusiness",
                lineOfBusiness))
        .stream()
        .map(row -> (String) row.get(DECISION))
        .filter(switchedOn::contains)
        .collect(Collectors.toSet());
  }
}
