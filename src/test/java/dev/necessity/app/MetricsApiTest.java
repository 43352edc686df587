package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MetricsApiTest extends ApiCalls {

  private static final String PATH =
      "/api/metrics/prior-authorization?year=" + Year.now(ZoneOffset.UTC);

  @Test
  void auditorsReadTheFiguresAsJsonAndAsCsv() throws Exception {
    open(example("all-met-ambulatory").put("lineOfBusiness", "CHIP"));

    JsonNode figures =
        read(call("aud", "GET", PATH + "&lineOfBusiness=CHIP", "application/json", null))
            .get("figures");
    HttpResponse<byte[]> csv = call("aud", "GET", PATH + "&lineOfBusiness=CHIP", "text/csv", null);

    assertThat(figures.at("/0/urgency").asText()).isEqualTo("STANDARD");
    assertThat(figures.at("/0/approved").asInt()).isPositive();
    assertThat(type(csv)).startsWith("text/csv");
    assertThat(
            text(
                call(
                    "aud",
                    "GET",
                    PATH.replace("?", ".csv?") + "&lineOfBusiness=CHIP",
                    "text/html,*/*;q=0.8",
                    null)))
        .isEqualTo(text(csv));
    assertThat(text(csv))
        .startsWith("year,lineOfBusiness,urgency,decided,approved")
        .contains(",CHIP,STANDARD,");
  }

  @Test
  void thePageShowsEachChartWithItsTable() throws Exception {
    open(example("all-met-ambulatory").put("lineOfBusiness", "CHIP"));

    HttpResponse<byte[]> page = call("aud", "GET", "/metrics", "text/html", null);

    assertThat(type(page)).startsWith("text/html");
    assertThat(text(page))
        .contains(
            "What was decided",
            "From receipt to decision",
            "By line of business",
            "role=\"img\"",
            "Standard, ",
            "CHIP, ",
            "(100.0 %)");
    assertThat(text(page).split("<svg", -1))
        .hasSameSizeAs(text(page).split("<table", -1))
        .hasSize(4);
    assertThat(text(page))
        .as("nothing from elsewhere")
        .doesNotContain("http://", "https://", "<script");
    assertThat(text(call("aud", "GET", "/metrics?year=2019&lineOfBusiness=QHP", "text/html", null)))
        .contains("Nothing was decided in 2019.", "<option value=\"QHP\" selected=\"selected\">");
    assertThat(call("rita", "GET", "/metrics", "text/html", null).statusCode()).isEqualTo(403);
    assertThat(call("aud", "GET", "/metrics?year=12", "text/html", null).statusCode())
        .isEqualTo(400);
  }

  @Test
  void nobodyElseDoes() throws Exception {
    assertThat(call("ines", "GET", PATH, "application/json", null).statusCode()).isEqualTo(403);
    assertThat(
            call("aud", "GET", "/api/metrics/prior-authorization", "application/json", null)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call("aud", "GET", PATH + "&lineOfBusiness=NONE", "application/json", null)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            call(
                    "aud",
                    "GET",
                    "/api/metrics/prior-authorization?year=99999",
                    "application/json",
                    null)
                .statusCode())
        .isEqualTo(400);
  }
}
