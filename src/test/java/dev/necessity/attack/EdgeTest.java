package dev.necessity.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.impl.DefaultAdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.DefaultTasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.DefaultWelcomeRuntimeDelegate;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The running application as an attacker meets it: over HTTP, with one person of each group. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
abstract class EdgeTest {

  static final String PASSWORD = People.PASSWORD;

  @LocalServerPort int port;
  @Autowired ProcessEngine engine;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void people() {
    // The engine's REST API and web applications serve the engine that this JVM registered last, and an application that ends takes their plugins with it.
    ProcessEngines.registerProcessEngine(engine);
    Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
    Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
    Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
    Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
    People.add(engine.getIdentityService());
  }

  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static String basic(String user) {
    return basic(user, PASSWORD);
  }

  String site() {
    return "http://localhost:" + port;
  }

  /** @param headers names and values in turn; a value that is null leaves its header out */
  HttpResponse<String> send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site() + path)).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1] != null) {
        request.header(headers[i], headers[i + 1]);
      }
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The cookies and the header that the web applications' page gives before a log-in. */
  String[] fromTheLogInPage() throws IOException, InterruptedException {
    HttpResponse<String> page = send("GET", "/camunda/app/cockpit/default/", null);
    String cookies = page.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.replaceFirst(";.*", "")).collect(Collectors.joining("; "));
    return new String[] {"Cookie", cookies, "X-XSRF-TOKEN", cookies.replaceFirst("(?s).*XSRF-TOKEN=([^;]*).*", "$1")};
  }

  static String[] and(String[] headers, String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
