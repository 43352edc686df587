package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.engine.CatchUp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The decision clock over HTTP, and what a start says about deadlines that passed. */
@ExtendWith(OutputCaptureExtension.class)
class ExtensionApiTest extends ApiCalls {

  @Autowired CatchUp catchUp;

  @AfterEach
  void backToNow() {
    ClockUtil.reset();
  }

  @Test
  void aStartSaysWhatPassedWhileTheServerWasDown(CapturedOutput output) throws Exception {
    ObjectNode request = example("seed");
    request.remove("receivedAt");
    open(request);
    ClockUtil.offset(Duration.ofDays(60).toMillis());

    catchUp.report();

    assertThat(output)
        .containsPattern(
            "[1-9]\\d* deadlines and warnings of the decision clock passed while the server was down");
  }

  @Test
  void reviewersListWhatIsOverdue() throws Exception {
    String late = open(example("seed"));

    JsonNode page =
        read(call("rita", "GET", "/api/requests?overdue=true&size=200", "application/json", null));

    assertThat(page.at("/items").findValuesAsText("caseNumber"))
        .as("received in 2025")
        .contains(late);
    assertThat(page.at("/items/0/dueAt").asText()).isNotBlank();
    assertThat(
            call("ines", "GET", "/api/requests?overdue=true", "application/json", null)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aReviewerExtendsTheClockOnceWithAReason() throws Exception {
    ObjectNode request = example("seed").put("lineOfBusiness", "MEDICARE_ADVANTAGE");
    request.remove("receivedAt");
    String path = "/api/requests/" + open(request) + "/extension";

    assertThat(post("rita", path, "{}").statusCode()).isEqualTo(400);
    HttpResponse<byte[]> withoutGround = post("rita", path, "{\"reason\": \"x\"}");
    assertThat(withoutGround.statusCode()).isEqualTo(400);
    assertThat(read(withoutGround).at("/errors/0/pointer").asText()).isEqualTo("/ground");
    assertThat(text(withoutGround))
        .contains("one of MEMBER_ASKED, OUTSIDE_EVIDENCE, EXTRAORDINARY");
    assertThat(post("ines", path, "{\"reason\": \"x\"}").statusCode()).isEqualTo(403);
    HttpResponse<byte[]> extended =
        post(
            "rita",
            path,
            "{\"ground\": \"OUTSIDE_EVIDENCE\", \"reason\": \"Outside records are needed.\"}");
    assertThat(extended.statusCode()).as(text(extended)).isEqualTo(200);
    assertThat(read(extended).at("/extension/by").asText()).isEqualTo("rita");
    assertThat(read(extended).at("/extension/dueAt")).isEqualTo(read(extended).at("/clock/dueAt"));
    assertThat(post("rita", path, "{\"reason\": \"again\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void theLetterAboutTheExtensionIsThereInEachFormAndLanguage() throws Exception {
    ObjectNode request = example("seed").put("lineOfBusiness", "MEDICARE_ADVANTAGE");
    request.remove("receivedAt");
    String path = "/api/requests/" + open(request) + "/extension";
    assertThat(call("ines", "GET", path + "?audience=MEMBER", "text/html", null).statusCode())
        .as("no extension, no letter")
        .isEqualTo(409);
    JsonNode extended =
        read(post(
                "rita",
                path,
                "{\"ground\": \"OUTSIDE_EVIDENCE\", \"reason\": \"Outside <records> are needed.\"}"))
            .get("extension");

    JsonNode letter =
        read(call("ines", "GET", path + "?audience=PROVIDER", "application/json", null));
    assertThat(letter.get("reason")).isEqualTo(extended.get("reason"));
    assertThat(letter.get("dueAt")).isEqualTo(extended.get("dueAt"));
    assertThat(text(call("ines", "GET", path + "?audience=PROVIDER", "text/html", null)))
        .contains(
            "Notice of extension",
            "Evidence from a provider outside the plan’s contract",
            "Outside &lt;records&gt; are needed.",
            "may file a complaint");
    assertThat(text(call("ines", "GET", path + "?audience=MEMBER&lang=es", "text/html", null)))
        .contains(
            "Necesitamos más tiempo",
            "Esperamos documentos de un proveedor",
            "lang=\"en\">Outside");
    for (String audience : List.of("PROVIDER", "MEMBER")) {
      HttpResponse<byte[]> pdf =
          call("ines", "GET", path + "?lang=es&audience=" + audience, "application/pdf", null);
      assertThat(type(pdf)).isEqualTo("application/pdf");
      assertThat(pdf.body()).startsWith("%PDF".getBytes(StandardCharsets.UTF_8));
    }
  }
}
