package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What goes wrong before the application is asked, or in spite of it, is told as every other error:
 * nothing of the container is shown.
 */
class ContainerErrorsTest extends EdgeTest {

  @Autowired ObjectMapper json;

  /**
   * What is sent, and the status that it deserves; {@code HEADERS} stands for what a sound request
   * has.
   */
  private static Map<String, Integer> requests() {
    return Map.ofEntries(
        Map.entry("NONSENSE\r\n\r\n", 400),
        Map.entry("GET / HTTP/9.9\r\nHEADERS\r\n", 505),
        Map.entry("GET /{a}|<b> HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET /%zz HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET /%00 HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET /a%2fb HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET /a%5cb HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET /../../etc/passwd HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\n\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\nHost: <script>\r\n\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\nHEADERSA b: c\r\n\r\n", 400),
        Map.entry("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\nHEADERSX: " + "a".repeat(100_000) + "\r\n\r\n", 400),
        Map.entry("GET / HTTP/1.1\r\nHEADERS" + "X: a\r\n".repeat(1_000) + "\r\n", 400),
        Map.entry("TRACE / HTTP/1.1\r\nHEADERS\r\n", 405),
        Map.entry("CONNECT localhost:80 HTTP/1.1\r\nHEADERS\r\n", 501),
        Map.entry("BREW /workbench HTTP/1.1\r\nHEADERS\r\n", 400),
        Map.entry("POST /api/requests HTTP/1.1\r\nHEADERSContent-Length: -1\r\n\r\n", 400),
        Map.entry("POST /api/requests HTTP/1.1\r\nHEADERSContent-Length: x\r\n\r\n", 400),
        Map.entry(
            "POST /api/requests HTTP/1.1\r\nHEADERSContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400),
        Map.entry("POST /api/requests HTTP/1.1\r\nHEADERSTransfer-Encoding: rot13\r\n\r\n", 501));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatTheContainerRefusesIsTold(String request, int status) throws Exception {
    for (String accept : List.of("application/json", "text/html")) {
      try (Logs logs = new Logs();
          RawHttp wire = new RawHttp(port)) {
        String answer =
            wire.send(
                    request.replace(
                        "HEADERS",
                        "Host: localhost\r\nAccept: " + accept + "\r\nConnection: close\r\n"))
                .answer();

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(logs.lines()).noneMatch(line -> line.contains("\n\tat "));
        assertThat(answer)
            .doesNotContainIgnoringCase("tomcat")
            .doesNotContain("Whitelabel", "Exception", "\tat ", "HTTP Status", "java.", "<script");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (accept.equals("text/html")
            && request.contains("HEADERS")
            && answer.contains("text/html")) {
          assertThat(body).contains("<!DOCTYPE html>", "<h1>");
        } else {
          assertThat(answer).contains("Content-Type: application/problem+json");
          JsonNode problem =
              json.readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
          assertThat(problem.get("status").asInt()).isEqualTo(status);
          assertThat(problem.get("detail").asText()).isNotBlank();
        }
      }
    }
  }

  @Test
  void whatIsNoUploadIsTheSendersMistake() throws Exception {
    for (String type :
        List.of(
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\u00e4",
            "multipart/form-data; boundary=x; charset=none",
            "multipart/mixed; boundary=x",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=none",
            "text/plain",
            "no type",
            "")) {
      for (String body :
          List.of(
              "",
              "--",
              "--x",
              "--x\r\n",
              "--x--",
              "--x\r\n\r\n\r\n--x--\r\n",
              "--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
              "--x\r\nContent-Disposition: form-data; name=file; filename=\"a\r\n\r\na",
              "--x\r\n" + "A: b\r\n".repeat(500) + "\r\na\r\n--x--\r\n",
              "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n".repeat(500)
                  + "--x--\r\n",
              "%",
              "a=%zz&%",
              "&".repeat(500),
              "a=b&".repeat(500))) {
        for (String path :
            List.of(
                "/workbench/check",
                "/workbench/replay",
                "/engine-rest/deployment/create",
                "/audit/holds")) {
          try (RawHttp wire = new RawHttp(port)) {
            String answer =
                wire.send(
                        "POST "
                            + path
                            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                            + basic("adam")
                            + "\r\nContent-Type: "
                            + type
                            + "\r\nContent-Length: "
                            + body.length()
                            + "\r\nConnection: close\r\n\r\n"
                            + body)
                    .answer();

            assertThat(answer)
                .as(path + " " + type + " " + body)
                .matches("(?s)HTTP/1.1 4[0-9][0-9] .*")
                .containsPattern("Content-Type: (application/(problem\\+)?json|text/html)")
                .doesNotContain("java.", "\tat ");
          }
        }
      }
    }
  }

  private static List<Arguments> kinds() {
    return requests().entrySet().stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()))
        .toList();
  }
}
