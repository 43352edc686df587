package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Bodies that are large, half sent or slow, of people who are not logged in and of people who are.
 */
class BodyTest extends EdgeTest {

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "text/plain");
  private static final String LOG_IN = "/camunda/api/admin/auth/user/default/login/cockpit";
  private static final String TWELVE_MEBIBYTES = "Content-Length: 12582912\r\n\r\n";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private Set<String> paths() {
    Set<String> paths =
        new TreeSet<>(
            Set.of(
                "/engine-rest/deployment/create",
                "/engine-rest/task",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/default/deployment/create",
                "/camunda/app/tasklist/default/",
                "/",
                "/site/style.css",
                "/actuator/health",
                "/no-such-page"));
    mappings
        .getHandlerMethods()
        .forEach(
            (info, handler) ->
                info.getPatternValues()
                    .forEach(path -> paths.add(path.replaceAll("\\{[^}]*}|\\*+", "x"))));
    return paths;
  }

  private static String head(String method, String path, String type, String more) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + type
        + "\r\n"
        + more;
  }

  /** The headers of a user, or of nobody who is about to log in. */
  private String known(String user) throws Exception {
    String[] headers =
        user.isEmpty() ? fromTheLogInPage() : new String[] {"Authorization", basic(user)};
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return lines.toString();
  }

  @Test
  void whoIsNotLoggedInIsAnsweredBeforeTheBodyIsThere() throws Exception {
    for (String path : paths()) {
      for (String method : List.of("POST", "PUT", "DELETE")) {
        for (String type : TYPES) {
          try (RawHttp wire = new RawHttp(port)) {
            assertThat(wire.send(head(method, path, type, TWELVE_MEBIBYTES) + "a=b&").answer())
                .as(method + " " + path + " " + type)
                .matches("(?s)HTTP/1.1 4(01|03|04|05) .*");
          }
          try (RawHttp wire = new RawHttp(port)) {
            assertThat(
                    wire.send(
                            head(
                                method,
                                path,
                                type,
                                "Transfer-Encoding: chunked\r\n\r\n4\r\na=b&\r\n"))
                        .answer())
                .as(method + " " + path + " " + type + " in chunks")
                .matches("(?s)HTTP/1.1 4(01|03|04|05) .*");
          }
        }
      }
    }
  }

  @Test
  void nobodyIsAskedToSendABodyThatNobodyReads() throws Exception {
    try (RawHttp wire = new RawHttp(port)) {
      assertThat(
              wire.send(
                      head(
                          "POST",
                          "/api/requests",
                          "application/json",
                          "Expect: 100-continue\r\n" + TWELVE_MEBIBYTES))
                  .answer())
          .startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void threeHundredHalfSentBodiesStopNothing() throws Exception {
    List<RawHttp> half = new ArrayList<>();
    String loggingIn = known("");
    try {
      for (int i = 0; i < 300; i++) {
        String path =
            i % 3 == 0
                ? "/camunda/api/engine/engine/default/task"
                : i % 3 == 1 ? LOG_IN : "/api/requests";
        String known = i % 3 == 1 ? loggingIn : i % 6 == 2 ? known("ines") : "";
        half.add(
            new RawHttp(port)
                .send(
                    head(
                            "POST",
                            path,
                            path.equals(LOG_IN) ? TYPES.get(1) : TYPES.get(0),
                            known + "Content-Length: 3000\r\n\r\n")
                        + "{"));
      }
      try (RawHttp health = new RawHttp(port)) {
        assertThat(health.send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n").answer())
            .startsWith("HTTP/1.1 200 ")
            .contains("UP");
      }
      assertThat(send("GET", "/api/requests", null, "Authorization", basic("aud")).statusCode())
          .isEqualTo(200);
    } finally {
      for (RawHttp each : half) {
        each.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "})
  void whoSendsTheFirstLineOrTheHeadersByteByByteIsNotWaitedFor(String begun) throws Exception {
    try (RawHttp wire = new RawHttp(port)) {
      assertThat(wire.send(begun).closesBeforeItHas("A".repeat(60))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ines, /api/requests, application/json",
    "ana, /engine-rest/deployment/create, multipart/form-data; boundary=x",
    "rita, /engine-rest/task, application/json",
    "'', " + LOG_IN + ", application/x-www-form-urlencoded",
    "adam, /audit/holds, application/x-www-form-urlencoded",
    "ana, /workbench/check, multipart/form-data; boundary=x"
  })
  void aBodyThatDoesNotComeIsNotWaitedFor(String user, String path, String type) throws Exception {
    try (RawHttp wire = new RawHttp(port)) {
      String answer =
          wire.send(
                  head("POST", path, type, known(user) + "Content-Length: 3000\r\n\r\n")
                      + "--x\r\n")
              .answer();

      assertThat(answer)
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "did not come");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ines, /api/requests, 1048577, 1 MiB",
    "ines, /api/assessments/explain, 1048577, 1 MiB",
    "rita, /engine-rest/task, 1048577, 1 MiB",
    "ana, /engine-rest/deployment/create, 12582913, 12 MiB",
    "'', " + LOG_IN + ", 4097, 4 KiB",
    "adam, /audit/holds, 65537, 64 KiB"
  })
  void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsAnnouncedOrNot(
      String user, String path, int bytes, String limit) throws Exception {
    String type =
        path.contains("deployment")
            ? "multipart/form-data; boundary=x"
            : path.startsWith("/api") || path.startsWith("/engine-rest")
                ? "application/json"
                : "application/x-www-form-urlencoded";
    String known = known(user);
    String start =
        type.startsWith("multipart")
            ? "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.dmn\"\r\n\r\n"
            : "";
    String body =
        start + (type.endsWith("json") ? "{\"a\": \"" : "username=a&password=") + "a".repeat(bytes);
    for (String framed :
        List.of(
            "Content-Length: " + body.length() + "\r\n\r\n" + body,
            "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n")) {
      try (RawHttp wire = new RawHttp(port)) {
        assertThat(wire.send(head("POST", path, type, known + framed)).answer())
            .startsWith("HTTP/1.1 413 ")
            .contains("application/problem+json", "larger than " + limit);
      }
    }
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    try (RawHttp wire = new RawHttp(port)) {
      wire.send(
          head(
              "POST",
              "/api/requests",
              "application/json",
              "Authorization: " + basic("rita") + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
      String mebibyte = "100000\r\n" + "a".repeat(1024 * 1024) + "\r\n";
      int sent = 0;
      try {
        for (; sent < 100; sent++) {
          wire.send(mebibyte);
        }
      } catch (java.net.SocketException closed) {
        // As it must be.
      }
      assertThat(sent).as("MiB that were read of somebody who may not").isLessThan(20);
    }
  }
}
