package dev.necessity.attack;

import dev.necessity.app.FormToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Calls of the running application, as somebody or as nobody. */
final class Visitor {

  /**
   * @param body null for none
   */
  record Call(String user, String method, String path, String type, byte[] body) {

    static Call get(String user, String path) {
      return new Call(user, "GET", path, null, null);
    }

    static Call json(String user, String method, String path, byte[] body) {
      return new Call(user, method, path, "application/json", body);
    }

    static Call json(String user, String path, String body) {
      return json(user, "POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a page of ours, which has a token. */
    private boolean isOwnForm() {
      return type != null
          && !type.equals("application/json")
          && !path.startsWith("/camunda/")
          && !path.startsWith("/engine-rest/");
    }

    @Override
    public String toString() {
      String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return user
          + " "
          + method
          + " "
          + path
          + " "
          + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text);
    }
  }

  private static final String APPLICATIONS = "/camunda/api/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, List<String>> sessions = new TreeMap<>();
  private final int port;

  Visitor(int port) {
    this.port = port;
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a call: to the engine's web applications with the session of their own log-in, to all
   * else with HTTP Basic.
   */
  HttpResponse<String> send(Call call) {
    List<String> headers = new ArrayList<>(Arrays.asList("Content-Type", call.type()));
    if (call.user() != null && call.path().startsWith(APPLICATIONS)) {
      headers.addAll(sessions.computeIfAbsent(call.user(), this::logIn));
    } else if (call.user() != null) {
      headers.addAll(List.of("Authorization", basic(call.user(), People.PASSWORD)));
    }
    if (call.isOwnForm()) {
      headers.addAll(FormToken.headers());
    }
    return send(call.method(), call.path(), call.body(), headers.toArray(String[]::new));
  }

  /**
   * @param headers names and values in turn; a value that is null leaves its header out
   */
  HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(site() + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1] != null) {
        request.header(headers[i], headers[i + 1]);
      }
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The headers of a session: its cookies, and the token that calls must carry. */
  private List<String> logIn(String user) {
    Map<String, String> cookies = new TreeMap<>();
    String application =
        People.GROUPS.get(user).matches("analysts|auditors|camunda-admin") ? "cockpit" : "tasklist";
    String page = "/camunda/app/" + application + "/default/";
    take(cookies, send("GET", page, null));
    List<String> headers = new ArrayList<>(session(cookies));
    headers.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    HttpResponse<String> answer =
        send(
            "POST",
            APPLICATIONS + "admin/auth/user/default/login/" + application,
            ("username=" + user + "&password=" + People.PASSWORD).getBytes(StandardCharsets.UTF_8),
            headers.toArray(String[]::new));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          user
              + " could not log in to "
              + application
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    take(cookies, answer);
    // The session is another one since the log-in, and its token comes with a page.
    take(cookies, send("GET", page, null, session(cookies).toArray(String[]::new)));
    return session(cookies);
  }

  private static void take(Map<String, String> cookies, HttpResponse<String> answer) {
    answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.replaceFirst(";.*", "").split("=", 2))
        .forEach(cookie -> cookies.put(cookie[0], cookie[1]));
  }

  private static List<String> session(Map<String, String> cookies) {
    return List.of(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")),
        "X-XSRF-TOKEN",
        cookies.get("XSRF-TOKEN"));
  }

  String site() {
    return "http://localhost:" + port;
  }
}
