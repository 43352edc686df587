package dev.necessity.app.edge;

import dev.necessity.policy.model.PolicyFile;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Puts a bound on every body. It is read by whoever is asked for an answer, which is after the
 * log-in but for the log-in itself; what is left unread then is read away for a while, so that who
 * is still sending sees the answer, and cut off.
 */
final class BodyValve extends ValveBase {

  /** Under which a request keeps its {@link BoundedBody}. */
  static final String BODY = BoundedBody.class.getName();

  private static final int KIBIBYTE = 1024;
  private static final int MEBIBYTE = BoundedBody.MEBIBYTE;

  /** A deployment holds a policy, perhaps other files, and what a form wraps around them. */
  private static final long DEPLOYMENT = PolicyFile.MAX_BYTES + 2L * MEBIBYTE;

  /** Files of requests to replay; somewhat more than Spring takes, which has the better answer. */
  private static final long UPLOAD = 80L * MEBIBYTE;

  private static final String LOG_IN = "/camunda/api/admin/auth/";

  /** Fewer than the threads that there are: whatever is half sent, others are answered. */
  private static final int READING = 100;

  private static final int LOGGING_IN = 20;
  private static final int LARGE = 4;
  private static final int LINGERING = 20;

  /** Whom the answer tells that nobody knows what they are, or may. */
  private static final Set<Integer> STRANGERS = Set.of(401, 403, 404, 429);

  private final BoundedBody.Room room =
      new BoundedBody.Room(new Semaphore(READING), new Semaphore(LARGE));
  private final BoundedBody.Room logIns =
      new BoundedBody.Room(new Semaphore(LOGGING_IN), new Semaphore(LARGE));
  private final BoundedBody.Room lingering =
      new BoundedBody.Room(new Semaphore(LINGERING), new Semaphore(LINGERING));

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // A request that is none is answered already.
    if (response.isError() || !hasBody(request)) {
      getNext().invoke(request, response);
      return;
    }
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    InputBuffer unbounded = request.getCoyoteRequest().getInputBuffer();
    BoundedBody body =
        new BoundedBody(
            unbounded,
            request.getContentLengthLong(),
            limit(path),
            path.startsWith(LOG_IN) ? logIns : room,
            System::nanoTime);
    request.setAttribute(BODY, body);
    request.getCoyoteRequest().setInputBuffer(body);
    try {
      getNext().invoke(request, response);
    } finally {
      body.release();
      request.getCoyoteRequest().setInputBuffer(unbounded);
    }
    if (!body.isRead()) {
      response.finishResponse();
      leave(
          request,
          body,
          new BoundedBody(
              unbounded,
              -1,
              STRANGERS.contains(response.getStatus()) ? MEBIBYTE : UPLOAD,
              lingering,
              System::nanoTime));
    }
  }

  private static boolean hasBody(Request request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** In bytes. */
  static long limit(String path) {
    if (path.equals("/engine-rest/deployment/create")) {
      return DEPLOYMENT;
    }
    if (path.startsWith("/workbench/")) {
      return UPLOAD;
    }
    if (path.startsWith(LOG_IN)) {
      return 4 * KIBIBYTE;
    }
    return path.startsWith("/api/")
            || path.startsWith("/engine-rest/")
            || path.startsWith("/camunda/api/")
        ? MEBIBYTE
        : 64 * KIBIBYTE;
  }

  private static void leave(Request request, BoundedBody body, BoundedBody rest) {
    try {
      body.throwIfTooSlow();
      while (rest.doRead(new Discarded()) >= 0) {
        // Nobody wants it.
      }
    } catch (IOException tooMuchOrGone) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    } finally {
      rest.release();
    }
  }

  private static final class Discarded implements ApplicationBufferHandler {

    private ByteBuffer bytes = EMPTY_BUFFER;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      bytes = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {
      // What is thrown away needs no room.
    }
  }
}
