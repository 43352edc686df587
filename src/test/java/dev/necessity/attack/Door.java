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

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Door(int port) {
    this.port = port;
  }

  HttpResponse<String> send(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.path()))
        .method(call.method(), call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
    if (call.type() != null) {
      request.header("Content-Type", call.type());
    }
    if (call.user() != null) {
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((call.user() + ":pw").getBytes(StandardCharsets.UTF_8)));
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
}
