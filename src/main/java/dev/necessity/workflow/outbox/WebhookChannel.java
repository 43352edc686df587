package dev.necessity.workflow.outbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts the JSON of each delivery to one address. {@code Necessity-Signature: t=<seconds>,v1=<hex>} is the HMAC-SHA-256 of
 * {@code <seconds>.<body>} under the shared secret, so that a receiver can tell who sent it, and when. Any status but 2xx is
 * a failure; redirects are not followed.
 */
final class WebhookChannel implements Channel {

  static final String NAME = "WEBHOOK";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI address;
  private final String secret;
  private final Clock clock;

  WebhookChannel(URI address, String secret, Clock clock) {
    this.address = address;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void deliver(Outbox.Entry entry, Content content) throws IOException, InterruptedException {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Necessity-Delivery", entry.id())
        .header("Necessity-Event", entry.event().name())
        .header("Necessity-Signature", "t=" + seconds + ",v1=" + sign(secret, seconds, content.json()))
        .POST(BodyPublishers.ofByteArray(content.json())).build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("HTTP " + answer.statusCode());
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
