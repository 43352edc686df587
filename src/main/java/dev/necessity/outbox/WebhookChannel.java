package dev.necessity.outbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts the JSON of each delivery to one address. {@code Necessity-Signature: t=<seconds>,v1=<hex>}
 * is the HMAC-SHA-256 of {@code <seconds>.<body>} under the shared secret, so that a receiver can
 * tell who sent it, and when. Any status but 2xx is a failure; redirects are not followed.
 */
final class WebhookChannel implements Channel {

  static final String NAME = "WEBHOOK";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI address;
  private final String secret;
  private final Clock clock;
  private final Duration patience;

  WebhookChannel(URI address, String secret, Clock clock) {
    this(address, secret, clock, PATIENCE);
  }

  /**
   * @param patience for the head of the answer; all together may take twice as long
   */
  WebhookChannel(URI address, String secret, Clock clock, Duration patience) {
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.address = address;
    this.secret = secret;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void deliver(Outbox.Entry entry, Content content)
      throws IOException, InterruptedException {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Necessity-Delivery", entry.id())
            .header("Necessity-Event", entry.event().name())
            .header(
                "Necessity-Signature",
                "t=" + seconds + ",v1=" + sign(secret, seconds, content.json()))
            .POST(BodyPublishers.ofByteArray(content.json()))
            .build();
    int status = status(http.sendAsync(request, BodyHandlers.discarding()));
    if (status / 100 != 2) {
      throw new UndeliveredException("HTTP " + status);
    }
  }

  /**
   * The timeout of a request ends with the head of the answer; a receiver may be slow with its body
   * as well.
   */
  private int status(CompletableFuture<HttpResponse<Void>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(patience.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException slow) {
      throw new HttpTimeoutException("the answer took too long");
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException io ? io : new IOException(failure.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  static String sign(String secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
