package dev.necessity.attack;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  Visitor door;

  @BeforeEach
  void people() {
    door = new Visitor(port);
    serve(engine);
    People.add(engine.getIdentityService());
  }

  /**
   * The engine's REST API and web applications serve the engine that this JVM registered last, and
   * an application that ends takes their plugins with it.
   */
  static void serve(ProcessEngine engine) {
    ProcessEngines.registerProcessEngine(engine);
    Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
    Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
    Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
    Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
  }

  static String basic(String user, String password) {
    return Visitor.basic(user, password);
  }

  static String basic(String user) {
    return basic(user, PASSWORD);
  }

  String site() {
    return door.site();
  }

  /**
   * @param headers names and values in turn; a value that is null leaves its header out
   */
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    return door.send(
        method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The cookies and the header that the web applications' page gives before a log-in. */
  String[] fromTheLogInPage() {
    HttpResponse<String> page = send("GET", "/camunda/app/cockpit/default/", null);
    String cookies =
        page.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .collect(Collectors.joining("; "));
    return new String[] {
      "Cookie", cookies, "X-XSRF-TOKEN", cookies.replaceFirst("(?s).*XSRF-TOKEN=([^;]*).*", "$1")
    };
  }

  static String[] and(String[] headers, String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
