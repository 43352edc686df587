package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.engine.UnlockedUsers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who guesses passwords, or wants to lock others out by it; and somebody who gives another
 * the own session.
 */
class LogInTest extends EdgeTest {

  private static final String LOG_IN = "/camunda/api/admin/auth/user/default/login/cockpit";
  private static final AtomicInteger ADDRESSES = new AtomicInteger(10);

  /** Of the loopback network, a new one for each test: its budget is its own. */
  private String attacker;

  private String home;

  @BeforeEach
  void addresses() {
    attacker = "127.0.1." + ADDRESSES.incrementAndGet();
    home = "127.0.2." + ADDRESSES.incrementAndGet();
  }

  private String basic(String from, String user, String password, String... more) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String line : more) {
      lines.append(line).append("\r\n");
    }
    try (RawHttp wire = new RawHttp(from, port)) {
      return wire.send(
              "GET /api/deployments HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                  + basic(user, password)
                  + "\r\n"
                  + lines
                  + "\r\n")
          .answer();
    }
  }

  private String form(String from, String user, String password, String... headers)
      throws Exception {
    String body = "username=" + user + "&password=" + password;
    String[] session = headers.length > 0 ? headers : fromTheLogInPage();
    try (RawHttp wire = new RawHttp(from, port)) {
      return wire.send(
              "POST "
                  + LOG_IN
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                  + body.length()
                  + "\r\nCookie: "
                  + session[1]
                  + "\r\nX-XSRF-TOKEN: "
                  + session[3]
                  + "\r\n\r\n"
                  + body)
          .answer();
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ")[1]);
  }

  @Test
  void aGuesserIsToldToWaitAndNobodyIsLockedOut() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(status(basic(attacker, "ana", "guess" + i)));
    }

    assertThat(statuses)
        .startsWith(401, 401, 401, 401, 401)
        .endsWith(429, 429, 429)
        .containsOnly(401, 429);
    String refused = basic(attacker, "ana", "guess");
    assertThat(refused)
        .startsWith("HTTP/1.1 429 ")
        .containsPattern("Retry-After: [0-9]+\r\n")
        .contains("application/problem+json", "Try again in")
        .doesNotContain("WWW-Authenticate");
    assertThat(status(basic(attacker, "ana", PASSWORD)))
        .as("also the right one is not looked at")
        .isEqualTo(429);
    assertThat(status(basic(home, "ana", PASSWORD))).as("the user, elsewhere").isEqualTo(200);
    assertThat(status(basic(attacker, "aud", PASSWORD)))
        .as("another user at the same address")
        .isEqualTo(200);
  }

  @Test
  void whoWasHereBeforeIsNotDisturbed() throws Exception {
    assertThat(status(basic(attacker, "adam", PASSWORD))).isEqualTo(200);
    for (int i = 0; i < 30; i++) {
      basic(attacker, "adam", "guess");
    }

    assertThat(status(basic(attacker, "adam", PASSWORD))).isEqualTo(200);
  }

  @Test
  void thereIsOneBudgetForEveryWayIn() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(status(form(attacker, "aud", "guess"))).isIn(401, 429);
    }

    String refused = form(attacker, "aud", PASSWORD);
    assertThat(refused).startsWith("HTTP/1.1 429 ").containsPattern("Retry-After: [0-9]+\r\n");
    assertThat(status(basic(attacker, "aud", PASSWORD))).isEqualTo(429);
    assertThat(status(form(home, "aud", PASSWORD))).isEqualTo(200);
  }

  @Test
  void anAddressThatTriesOneUserAfterTheOtherComesToAnEnd() throws Exception {
    int heard = 0;
    while (heard < 200 && status(basic(attacker, "user" + heard, "Password1!")) == 401) {
      heard++;
    }

    assertThat(heard).isBetween(100, 110);
  }

  @Test
  void anAddressIsNotWhatSomebodyWritesInAHeader() throws Exception {
    for (int i = 0; i < 30; i++) {
      basic(
          attacker,
          "ines",
          "guess",
          "X-Forwarded-For: 10.0.0." + i,
          "Forwarded: for=10.0.0." + i,
          "X-Real-IP: 10.0.0." + i,
          "True-Client-IP: 10.0.0." + i);
    }

    assertThat(status(basic(attacker, "ines", PASSWORD, "X-Forwarded-For: 10.9.9.9")))
        .isEqualTo(429);
  }

  @Test
  void namesAndPasswordsThatNobodyHasAreWrongAndNothingElse() throws Exception {
    for (String user :
        List.of(
            "",
            "\u0000",
            "a\u0000b",
            "ana\u0000",
            "*",
            "%",
            "ana'--",
            "${1+1}",
            "a".repeat(65),
            "a".repeat(3000),
            "Änne",
            "\ud83d\ude00")) {
      addresses();
      assertThat(status(basic(attacker, user, PASSWORD))).as(user).isEqualTo(401);
    }
    for (String password : List.of("", "\u0000", "a".repeat(3000), "\ud83d\ude00")) {
      addresses();
      assertThat(status(basic(home, "mia", password))).as(password).isEqualTo(401);
    }
  }

  @Test
  void howLongTheAnswerTakesDoesNotTellWhoThereIs() {
    List<String> compared = new ArrayList<>();
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    for (String user : List.of("ana", "nobody-at-all")) {
      configuration
          .getCommandExecutorTxRequired()
          .execute(
              context ->
                  new UnlockedUsers() {
                    @Override
                    protected boolean matchPassword(String password, UserEntity known) {
                      boolean matches = super.matchPassword(password, known);
                      compared.add(
                          user
                              + " "
                              + known.getPassword().replaceFirst("}.*", "}")
                              + " "
                              + known.getSalt().length()
                              + " "
                              + matches);
                      return matches;
                    }
                  }.checkPassword(user, "guess"));
    }

    assertThat(compared)
        .hasSize(2)
        .element(1)
        .asString()
        .isEqualTo(compared.get(0).replace("ana", "nobody-at-all"))
        .endsWith(" false");
  }

  private static String cookie(String answer, String name) {
    Matcher cookie = Pattern.compile("(?m)^Set-Cookie: " + name + "=([^;\r]*)").matcher(answer);
    String last = null;
    while (cookie.find()) {
      last = cookie.group(1);
    }
    return last;
  }

  private HttpResponse<String> work(String session, String token) throws Exception {
    return send(
        "POST",
        "/camunda/api/engine/engine/default/task/count",
        "{}",
        "Content-Type",
        "application/json",
        "Cookie",
        "JSESSIONID=" + session,
        "X-XSRF-TOKEN",
        token);
  }

  @Test
  void aSessionThatSomebodyElseGaveIsNotTheOneThatIsLoggedIn() throws Exception {
    String[] given = fromTheLogInPage();
    String fixed = given[1].replaceFirst("(?s).*JSESSIONID=([^;]*).*", "$1");

    String answer = form(home, "adam", PASSWORD, given);

    assertThat(status(answer)).isEqualTo(200);
    assertThat(cookie(answer, "JSESSIONID")).isNotNull().isNotEqualTo(fixed);
    assertThat(work(fixed, given[3]).statusCode()).as("what the attacker has").isIn(401, 403);
    assertThat(
            send(
                    "GET",
                    "/camunda/api/admin/auth/user/default",
                    null,
                    "Cookie",
                    "JSESSIONID=" + fixed)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void afterTheLogOutTheSessionOpensNothing() throws Exception {
    String answer = form(home, "adam", PASSWORD);
    String session = cookie(answer, "JSESSIONID");
    String token = cookie(send(session), "XSRF-TOKEN");
    assertThat(work(session, token).statusCode()).isEqualTo(200);

    send(
        "POST",
        "/camunda/api/admin/auth/user/default/logout",
        null,
        "Cookie",
        "JSESSIONID=" + session,
        "X-XSRF-TOKEN",
        token);

    assertThat(work(session, token).statusCode()).isIn(401, 403);
  }

  private String send(String session) throws Exception {
    return String.join(
        "\n",
        send("GET", "/camunda/app/cockpit/default/", null, "Cookie", "JSESSIONID=" + session)
            .headers()
            .allValues("Set-Cookie")
            .stream()
            .map(cookie -> "Set-Cookie: " + cookie)
            .toList());
  }

  @Test
  void theCookiesOfTheWebApplicationsStayWithThisSite() throws Exception {
    List<String> cookies =
        send("GET", "/camunda/app/cockpit/default/", null).headers().allValues("Set-Cookie");

    assertThat(cookies)
        .hasSize(2)
        .allSatisfy(
            cookie ->
                assertThat(cookie.replaceAll("\\s", ""))
                    .containsIgnoringCase(";SameSite=Strict")
                    .doesNotContain("Secure"));
    assertThat(cookies)
        .as("that of the session opens the desk beside the web applications (docs/adr/0082)")
        .extracting(
            cookie ->
                cookie.replaceAll("=.*", "") + cookie.replaceAll("(?i).*(;\\s*path=[^;]*).*", "$1"))
        .extracting(cookie -> cookie.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder("jsessionid;path=/", "xsrf-token;path=/camunda");
    assertThat(cookies)
        .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
        .singleElement()
        .asString()
        .containsIgnoringCase("HttpOnly");
  }

  @Test
  void aSessionIsNotNamedInAnAddress() throws Exception {
    assertThat(send("GET", "/camunda/app/cockpit/default/;jsessionid=1", null).statusCode())
        .isEqualTo(400);
    assertThat(send("GET", "/camunda/app/cockpit/default/", null).body())
        .doesNotContain("jsessionid");
  }
}
