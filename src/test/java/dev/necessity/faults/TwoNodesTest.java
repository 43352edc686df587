package dev.necessity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one PostgreSQL under load, while one is killed, the database is stopped, and one
 * stands still; the folder of deliveries works, the other receiver takes every connection and never
 * answers. Nothing is lost, nothing doubled, everything sealed, and no delivery to the folder waits
 * for long.
 */
@Tag("faults")
class TwoNodesTest {

  private static final int REQUESTS = Integer.getInteger("faults.requests", 2_000);
  private static final int CALLERS = 16;
  private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("faults.away", 20));
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @TempDir private Path data;
  @TempDir private Path deliveries;

  private EmbeddedPostgres database;
  private String url;
  private int hanging;

  @Test
  void nothingIsLostWhateverStops() throws Exception {
    database = database(0);
    url = database.getJdbcUrl("postgres", "postgres");
    AtomicReferenceArray<Node> nodes = new AtomicReferenceArray<>(2);
    try (ServerSocket receiver = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress())) {
      hanging = receiver.getLocalPort();
      nodes.set(0, start());
      nodes.set(1, start());
      try (Senders senders =
          new Senders(CALLERS, Senders.certified(), attempt -> nodes.get(attempt % 2))) {
        senders.awaitAccepted(REQUESTS / 10);
        nodes.get(0).kill();
        nodes.set(0, start());

        database.close();
        long noticed = millis(() -> nodes.get(1).get("aud", "/api/requests").statusCode() == 503);
        pause(AWAY);
        database = database(database.getPort());
        long recovered =
            millis(() -> nodes.get(1).get(null, "/actuator/health/readiness").statusCode() == 200);
        senders.awaitAccepted(senders.accepted().size() + REQUESTS / 10);

        nodes.get(1).suspend();
        pause(AWAY);
        nodes.get(1).resume();
        senders.awaitAccepted(REQUESTS);
        senders.finish();

        System.out.printf(
            "Two nodes on PostgreSQL, one killed, the database away for %d s, one node still for %d s: %s%n",
            AWAY.toSeconds(), AWAY.toSeconds(), senders.figures());
        System.out.printf(
            "Lost database: first 503 after %d ms, ready %d ms after it was back%n",
            noticed, recovered);
        assertThat(senders.answers().keySet())
            .as("answers")
            .isSubsetOf("200", "201", "503", "no answer")
            .contains("503");
        Stored stored = Stored.in(url, "postgres", "postgres");
        stored.isExactly(senders.accepted());
        await()
            .atMost(LONGEST)
            .until(
                () -> nodes.get(1).read("aud", "/api/audit/unsealed").path("total").asInt() == 0);
        JsonNode verification = nodes.get(1).read("aud", "/api/audit/verification");
        assertThat(verification.path("sealed").asInt()).isEqualTo(senders.accepted().size());
        assertThat(verification.path("findings")).isEmpty();
        await()
            .atMost(LONGEST)
            .until(
                () ->
                    stored
                            .jdbc()
                            .sql(
                                "select count(*) from necessity_outbox where channel = 'FOLDER' and state <> 'DELIVERED'")
                            .query(Integer.class)
                            .single()
                        == 0);
        System.out.printf(
            "Deliveries to the folder: %s; waiting for the receiver that hangs: %d%n",
            stored
                .jdbc()
                .sql(
                    "select count(*) || ', longest wait ' || round(extract(epoch from max(delivered_at - created_at))) || ' s' from necessity_outbox where channel = 'FOLDER'")
                .query(String.class)
                .single(),
            stored
                .jdbc()
                .sql(
                    "select count(*) from necessity_outbox where channel = 'WEBHOOK' and state <> 'DELIVERED'")
                .query(Integer.class)
                .single());
      }
    } finally {
      for (int i = 0; i < 2 && nodes.get(i) != null; i++) {
        nodes.get(i).close();
      }
      database.close();
    }
  }

  private Node start() {
    return Node.start(
        url,
        Map.of(
            "NECESSITY_OUTBOX_FOLDER",
            deliveries.toString(),
            "NECESSITY_OUTBOX_WEBHOOK_URL",
            "http://127.0.0.1:" + hanging,
            "NECESSITY_OUTBOX_WEBHOOK_SECRET",
            "of the test"));
  }

  private EmbeddedPostgres database(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static void pause(Duration length) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(length.toMillis());
  }

  private static long millis(Callable<Boolean> holds) {
    long begun = System.nanoTime();
    await()
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(holds);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
