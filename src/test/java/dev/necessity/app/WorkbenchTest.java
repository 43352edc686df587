package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Inside;
import dev.necessity.Models;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicyKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The policies as an analyst or an auditor reads them in the browser. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
class WorkbenchTest {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired ProcessEngine engine;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @BeforeEach
  void people() {
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
    users.add("ines", "pw", "Ines", "I", Groups.INTAKE);
    users.add("rita", "pw", "Rita", "R", Groups.REVIEWERS);
    users.add("mia", "pw", "Mia", "M", Groups.MEDICAL_DIRECTORS);
    users.add("aud", "pw", "Aud", "A", Groups.AUDITORS);
    users.add("adam", "pw", "Adam", "A", Groups.ADMIN);
  }

  private HttpResponse<String> get(String user, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Accept", "text/html");
    if (user != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get("ana", path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void noFileHasTheIdOfAPageOfTheWorkbenchItself() {
    Pattern path = Pattern.compile("/workbench/([^/{]+)(/.*)?");
    Set<String> pages =
        mappings.getHandlerMethods().keySet().stream()
            .flatMap(mapping -> mapping.getPatternValues().stream())
            .map(path::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(PolicyKeys.PAGES).as("a policy that is called so has no page").isEqualTo(pages);
  }

  @Test
  void theLandingPageLeadsToEveryFile() throws Exception {
    assertThat(get(null, "/").body()).contains("<a href=\"workbench\">");
    assertThat(page("/workbench"))
        .contains(
            "<a href=\"workbench/si-joint-fusion\">",
            "<a href=\"workbench/policy-catalog\">",
            "<a href=\"workbench/decision-clock\">",
            "<a href=\"workbench/review-outcome\">",
            "Version 2025-11");
  }

  @Test
  void aPolicyIsShownWithVersionCatalogueDiagramTablesCitationsAndExamples() throws Exception {
    String page = page("/workbench/si-joint-fusion");

    assertThat(page)
        .contains(
            "Version 2025-11",
            "Rows of the catalogue",
            "CPT 27279 on one side is covered",
            "Nothing found.")
        .doesNotContain("new cases are not judged by it");
    assertThat(page)
        .contains("Criterion baselinePain: MET with 5 or more of 10 in every record [1].");
    assertThat(page)
        .contains(
            "<strong>Example</strong> Documented injections that state a duration: 2; Documented injections: 2 → reliefDuration: MET")
        .doesNotContain("Example that fails");
    PolicyFile policy = PolicyFile.read(Models.DMN.resolve("si-joint-fusion.dmn"));
    assertThat(policy.decisions())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            decision ->
                assertThat(page)
                    .contains(
                        "<a href=\"#decision-" + decision + "\"><rect",
                        "<section id=\"decision-" + decision + "\">"));
    assertThat(Pattern.compile("<polyline").matcher(page).results().count()).isGreaterThan(100);
    assertThat(page).doesNotContain("<script").doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void theFinalTablesAreShownWithTheRowsThatNameThem() throws Exception {
    assertThat(page("/workbench/determination-tables"))
        .contains(
            "Version 2026-11",
            "Rows of the catalogue",
            "CPT 27279 on one side is covered",
            "Nothing found.")
        .doesNotContain(
            "new cases are not judged by it",
            "No policy covers this procedure code",
            "Example that fails");
  }

  @Test
  void everyDeployedVersionCanBeReadAndCompared() throws Exception {
    String changed =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("versionTag=\"2025-11.4\"", "versionTag=\"2026-01\"")
            .replace("<text>70</text>", "<text>75</text>")
            .replace(
                "<description>Documented injections:",
                "<description>&lt;script&gt;alert(1)&lt;/script&gt;");
    String first =
        engine
            .getRepositoryService()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("si-joint-fusion--siJointFusion")
            .versionTag("2025-11.4")
            .singleResult()
            .getDeploymentId();
    Deployment second =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("si-joint-fusion.dmn", changed)
            .deploy();
    try {
      assertThat(page("/workbench/si-joint-fusion"))
          .contains(
              "Version 2026-01",
              "new cases are not judged by it",
              "?deployment=" + first,
              "&lt;script&gt;",
              "Example that fails")
          .doesNotContain("<script");
      assertThat(page("/workbench/si-joint-fusion?deployment=" + first))
          .contains("<p>Version 2025-11", "A later version is deployed.");
      assertThat(
              page("/workbench/si-joint-fusion/comparison?from=" + first + "&to=" + second.getId()))
          .contains(
              "Version tag: 2025-11.4 became 2026-01.",
              "70 became 75.",
              "<td class=\"changed-cell\">75</td>");
    } finally {
      Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(second.getId()));
    }
  }

  @Test
  void whatIsNotDeployedIsNotFound() throws Exception {
    assertThat(get("ana", "/workbench/no-such-policy").statusCode()).isEqualTo(404);
    assertThat(get("ana", "/workbench/si-joint-fusion?deployment=none").statusCode())
        .isEqualTo(404);
    assertThat(get("ana", "/workbench/si-joint-fusion/comparison?from=a&to=b").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"ana,200", "aud,200", "adam,200", "ines,403", "rita,403", "mia,403", ",401"})
  void analystsAndAuditorsReadItAndNobodyElse(String user, int status) throws Exception {
    assertThat(get(user, "/workbench").statusCode()).isEqualTo(status);
    assertThat(get(user, "/workbench/si-joint-fusion").statusCode()).isEqualTo(status);
  }
}
