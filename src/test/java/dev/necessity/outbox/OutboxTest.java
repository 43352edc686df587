package dev.necessity.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.necessity.attack.Logs;
import dev.necessity.notice.Audience;
import dev.necessity.outbox.Outbox.Entry;
import dev.necessity.outbox.Outbox.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What leaves the house arrives, also when the receiver is down for a while, and never in silence
 * not at all.
 */
class OutboxTest {

  private static final String SECRET = "shared with the receiver";
  private static final Content CONTENT =
      new Content(
          "{\"event\":\"NOTICE\"}".getBytes(StandardCharsets.UTF_8),
          () -> Map.of("en", new byte[] {1, 2}));

  private final Time time = new Time();
  private JdbcClient jdbc;
  private HttpServer receiver;
  private final List<Received> received = new ArrayList<>();
  private final AtomicInteger delivered = new AtomicInteger();
  private int answer = 200;

  private record Received(String delivery, String signature, String body) {}

  /** A clock that a test moves. */
  private static final class Time extends Clock {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void passes(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void databaseAndReceiver() throws IOException {
    DriverManagerDataSource source =
        new DriverManagerDataSource(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    Flyway.configure().dataSource(source).load().migrate();
    jdbc = JdbcClient.create(source);
    jdbc.sql(
            "insert into necessity_case (case_number, request_id, content_hash, state, received_at, line_of_business, decided_before_acts)"
                + " values ('PA-1', 'r', 'x', 'DECIDED', current_timestamp, 'MEDICAID', true)")
        .update();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        call -> {
          received.add(
              new Received(
                  call.getRequestHeaders().getFirst("Necessity-Delivery"),
                  call.getRequestHeaders().getFirst("Necessity-Signature"),
                  new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          call.sendResponseHeaders(answer, -1);
          call.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private Channel webhook() {
    return new WebhookChannel(
        URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook"), SECRET, time);
  }

  private Outbox outbox(Channel... channels) {
    return new Outbox(
        jdbc,
        time,
        (event, audience, lineOfBusiness) ->
            event == Outbox.Event.EXTENSION && audience == Audience.MEMBER
                ? Set.of()
                : Set.copyOf(List.of(channels).stream().map(Channel::name).toList()));
  }

  private OutboxDelivery delivery(Outbox outbox, Channel channel) {
    return new OutboxDelivery(outbox, channel, entry -> CONTENT, 3, delivered::incrementAndGet);
  }

  /** Turn after turn, as long as something is due. */
  private static void deliverDue(OutboxDelivery delivery) throws InterruptedException {
    boolean more = true;
    while (more) {
      more = delivery.deliverNext();
    }
  }

  @Test
  void aNoticeIsPostedOnceForEachAudienceAndSigned() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.noticeIssued("PA-1");

    deliverDue(delivery(outbox, webhook()));
    deliverDue(delivery(outbox, webhook()));

    assertThat(received)
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.body()).isEqualTo("{\"event\":\"NOTICE\"}");
              assertThat(call.signature())
                  .isEqualTo(
                      "t="
                          + time.instant().getEpochSecond()
                          + ",v1="
                          + WebhookChannel.sign(
                              SECRET,
                              time.instant().getEpochSecond(),
                              call.body().getBytes(StandardCharsets.UTF_8)));
            });
    assertThat(outbox.list(State.DELIVERED, 10))
        .extracting(Entry::id)
        .containsExactlyInAnyOrderElementsOf(received.stream().map(Received::delivery).toList());
    assertThat(outbox.list(State.PENDING, 10)).isEmpty();
  }

  @Test
  void theSignatureIsTheOneThatAReceiverComputes() throws Exception {
    assertThat(WebhookChannel.sign("key", 1, "body".getBytes(StandardCharsets.UTF_8)))
        .as("printf '1.body' | openssl dgst -sha256 -hmac key")
        .isEqualTo("91b5374b153842ad05b2c4eab9349b8321b14703165bd3fb8b034dfb8be98ae5");
  }

  @Test
  void aReceiverThatIsDownLosesNothingAndIsNotHammered() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");
    OutboxDelivery delivery = delivery(outbox, webhook());
    answer = 503;

    deliverDue(delivery);
    deliverDue(delivery);
    assertThat(received).as("it waits before it tries again").hasSize(1);
    assertThat(outbox.lag())
        .as("behind with nothing")
        .isEqualTo(new Outbox.DeliveryLag(0, null, 1, 0));
    assertThat(outbox.list(State.PENDING, 10))
        .singleElement()
        .extracting(Entry::lastError)
        .isEqualTo("HTTP 503");
    time.passes(Duration.ofMinutes(1));
    assertThat(outbox.lag())
        .isEqualTo(new Outbox.DeliveryLag(1, time.instant().atOffset(ZoneOffset.UTC), 1, 0));
    deliverDue(delivery);
    time.passes(Duration.ofMinutes(1));
    deliverDue(delivery);
    assertThat(received).as("and twice as long the next time").hasSize(2);
    answer = 204;
    time.passes(Duration.ofMinutes(1));
    deliverDue(delivery);

    assertThat(received)
        .hasSize(3)
        .extracting(Received::delivery)
        .as("the same delivery each time")
        .containsOnly(received.get(0).delivery());
    assertThat(outbox.list(State.DELIVERED, 10))
        .singleElement()
        .extracting(Entry::attempts, Entry::lastError)
        .containsExactly(3, null);
  }

  @Test
  void whatNeverArrivesIsDeadAndSeenAndMayStartAgain() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");
    OutboxDelivery delivery = delivery(outbox, webhook());
    receiver.stop(0);
    for (int i = 0; i < 5; i++) {
      deliverDue(delivery);
      time.passes(Duration.ofDays(1));
    }

    Entry dead = outbox.list(State.DEAD, 10).get(0);
    assertThat(dead.attempts()).isEqualTo(3);
    assertThat(dead.lastError()).isEqualTo("ConnectException");
    assertThat(outbox.revive(dead.id())).isTrue();
    assertThat(outbox.revive(dead.id())).as("alive already").isFalse();
    assertThat(outbox.due(WebhookChannel.NAME, 10))
        .extracting(Entry::id)
        .containsExactly(dead.id());
  }

  @Test
  void twoServersDoNotTakeTheSameDeliveryAndOneThatDiesOverItLosesNothing() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");
    Entry entry = outbox.due(WebhookChannel.NAME, 10).get(0);

    assertThat(outbox.claim(entry, Duration.ofMinutes(2))).isTrue();
    assertThat(outbox.claim(entry, Duration.ofMinutes(2)))
        .as("another server saw it too")
        .isFalse();
    assertThat(outbox.due(WebhookChannel.NAME, 10)).isEmpty();
    time.passes(Duration.ofMinutes(2));
    deliverDue(delivery(outbox, webhook()));

    assertThat(received).hasSize(1);
  }

