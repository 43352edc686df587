package dev.necessity.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.notice.Audience;
import dev.necessity.outbox.Outbox.Event;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which letter takes which channel is a table that an analyst edits. */
class ChannelTableTest {

  private static final Set<String> BOTH = Set.of(FolderChannel.NAME, WebhookChannel.NAME);

  private static Policies live(String table) {
    DecisionDiagram diagram = Models.parse(table);
    return new Policies() {
      @Override
      public DecisionDiagram table(String decision) {
        return diagram;
      }

      @Override
      public DecisionDiagram policy(String decision, String version) {
        throw new AssertionError("no policy is asked");
      }
    };
  }

  @Test
  void everythingTakesEveryChannelThatIsSwitchedOn() {
    assertThat(new ChannelTable(Models.policies(), BOTH).of(Event.NOTICE, Audience.MEMBER, "CHIP"))
        .isEqualTo(BOTH);
    assertThat(
            new ChannelTable(Models.policies(), Set.of("FOLDER"))
                .of(Event.EXTENSION, Audience.PROVIDER, "MEDICARE_ADVANTAGE"))
        .containsExactly("FOLDER");
    assertThat(
            new ChannelTable(Models.policies(), Set.of()).of(Event.NOTICE, Audience.MEMBER, "CHIP"))
        .isEmpty();
  }

  @Test
  void aRowSwitchesAChannelForOneAudienceOrLineOfBusiness() {
    String file = Models.text(Path.of("dmn", "delivery.dmn"));
    String changed =
        file.replaceFirst(
                "(rule_deliveryChannels_folder_in_audience\">\\s*<text>)-", "$1\"MEMBER\"")
            .replaceFirst(
                "(rule_deliveryChannels_webhook_in_lineOfBusiness\">\\s*<text>)-", "$1\"CHIP\"");
    assertThat(changed).isNotEqualTo(file);
    ChannelTable table = new ChannelTable(live(changed), BOTH);

    assertThat(table.of(Event.NOTICE, Audience.MEMBER, "MEDICAID")).containsExactly("FOLDER");
    assertThat(table.of(Event.NOTICE, Audience.PROVIDER, "CHIP")).containsExactly("WEBHOOK");
    assertThat(table.of(Event.NOTICE, Audience.PROVIDER, "MEDICAID")).isEmpty();
  }
}
