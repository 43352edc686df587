package dev.necessity.app.edge;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpStatus;

/**
 * The body of a request while it is read, by whatever reads it: not larger than what is sent there,
 * not slower than anybody sends, and with no more readers and no more large bodies at once than the
 * server has room for.
 */
final class BoundedBody implements InputBuffer {

  static final int MEBIBYTE = 1024 * 1024;

  /** A body from here on counts as large. */
  static final long LARGE = MEBIBYTE;

  private static final long SECOND = 1_000_000_000L;

  /** How long a body may be as slow as it is. */
  private static final long PATIENCE = 10 * SECOND;

  private static final long LEAST_BYTES_A_SECOND = 4 * 1024;
  private static final long LONGEST = 300 * SECOND;

  /** Why a body is not read on. */
  record Refusal(HttpStatus status, String detail) {}

  /**
   * How many at once.
   *
   * @param reading those who wait for bytes at this moment, each of which keeps a thread
   * @param large bodies, which are counted until their request has ended
   */
  record Room(Semaphore reading, Semaphore large) {}

  private final InputBuffer body;
  private final long announced;
  private final long limit;
  private final Room room;
  private final LongSupplier nanos;
  private long read;
  private long since;
  private boolean started;
  private boolean ended;
  private boolean large;
  private Refusal refusal;

  /**
   * @param announced length in bytes; -1 when the sender does not say
   * @param limit in bytes
   */
  BoundedBody(InputBuffer body, long announced, long limit, Room room, LongSupplier nanos) {
    this.body = body;
    this.announced = announced;
    this.limit = limit;
    this.room = room;
    this.nanos = nanos;
  }

  /** Null as long as nothing was wrong. */
  Refusal refusal() {
    return refusal;
  }

  boolean isRead() {
    return ended || read == announced;
  }

  @Override
  public int doRead(ApplicationBufferHandler handler) throws IOException {
    if (refusal != null) {
      throw new IOException(refusal.detail());
    }
    if (!started) {
      started = true;
      since = nanos.getAsLong();
    }
    admit(Math.max(announced, read));
    int bytes = next(handler);
    if (bytes < 0) {
      ended = true;
    } else {
      read += bytes;
      admit(read);
    }
    return bytes;
  }

  private void admit(long size) throws IOException {
    if (size > limit) {
      refuse(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "The body is larger than "
              + (limit < MEBIBYTE ? limit / 1024 + " KiB" : limit / MEBIBYTE + " MiB")
              + ". Send less in one request.");
    }
    if (size > LARGE && !large && !(large = room.large().tryAcquire())) {
      refuse(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Other large bodies are being read. Send it again in a minute.");
    }
    long took = nanos.getAsLong() - since;
    if (took > LONGEST || took > PATIENCE && read < took / SECOND * LEAST_BYTES_A_SECOND) {
      refuse(HttpStatus.REQUEST_TIMEOUT, "The body came too slowly. Send it again.");
    }
  }

  private int next(ApplicationBufferHandler handler) throws IOException {
    if (!room.reading().tryAcquire()) {
      refuse(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Too many bodies are being sent at once. Send it again in a minute.");
    }
    try {
      return body.doRead(handler);
    } catch (SocketTimeoutException silence) {
      refuse(HttpStatus.REQUEST_TIMEOUT, "The body did not come. Send it again.");
      throw silence;
    } finally {
      room.reading().release();
    }
  }

  private void refuse(HttpStatus status, String detail) throws IOException {
    refusal = new Refusal(status, detail);
    throw new IOException(detail);
  }

  /** A sender of whom there is nothing more to expect. */
  void throwIfTooSlow() throws IOException {
    if (refusal != null && refusal.status() == HttpStatus.REQUEST_TIMEOUT) {
      throw new IOException(refusal.detail());
    }
  }

  @Override
  public int available() {
    return refusal == null ? body.available() : 0;
  }

  /** Gives its place to others. */
  void release() {
    if (large) {
      large = false;
      room.large().release();
    }
  }
}
