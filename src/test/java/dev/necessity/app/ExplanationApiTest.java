package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ExplanationApiTest extends ApiCalls {

  @Test
  void whoMayAskWhatIfMayAskWhatWouldChangeIt() throws Exception {
    JsonNode explanation =
        read(post("ana", "/api/assessments/explain", example("seed").toString()));

    assertThat(explanation.get("disposition").asText()).isEqualTo("PEND");
    assertThat(explanation.at("/sets/0")).hasSize(11);
    assertThat(explanation.findValuesAsText("document")).contains("NICOTINE_LAB", "PELVIS_XRAY");
    assertThat(post("aud", "/api/assessments/explain", example("seed").toString()).statusCode())
        .isEqualTo(403);
    assertThat(post("rita", "/api/assessments/explain", "{}").statusCode()).isEqualTo(400);
  }
}
