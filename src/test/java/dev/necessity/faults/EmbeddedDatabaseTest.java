package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded database as it is without any setting. {@code faults.kills} and {@code
 * faults.requests} make it longer.
 */
class EmbeddedDatabaseTest {

  private static final int KILLS = Integer.getInteger("faults.kills", 1);
  private static final int REQUESTS = Integer.getInteger("faults.requests", 60);
  private static final int CALLERS = 4;

  /** In MiB: a little more than a first start needs. */
  private static final int ROOM = 18;

  @TempDir private Path data;

  /** Read when no server has it open. */
  private Stored stored() {
    return Stored.in("jdbc:h2:file:" + data.resolve("necessity") + ";IFEXISTS=TRUE", "sa", "");
  }

  @Test
  void whatWasAcceptedIsStoredWheneverTheServerIsKilledOrStopped() throws IOException {
    AtomicReference<Node> server = new AtomicReference<>(Node.embedded(data));
    try (Senders senders = new Senders(CALLERS, Senders.waiting(), attempt -> server.get())) {
      for (int kill = 1; kill <= KILLS; kill++) {
        senders.awaitAccepted(kill * REQUESTS / (KILLS + 1));
        server.get().kill();
        Map<String, String> told = senders.accepted();
        assertThat(stored().cases()).as("after kill " + kill).containsAllEntriesOf(told);
        server.set(Node.embedded(data));
      }
      senders.awaitAccepted(REQUESTS);
      Node.Begun begun =
          server
              .get()
              .begin(
                  "ines", "/api/requests", Senders.waiting().put("requestId", "BEGUN").toString());
      server.get().beginToStop();
      assertThat(begun.finish()).as("what it has begun it ends").contains(" 201");
      assertThat(server.get().awaitEnd()).as("SIGTERM").isEqualTo(143);
      senders.close();

      System.out.printf(
          "Embedded database, %d SIGKILLs and a SIGTERM under load: %s%n",
          KILLS, senders.figures());
      Map<String, String> cases = stored().cases();
      assertThat(cases).containsKey("BEGUN");
      Map<String, String> told = new HashMap<>(senders.accepted());
      told.put("BEGUN", cases.get("BEGUN"));
      stored().isExactly(told);
    } finally {
      server.get().close();
    }
  }

  @Test
  void aFullDiskIsSaidInOneLineAndNothingIsHalfWritten() throws IOException {
    AtomicReference<Node> server = new AtomicReference<>(Node.embeddedWithin(ROOM, data));
    server.get().awaitHealth();
    try (Senders senders = new Senders(CALLERS, Senders.waiting(), attempt -> server.get())) {
      senders.awaitAnswer("503");
      assertThat(server.get().get(null, "/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(server.get().get(null, "/actuator/health/liveness").statusCode()).isEqualTo(503);
      assertThat(server.get().complaints())
          .singleElement()
          .asString()
          .contains("File too large", "Make room for its file", "start the server again");
      int accepted = senders.accepted().size();
      server.get().terminate();

      server.set(Node.embedded(data));
      senders.awaitAccepted(accepted + CALLERS);
      server.get().terminate();
      senders.close();

      stored().isExactly(senders.accepted());
    } finally {
      server.get().close();
    }
  }
}