  @Test
  void lettersAreDueAsLongAsTheyCouldBeWrittenAndAreNot(@TempDir Path folder) throws Exception {
    Channel channel = new FolderChannel(folder, "rw-r-----");
    Outbox outbox = outbox(channel, webhook());
    outbox.noticeIssued("PA-1");
    assertThat(outbox.areLettersDue(2)).isTrue();
    assertThat(outbox.areLettersDue(3)).as("what waits for a receiver is no letter").isFalse();
    OutboxDelivery delivery = delivery(outbox, channel);
    delivery.deliverNext();

    assertThat(outbox.areLettersDue(1)).isTrue();
    assertThat(outbox.areLettersDue(2)).isFalse();
    assertThat(delivered).hasValue(1);
  }

  @Test
  void whatAServerThatDiedWasAtIsTriedAgainInLessThanAMinute() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");
    OutboxDelivery dying =
        new OutboxDelivery(
            outbox,
            new SwitchedOff(WebhookChannel.NAME),
            entry -> {
              throw new OutOfMemoryError("the end of this server");
            },
            3,
            delivered::incrementAndGet);
    assertThatThrownBy(dying::deliverNext).isInstanceOf(OutOfMemoryError.class);
    deliverDue(delivery(outbox, webhook()));
    assertThat(received).as("somebody may still be at it").isEmpty();
    time.passes(Duration.ofSeconds(45));
    deliverDue(delivery(outbox, webhook()));

    assertThat(received).hasSize(1);
  }

