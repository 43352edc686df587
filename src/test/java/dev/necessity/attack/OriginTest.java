package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A page of another site, opened in the browser of somebody who is logged in here. */
class OriginTest extends EdgeTest {

  private static final List<String> CHANGING = List.of("POST", "PUT", "PATCH", "DELETE");
  private static final String DEPLOY = "/engine-rest/deployment/create";
  private static final String FORM = "multipart/form-data; boundary=x";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  /**
   * As a form with {@code enctype="multipart/form-data"} sends it, with or without a page's script.
   */
  private static String deployment(String decision) {
    String table =
        Models.text(Models.DMN.resolve("review-outcome.dmn"))
            .replace("reviewOutcome", decision)
            .replace("asRequested", decision + "AsRequested")
            .replace("reviewProblems", decision + "Problems")
            .replace("reviewerSpecialties", decision + "Specialties");
    return "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n"
        + decision
        + "\r\n--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\""
        + decision
        + ".dmn\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + table
        + "\r\n--x--\r\n";
  }

  private long deployed(String decision) {
    return engine
        .getRepositoryService()
        .createDecisionDefinitionQuery()
        .decisionDefinitionKey(decision)
        .count();
  }

  /**
   * What a browser says of a request that a page elsewhere makes: each line is one, headers and
   * values in turn.
   */
  private List<String[]> elsewhere() {
    String own = site();
    List<String[]> requests = new ArrayList<>();
    for (String site :
        List.of("cross-site", "same-site", "CROSS-SITE", "same-origin, cross-site", "")) {
      requests.add(new String[] {"Sec-Fetch-Site", site});
      requests.add(new String[] {"Sec-Fetch-Site", site, "Origin", own});
    }
    for (String origin :
        List.of(
            "null",
            "https://evil.example",
            own.replace("http:", "https:"),
            own + ".evil.example",
            own + "@evil.example",
            "http://evil.example#" + own,
            "http://localhost",
            "http://localhost:1",
            "http://127.0.0.1:" + port,
            "file://",
            "http://localhost:" + port + "/",
            "chrome-extension://abcdef")) {
      requests.add(new String[] {"Origin", origin});
      requests.add(new String[] {"Origin", origin, "Sec-Fetch-Site", "same-origin"});
      requests.add(
          new String[] {
            "Origin",
            origin,
            "X-Forwarded-Host",
            origin.replaceFirst("^[a-z-]*:?/*", ""),
            "X-Forwarded-Proto",
            "https",
            "Forwarded",
            "host=evil.example"
          });
    }
    for (String referer :
        List.of(
            "https://evil.example/" + own,
            own + ".evil.example/",
            "http://localhost:1/workbench",
            "about:blank",
            "")) {
      requests.add(new String[] {"Referer", referer});
    }
    return requests;
  }

  /** A path of each kind there is, and each that Spring knows. */
  private Set<String> paths() {
    Set<String> paths =
        new TreeSet<>(
            Set.of(
                DEPLOY,
                "/engine-rest/task",
                "/engine-rest/user/create",
                "/engine-rest/job/none/execute",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default/login/cockpit",
                "/camunda/api/admin/auth/user/default/logout",
                "/camunda/api/admin/setup/default/user/create",
                "/",
                "/no-such-page"));
    mappings
        .getHandlerMethods()
        .forEach(
            (info, handler) ->
                info.getPatternValues()
                    .forEach(path -> paths.add(path.replaceAll("\\{[^}]*}|\\*+", "x"))));
    return paths;
  }

