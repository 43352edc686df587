package dev.necessity.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** Calls of the API over HTTP, as one person of each group. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
abstract class ApiCalls {

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @Autowired ProcessEngine processEngine;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void people() {
    // The engine's REST API serves the engine that this JVM registered last.
    ProcessEngines.registerProcessEngine(processEngine);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    users.add("noa", "pw", "Noa", "N", Groups.MEDICAL_DIRECTORS);
    users.add("mia", "pw", "Mia", "M", Groups.MEDICAL_DIRECTORS);
  }

  HttpResponse<byte[]> call(String user, String method, String path, String accept, String body)
      throws Exception {
    return call(user, method, path, accept, body, Map.of());
  }

  HttpResponse<byte[]> call(
      String user,
      String method,
      String path,
      String accept,
      String body,
      Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Accept", accept)
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    if (user != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
    }
    return OpenApi.described()
        .conforms(http.send(FormToken.on(request).build(), BodyHandlers.ofByteArray()));
  }

  static String type(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  ObjectNode example(String name) throws Exception {
    ObjectNode body =
        (ObjectNode) json.readTree(Models.text(Models.REQUESTS.resolve(name + ".json")));
    return body.put("requestId", UUID.randomUUID().toString());
  }

  String open(ObjectNode request) throws Exception {
    return json.readTree(
            call("ines", "POST", "/api/requests", "application/json", request.toString()).body())
        .get("caseNumber")
        .asText();
  }

  HttpResponse<byte[]> post(String user, String path, String body) throws Exception {
    return call(user, "POST", path, "application/json", body);
  }

  /** The call under an Idempotency-Key. */
  HttpResponse<byte[]> keyed(String key, String user, String method, String path, String body)
      throws Exception {
    return call(user, method, path, "application/json", body, Map.of("Idempotency-Key", key));
  }

  JsonNode read(HttpResponse<byte[]> response) throws Exception {
    return json.readTree(response.body());
  }
}
