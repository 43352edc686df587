package dev.necessity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MetricsApiTest extends ApiCalls {

  private static final String PATH = "/api/metrics/prior-authorization?year=" + Year.now(ZoneOffset.UTC);

  @Test
  void auditorsReadTheFiguresAsJsonAndAsCsv() throws Exception {
    open(example("all-met-ambulatory").put("lineOfBusiness", "CHIP"));

    JsonNode figures = read(call("aud", "GET", PATH + "&lineOfBusiness=CHIP", "application/json", null)).get("figures");
    HttpResponse<byte[]> csv = call("aud", "GET", PATH + "&lineOfBusiness=CHIP", "text/csv", null);

    assertThat(figures.at("/0/urgency").asText()).isEqualTo("STANDARD");
    assertThat(figures.at("/0/approved").asInt()).isPositive();
    assertThat(type(csv)).startsWith("text/csv");
    assertThat(text(csv)).startsWith("year,lineOfBusiness,urgency,decided,approved").contains(",CHIP,STANDARD,");
  }

  @Test
  void nobodyElseDoes() throws Exception {
    assertThat(call("ines", "GET", PATH, "application/json", null).statusCode()).isEqualTo(403);
    assertThat(call("aud", "GET", "/api/metrics/prior-authorization", "application/json", null).statusCode()).isEqualTo(400);
    assertThat(call("aud", "GET", PATH + "&lineOfBusiness=NONE", "application/json", null).statusCode()).isEqualTo(400);
    assertThat(call("aud", "GET", "/api/metrics/prior-authorization?year=99999", "application/json", null).statusCode()).isEqualTo(400);
  }
}
