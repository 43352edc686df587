package dev.necessity.app.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class BoundedBodyTest {

  private static final long SECOND = 1_000_000_000L;

  /** More reads than any body has that is refused in time. */
  private static final int ENDLESS = 1000;

  private final AtomicLong now = new AtomicLong();
  private final BoundedBody.Room room = new BoundedBody.Room(new Semaphore(1), new Semaphore(1));

  /** Gives {@code bytes} with each read, each of which takes {@code seconds}. */
  private BoundedBody body(int bytes, long seconds, long announced, long limit) {
    return new BoundedBody(
        new InputBuffer() {
          @Override
          public int doRead(ApplicationBufferHandler handler) {
            now.addAndGet(seconds * SECOND);
            return bytes;
          }

          @Override
          public int available() {
            return bytes;
          }
        },
        announced,
        limit,
        room,
        now::get);
  }

  private static HttpStatus end(BoundedBody body) {
    assertThatThrownBy(
            () -> {
              for (int reads = 0;
                  reads < ENDLESS && body.doRead(ApplicationBufferHandler.EMPTY) >= 0;
                  reads++) {
                // until it is refused
              }
            })
        .isInstanceOf(IOException.class);
    return body.refusal().status();
  }

  @Test
  void aBodyThatTricklesIsCutOff() {
    assertThat(end(body(1, 9, -1, 1_000_000))).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    assertThat(now.get()).isEqualTo(18 * SECOND);
  }

  @Test
  void aBodyThatKeepsThePaceIsCutOffAfterFiveMinutes() {
    assertThat(end(body(4 * 1024, 1, -1, Long.MAX_VALUE))).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    assertThat(now.get()).isEqualTo(301 * SECOND);
  }

  @Test
  void aBodyIsReadUpToItsLimitAndNoFurther() throws IOException {
    BoundedBody body = body(100, 0, -1, 200);

    assertThat(
            body.doRead(ApplicationBufferHandler.EMPTY)
                + body.doRead(ApplicationBufferHandler.EMPTY))
        .isEqualTo(200);
    assertThat(end(body)).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
  }

  @Test
  void whatIsAnnouncedAsTooLargeIsNotBegun() {
    assertThat(end(body(100, 1, 201, 200))).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
    assertThat(now.get()).isZero();
  }

  @Test
  void aLargeBodyKeepsItsPlaceUntilItsRequestHasEnded() throws IOException {
    BoundedBody first = body(100, 0, 2 * BoundedBody.LARGE, 3 * BoundedBody.LARGE);
    first.doRead(ApplicationBufferHandler.EMPTY);

    assertThat(end(body(100, 0, 2 * BoundedBody.LARGE, 3 * BoundedBody.LARGE)))
        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    first.release();
    first.release();
    assertThat(room.large().availablePermits()).isEqualTo(1);
  }

  @Test
  void nobodyReadsWhenAsManyAreReadingAsMay() {
    room.reading().acquireUninterruptibly();

    assertThat(end(body(1, 0, 1, 10))).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
  }
}
