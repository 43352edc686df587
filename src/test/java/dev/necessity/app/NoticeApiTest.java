package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Notices over HTTP: in the form that is asked for, of decided cases only. */
class NoticeApiTest extends ApiCalls {

  @Test
  void aDecidedCasesNoticeComesInTheFormThatIsAskedFor() throws Exception {
    String caseNumber = open(example("all-met-ambulatory"));
    String path = "/api/requests/" + caseNumber + "/notice?audience=";

    HttpResponse<byte[]> asJson = call("ines", "GET", path + "PROVIDER", "application/json", null);
    HttpResponse<byte[]> html = call("ines", "GET", path + "MEMBER&lang=es", "text/html", null);
    HttpResponse<byte[]> pdf = call("ines", "GET", path + "PROVIDER", "application/pdf", null);

    JsonNode notice = json.readTree(asJson.body());
    assertThat(notice.get("caseNumber").asText()).isEqualTo(caseNumber);
    assertThat(notice.at("/determination/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(notice.at("/issue/issuedAt").asText()).isNotBlank();
    assertThat(notice.at("/policy/version").asText()).isEqualTo("2025-11.4");
    assertThat(type(html)).startsWith("text/html").containsIgnoringCase("utf-8");
    assertThat(text(html)).contains("Nuestra decisión sobre su cirugía", caseNumber);
    assertThat(type(pdf)).isEqualTo("application/pdf");
    assertThat(text(pdf)).startsWith("%PDF");
    assertThat(call("ines", "GET", path + "MEMBER&lang=es", "text/html", null).body())
        .as("the same each time")
        .isEqualTo(html.body());
  }

  @Test
  void thereIsNoNoticeOfWhatIsNotDecidedOrNotKnownOrNotAskedForRightly() throws Exception {
    String waiting = open((ObjectNode) example("seed").without("receivedAt"));

    for (String accept : new String[] {"application/json", "text/html", "application/pdf"}) {
      HttpResponse<byte[]> refused =
          call("ines", "GET", "/api/requests/" + waiting + "/notice?audience=MEMBER", accept, null);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(type(refused)).startsWith("application/problem+json");
    }
    assertThat(
            call(
                    "ines",
                    "GET",
                    "/api/requests/PA-UNKNOWN/notice?audience=MEMBER",
                    "text/html",
                    null)
                .statusCode())
        .isEqualTo(404);
    assertThat(
            call("ines", "GET", "/api/requests/" + waiting + "/notice", "text/html", null)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call(
                    "ines",
                    "GET",
                    "/api/requests/" + waiting + "/notice?audience=NEIGHBOUR",
                    "text/html",
                    null)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call(
                    "ines",
                    "GET",
                    "/api/requests/" + waiting + "/notice?audience=MEMBER&lang=de",
                    "text/html",
                    null)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call(
                    null,
                    "GET",
                    "/api/requests/" + waiting + "/notice?audience=MEMBER",
                    "text/html",
                    null)
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void anAnalystSeesWhatTheNoticeOfARequestWouldSay() throws Exception {
    String request = example("seed").toString();

    HttpResponse<byte[]> html =
        call("ana", "POST", "/api/notices/preview?audience=PROVIDER", "text/html", request);

    assertThat(html.statusCode()).as(text(html)).isEqualTo(200);
    assertThat(text(html))
        .contains("Preview. Nothing was decided", "Critical criteria: 3 of 8 met");
    assertThat(
            text(
                call(
                    "ana",
                    "POST",
                    "/api/notices/preview?audience=MEMBER",
                    "application/pdf",
                    request)))
        .startsWith("%PDF");
    assertThat(
            json.readTree(
                    call(
                            "ana",
                            "POST",
                            "/api/notices/preview?audience=MEMBER",
                            "application/json",
                            request)
                        .body())
                .get("caseNumber")
                .isNull())
        .isTrue();
    assertThat(
            call(
                    "ana",
                    "POST",
                    "/api/notices/preview?audience=MEMBER",
                    "text/html",
                    example("open-fusion-27280").toString())
                .statusCode())
        .isEqualTo(422);
    assertThat(
            call("ana", "POST", "/api/notices/preview?audience=MEMBER", "text/html", "{}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call("ines", "POST", "/api/notices/preview?audience=MEMBER", "text/html", request)
                .statusCode())
        .isEqualTo(403);
  }
}
