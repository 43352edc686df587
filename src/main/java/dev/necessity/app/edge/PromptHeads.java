package dev.necessity.app.edge;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP as Tomcat speaks it, with one more limit: the first line and the headers of a request have
 * come as a whole after the time that Tomcat gives to each piece of them. Somebody who sends them
 * byte by byte would otherwise keep connections for as long as they like, and nobody is logged in
 * before the headers are there.
 */
public final class PromptHeads extends Http11NioProtocol {

  private static final long EACH_MILLIS = 500;

  private ScheduledFuture<?> sweep;

  @Override
  public void start() throws Exception {
    super.start();
    sweep =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeLate, EACH_MILLIS, EACH_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    sweep.cancel(false);
    super.stop();
  }

  private void closeLate() {
    long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(getConnectionTimeout());
    getEndpoint().getConnections().stream()
        .filter(connection -> isLate(connection, latest))
        .forEach(SocketWrapperBase::close);
  }

  /**
   * While a thread works on a connection, it has no processor; one that waits has begun a request,
   * and answered nothing if it waits for its head.
   */
  private static boolean isLate(SocketWrapperBase<NioChannel> connection, long latest) {
    if (!(connection.getCurrentProcessor() instanceof Processor waiting)
        || waiting.isAsync()
        || waiting.isUpgrade()) {
      return false;
    }
    Request request = waiting.getRequest();
    return request.getStartTimeNanos() >= 0
        && latest - request.getStartTimeNanos() > 0
        && !request.getResponse().isCommitted();
  }
}
