package dev.necessity.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Calls of the running application, as somebody or as nobody. */
final class Door {

  /** @param body null for none */
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

    @Override
    public String toString() {
      String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return user + " " + method + " " + path + " " + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text);
    }
  }

  private static final String APPLICATIONS = "/camunda/api/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Map<String, String>> sessions = new TreeMap<>();
  private final int port;

  Door(int port) {
    this.port = port;
  }

  /** Sends a call: to the engine's web applications with the session of their own log-in, to all else with HTTP Basic. */
  HttpResponse<String> send(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site() + call.path()))
        .method(call.method(), call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
    if (call.type() != null) {
      request.header("Content-Type", call.type());
    }
    if (call.user() != null && call.path().startsWith(APPLICATIONS)) {
      sessions.computeIfAbsent(call.user(), this::logIn).forEach(request::header);
    } else if (call.user() != null) {
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((call.user() + ":" + People.PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }
    return send(request.build());
  }

  /** The headers of a session: its cookies, and the token that calls must carry. */
  private Map<String, String> logIn(String user) {
    Map<String, String> cookies = new TreeMap<>();
    String application = People.GROUPS.get(user).matches("analysts|auditors|camunda-admin") ? "cockpit" : "tasklist";
    take(cookies, send(HttpRequest.newBuilder(URI.create(site() + "/camunda/app/" + application + "/default/")).build()));
    HttpRequest.Builder logIn = HttpRequest.newBuilder(URI.create(site() + APPLICATIONS + "admin/auth/user/default/login/" + application))
        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("username=" + user + "&password=" + People.PASSWORD));
    session(cookies).forEach(logIn::header);
    HttpResponse<String> answer = send(logIn.build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(user + " could not log in to " + application + ": " + answer.statusCode() + " " + answer.body());
    }
    take(cookies, answer);
    return session(cookies);
  }

  private static void take(Map<String, String> cookies, HttpResponse<String> answer) {
    answer.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.replaceFirst(";.*", "").split("=", 2)).forEach(cookie -> cookies.put(cookie[0], cookie[1]));
  }

  private static Map<String, String> session(Map<String, String> cookies) {
    return Map.of("Cookie", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; ")), "X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
  }

  private String site() {
    return "http://localhost:" + port;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
