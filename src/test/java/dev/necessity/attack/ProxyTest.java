package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Behind a proxy that the operator named, which ends TLS; and somebody who only says so. */
class ProxyTest extends EdgeTest {

  /** As application-test.yaml names it. */
  private static final String PROXY = "127.0.9.9";

  private static final String STRANGER = "127.0.9.10";
  private static final String OVER_TLS =
      "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7\r\n";

  private String call(String from, String method, String path, String headers) throws Exception {
    try (RawHttp wire = new RawHttp(from, port)) {
      return wire.send(
              method + " " + path + " HTTP/1.1\r\nHost: necessity.example\r\n" + headers + "\r\n")
          .answer();
    }
  }

  private static String known(String user) {
    return "Authorization: " + basic(user) + "\r\n";
  }

  @Test
  void whatIsAnsweredOverTlsStaysThere() throws Exception {
    for (String page : new String[] {"/audit/holds", "/camunda/app/cockpit/default/"}) {
      String answer = call(PROXY, "GET", page, known("adam") + OVER_TLS);

      assertThat(answer)
          .startsWith("HTTP/1.1 200 ")
          .containsPattern("Strict-Transport-Security: max-age=[1-9][0-9]{6,}");
      assertThat(answer.lines().filter(line -> line.startsWith("Set-Cookie: ")))
          .isNotEmpty()
          .allMatch(line -> line.matches("(?i).*;\\s*secure(;.*)?"));
    }
  }

  @Test
  void whoIsNoProxyIsNotBelieved() throws Exception {
    for (String page : new String[] {"/audit/holds", "/camunda/app/cockpit/default/"}) {
      String answer = call(STRANGER, "GET", page, known("adam") + OVER_TLS);

      assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("Strict-Transport-Security");
      assertThat(answer.lines().filter(line -> line.startsWith("Set-Cookie: ")))
          .isNotEmpty()
          .noneMatch(line -> line.matches("(?i).*;\\s*secure(;.*)?"));
    }
  }

  @Test
  void theOriginOfThisServerIsTheOneBehindTheProxy() throws Exception {
    String job = "/api/outbox/none/retry";
    String ours = known("adam") + "Content-Length: 0\r\nOrigin: https://necessity.example\r\n";

    assertThat(call(PROXY, "POST", job, ours + OVER_TLS)).startsWith("HTTP/1.1 409 ");
    assertThat(call(PROXY, "POST", job, ours)).startsWith("HTTP/1.1 403 ");
    assertThat(call(STRANGER, "POST", job, ours + OVER_TLS)).startsWith("HTTP/1.1 403 ");
    assertThat(
            call(PROXY, "POST", job, ours.replace("necessity.example", "evil.example") + OVER_TLS))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            call(
                PROXY,
                "POST",
                job,
                ours.replace("necessity.example", "evil.example")
                    + OVER_TLS
                    + "X-Forwarded-Host: evil.example\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aGuesserBehindTheProxyWaitsAlone() throws Exception {
    String guess = "Authorization: " + basic("mia", "guess") + "\r\nX-Forwarded-For: ";
    for (int i = 0; i < 20; i++) {
      // What a client writes itself stands before what the proxy has seen.
      call(PROXY, "GET", "/api/deployments", guess + "198.51.100." + i + ", 203.0.113.8\r\n");
    }

    assertThat(call(PROXY, "GET", "/api/deployments", guess + "203.0.113.8\r\n"))
        .startsWith("HTTP/1.1 429 ");
    assertThat(call(PROXY, "GET", "/api/deployments", guess + "203.0.113.9\r\n"))
        .startsWith("HTTP/1.1 401 ");
  }
}
