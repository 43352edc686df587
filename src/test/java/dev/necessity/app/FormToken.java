package dev.necessity.app;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The token of a form, for callers that did not ask for the form's page before: the cookie and what
 * goes with it.
 */
public final class FormToken {

  private static final byte[] TOKEN = "a-token".getBytes(StandardCharsets.US_ASCII);

  private FormToken() {}

  /** Names and values in turn. */
  public static List<String> headers() {
    // As many bytes that the token is mixed with come first: zeros leave it as it is.
    byte[] mixed = new byte[2 * TOKEN.length];
    System.arraycopy(TOKEN, 0, mixed, TOKEN.length, TOKEN.length);
    return List.of(
        "Cookie",
        "NECESSITY-FORM=" + new String(TOKEN, StandardCharsets.US_ASCII),
        "X-XSRF-TOKEN",
        Base64.getUrlEncoder().encodeToString(mixed));
  }

  static HttpRequest.Builder on(HttpRequest.Builder request) {
    return request.headers(headers().toArray(String[]::new));
  }
}
