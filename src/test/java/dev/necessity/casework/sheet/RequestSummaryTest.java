package dev.necessity.casework.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RequestSummaryTest {

  private final RequestReader reader = new RequestReader(Clock.systemUTC());

  private Request request(String example, Consumer<ObjectNode> change) {
    ObjectNode body =
        (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")));
    change.accept(body);
    return reader.read(body);
  }

  @Test
  void theWholeRequestIsToldInWords() {
    Request request =
        request(
            "doubts/stayDiffers",
            body -> {
              body.put("inpatientReasonText", "Uses CPAP at night.");
              body.withObject("/member").put("birthDate", "1980-12-16");
            });

    assertThat(RequestSummary.of(request, "2025-11-20T09:00:00Z").split("\n\n"))
        .containsExactly(
            "27279, right, device iFuse Implant System, planned on 2025-12-15",
            "inpatient, 3 inpatient days, need of a stay documented: sleep apnea, 2 midnights expected. “Uses CPAP at night.”",
            "Diagnoses M53.3",
            "standard, medicare advantage; received 2025-11-13T09:00Z, due 2025-11-20T09:00:00Z",
            "Member aged 44 on 2025-12-15; provider Spine Clinic, NPI 1234567893");
  }

  @Test
  void unitsDaysPlaceAndHowToReachTheOfficeAreToldWhereTheyAreKnown() {
    Request request =
        request(
            "all-met-ambulatory",
            body -> {
              body.withObject("/procedure")
                  .put("side", "NOT_APPLICABLE")
                  .put("units", 12)
                  .put("plannedUntil", "2025-12-17")
                  .put("placeOfService", "24");
              body.withObject("/provider")
                  .put("inNetwork", false)
                  .put("phone", "+1 555 0100")
                  .put("fax", "+1 555 0101");
            });

    assertThat(RequestSummary.of(request, "2025-11-28"))
        .startsWith("27279, no sides, ")
        .contains(", 12 units, planned from 2025-12-15 to 2025-12-17, place of service 24")
        .contains("out of network, phone +1 555 0100, fax +1 555 0101");
  }

  @Test
  void whatAVariableCannotHoldIsCutOff() {
    assertThat(RequestSummary.shown("x".repeat(4000))).hasSize(4000).endsWith("x");
    assertThat(RequestSummary.shown("x".repeat(4001))).hasSize(4000).endsWith("x…");
  }

  @Test
  void whatIsNotNamedIsSaid() {
    Request request =
        request(
            "all-met-ambulatory",
            body -> body.withObject("/procedure").remove(List.of("plannedDate", "device")));

    assertThat(RequestSummary.of(request, "2025-11-28"))
        .startsWith("27279, right, device not named, no planned date\n\nambulatory\n\n")
        .contains("Member of unknown age;");
  }
}