  @Test
  void aFormOfAnotherSiteDeploysNothing() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            DEPLOY,
            deployment("fromElsewhere"),
            "Authorization",
            basic("ana"),
            "Content-Type",
            FORM,
            "Sec-Fetch-Site",
            "cross-site",
            "Origin",
            "https://evil.example");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("another site");
    assertThat(deployed("fromElsewhere")).isZero();
  }

  @Test
  void noPathTakesAChangeFromElsewhereHoweverTheBrowserSaysSo() throws Exception {
    List<String[]> all = elsewhere();
    int calls = 0;
    for (String path : paths()) {
      for (String method : CHANGING) {
        // One path is asked in every way, the others in turn.
        for (String[] headers :
            path.equals(DEPLOY)
                ? all
                : List.of(all.get(calls % all.size()), all.get(calls++ * 7 % all.size()))) {
          boolean modeler = path.startsWith("/engine-rest") && headers[1].equals("file://");
          HttpResponse<String> answer =
              send(method, path, null, and(headers, "Authorization", basic("adam")));
          assertThat(answer.body().contains("another site"))
              .as(method + " " + path + " " + List.of(headers) + ": " + answer.body())
              .isNotEqualTo(modeler);
          assertThat(modeler || answer.statusCode() == 403).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit",
        "/api/requests",
        "/workbench",
        "/engine-rest/task",
        "/api/audit/cases.csv",
        "/camunda/api/engine/engine/default/task"
      })
  void aPasswordThatTheBrowserKeepsDoesNotOpenAPageForALinkFromElsewhere(String path)
      throws Exception {
    for (String site : List.of("cross-site", "same-site")) {
      HttpResponse<String> answer =
          send(
              "GET",
              path + "?a=%22%3E%3Cscript%3E",
              null,
              "Authorization",
              basic("aud"),
              "Sec-Fetch-Site",
              site,
              "Sec-Fetch-Mode",
              "navigate",
              "Accept",
              "text/html");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
      assertThat(answer.body())
          .contains("<a href=\"" + path + "?a=%22%3E%3Cscript%3E\">")
          .doesNotContain("<script");
    }
    assertThat(
            send("GET", path, null, "Authorization", basic("aud"), "Sec-Fetch-Site", "none").body())
        .doesNotContain("another site");
    assertThat(
            send("GET", path, null, "Authorization", basic("aud"), "Sec-Fetch-Site", "same-origin")
                .body())
        .doesNotContain("another site");
  }

  @Test
  void aLinkFromElsewhereLeadsToAPageThatNobodyNeedsToBeLoggedInFor() throws Exception {
    for (String path : List.of("/", "/camunda/app/tasklist/default/", "/site/style.css")) {
      assertThat(send("GET", path, null, "Sec-Fetch-Site", "cross-site").statusCode())
          .as(path)
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/requests",
        DEPLOY,
        "/workbench/check",
        "/camunda/api/engine/engine/default/task"
      })
  void aBrowserThatAsksWhetherAnotherSiteMaySendGetsNoYes(String path) throws Exception {
    for (String user : Stream.of("ana", null).toList()) {
      HttpResponse<String> answer =
          send(
              "OPTIONS",
              path,
              null,
              "Origin",
              "https://evil.example",
              "Access-Control-Request-Method",
              "POST",
              "Access-Control-Request-Headers",
              "authorization",
              "Sec-Fetch-Site",
              "cross-site",
              "Authorization",
              user == null ? null : basic(user));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }
  }

  @Test
  void aSystemAndModelerAndOurOwnPagesGoOn() throws Exception {
    for (String[] own :
        List.of(
            new String[] {},
            new String[] {"Origin", "file://", "Sec-Fetch-Site", "cross-site"},
            new String[] {"Origin", site(), "Sec-Fetch-Site", "same-origin"},
            new String[] {"Referer", site() + "/workbench"},
            new String[] {"Origin", site().toUpperCase(Locale.ROOT)})) {
      String decision =
          "own" + own.length + (own.length > 0 ? Integer.toUnsignedString(own[1].hashCode()) : "");
      HttpResponse<String> answer =
          send(
              "POST",
              DEPLOY,
              deployment(decision),
              and(own, "Authorization", basic("ana"), "Content-Type", FORM));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(deployed(decision)).isOne();
    }
  }

  /** Camunda Modeler asks these two before it offers to deploy. */
  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest/deployment?maxResults=0", "/engine-rest/version"})
  void modelerFindsTheServerThatItIsToDeployTo(String path) throws Exception {
    HttpResponse<String> answer =
        send(
            "GET",
            path,
            null,
            "Origin",
            "file://",
            "Sec-Fetch-Site",
            "cross-site",
            "Authorization",
            basic("ana"),
            "Accept",
            "application/json");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void whatABrowserSendsWithoutAskingIsNoJson() throws Exception {
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            FORM,
            "",
            "text/plain; application/json")) {
      for (String path :
          List.of(
              "/api/assessments",
              "/api/assessments/explain",
              "/api/requests",
              "/api/requests/PA-1/evidence",
              "/api/requests/PA-1/withdrawal",
              "/api/notices/preview",
              "/engine-rest/task")) {
        for (String user : List.of("ines", "ana")) {
          assertThat(
                  send("POST", path, "{}", "Authorization", basic(user), "Content-Type", type)
                      .statusCode())
              .as(path + " " + type)
              .isIn(400, 403, 404, 415);
        }
      }
    }
  }
}