  @Test
  void eachFailureWaitsLongerUpToALimit() throws Exception {
    assertThat(List.of(1, 2, 3, 9, 10, 100).stream().map(OutboxDelivery::wait))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(256),
            Duration.ofHours(6),
            Duration.ofHours(6));
  }

  @Test
  void aFolderGetsWholeFiles(@TempDir Path folder) throws Exception {
    Channel channel = new FolderChannel(folder.resolve("out"), "rw-r-----");
    Outbox outbox = outbox(channel);
    outbox.noticeIssued("PA-1");
    outbox.clockExtended("PA-1");

    deliverDue(delivery(outbox, channel));

    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "PA-1-provider.json",
              "PA-1-provider-en.pdf",
              "PA-1-member.json",
              "PA-1-member-en.pdf",
              "PA-1-extension-provider.json",
              "PA-1-extension-provider-en.pdf");
    }
    assertThat(folder.resolve("out/PA-1-member.json")).hasBinaryContent(CONTENT.json());
    assertThat(Files.getPosixFilePermissions(folder.resolve("out/PA-1-member.json")))
        .as("the group that fetches may read")
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void whatWasDeliveredIsKeptForItsTimeAndAsLongAsTheHistoryOfItsCase() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");
    deliverDue(delivery(outbox, webhook()));
    time.passes(Duration.ofDays(89));
    outbox.clockExtended("PA-1");
    time.passes(Duration.ofDays(2));

    assertThat(outbox.forget(null)).as("no time is set: for as long as the case").isZero();
    assertThat(outbox.forget(Duration.ofDays(90))).isEqualTo(1);
    assertThat(outbox.list(State.PENDING, 10)).as("what was not delivered stays").hasSize(1);
    assertThat(outbox.count(State.DELIVERED)).isZero();
    jdbc.sql(
            "insert into necessity_case_deletion (case_number, removed_by) values ('PA-1', current_timestamp)")
        .update();
    assertThat(outbox.forget(null)).isEqualTo(1);
    assertThat(outbox.count(State.PENDING)).isZero();
  }

  @Test
  void aChannelThatWasSwitchedOffLeavesItsDeliveriesToBeSeen() throws Exception {
    Outbox outbox = outbox(webhook());
    outbox.clockExtended("PA-1");

    deliverDue(delivery(outbox, new SwitchedOff(WebhookChannel.NAME)));

    assertThat(outbox.list(State.PENDING, 10))
        .singleElement()
        .extracting(Entry::lastError)
        .isEqualTo("channel switched off");
  }

  @Test
  void aFolderThatCannotBeWrittenLeavesNothingHalfWritten(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("PA-1-provider.json/in-the-way"));
    Channel channel = new FolderChannel(folder, "rw-r-----");
    Outbox outbox = outbox(channel);
    outbox.clockExtended("PA-1");
    outbox.noticeIssued("PA-1");

    deliverDue(delivery(outbox, channel));

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".part-"));
    }
    assertThat(outbox.list(State.PENDING, 10))
        .extracting(Entry::audience)
        .containsExactly(Audience.PROVIDER);
    assertThat(delivered).as("of three one failed").hasValue(2);
  }

  @Test
  void aReceiverThatHangsIsGivenUpAndHoldsUpNoOtherDelivery() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    Channel channel =
        new Channel() {
          @Override
          public String name() {
            return WebhookChannel.NAME;
          }

          @Override
          public void deliver(Entry entry, Content content) throws InterruptedException {
            if (first.getAndSet(false)) {
              hanging.countDown();
              over.await();
            }
            arrived.add(entry.id());
          }
        };
    Outbox outbox = outbox(channel);
    outbox.noticeIssued("PA-1");
    outbox.noticeIssued("PA-1");
    OutboxDelivery delivery = delivery(outbox, channel);
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> held = workers.submit(delivery::deliverNext);
      hanging.await();

      workers
          .submit(
              () -> {
                deliverDue(delivery);
                return null;
              })
          .get();

      assertThat(arrived).as("all but the one that hangs").hasSize(3);
      over.countDown();
      held.get();
      assertThat(arrived).hasSize(4).doesNotHaveDuplicates();
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void aReceiverThatNeverEndsItsAnswerIsGivenUp() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    receiver.createContext(
        "/slow",
        call -> {
          call.sendResponseHeaders(200, 0);
          call.getResponseBody().write('.');
          call.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
    Channel channel =
        new WebhookChannel(
            URI.create("http://localhost:" + receiver.getAddress().getPort() + "/slow"),
            SECRET,
            time,
            Duration.ofMillis(200));
    Outbox outbox = outbox(channel);
    outbox.clockExtended("PA-1");

    deliverDue(delivery(outbox, channel));

    over.countDown();
    assertThat(outbox.list(State.PENDING, 10))
        .singleElement()
        .extracting(Entry::lastError)
        .isEqualTo("HttpTimeoutException");
  }

  /** Who answers in no HTTP may repeat what was sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {"NOT HTTP ", "HTTP/1.1 500 ", "HTTP/1.1 200 OK\r\nContent-Length: ", "HTTP/9.9 "})
  void whatAReceiverAnswersIsNotKept(String answer) throws Exception {
    try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread receiving =
          new Thread(
              () -> {
                try (Socket call = echo.accept()) {
                  call.getInputStream().read(new byte[10_000]);
                  call.getOutputStream()
                      .write(
                          (answer + "Zyxwina Marker " + "x".repeat(300) + "\r\n\r\n")
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                  // The caller has gone.
                }
              });
      receiving.start();
      Channel webhook =
          new WebhookChannel(
              URI.create("http://localhost:" + echo.getLocalPort() + "/hook"), SECRET, time);
      Outbox outbox =
          new Outbox(
              jdbc,
              time,
              (event, audience, lineOfBusiness) ->
                  audience == Audience.MEMBER ? Set.of() : Set.of(webhook.name()));
      outbox.noticeIssued("PA-1");
      try (Logs logs = new Logs()) {
        deliverDue(delivery(outbox, webhook));

        assertThat(logs.lines())
            .filteredOn(line -> line.startsWith(OutboxDelivery.class.getName()))
            .hasSize(1)
            .allSatisfy(
                line ->
                    assertThat(line)
                        .contains("failed and is tried again")
                        .doesNotContain("Zyxwina"));
      }
      receiving.join();
      assertThat(outbox.list(State.PENDING, 10))
          .singleElement()
          .extracting(Entry::lastError)
          .asString()
          .isNotBlank()
          .doesNotContain("Zyxwina");
    }
  }
}
