package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.casework.people.ReviewerNpis;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One NPI is one person's: it is entered once, nobody else has it, and an administrator corrects
 * it.
 */
@OwnEngineRest
class ReviewersApiTest extends ApiCalls {

  private static final String WRONG = "1003000126";
  private static final String RIGHT = "1679576722";

  @Autowired ReviewerNpis npis;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  @AfterEach
  void nobodyHasOne() {
    users.add("boss", "pw", "Bo", "Boss", Groups.ADMIN);
    jdbc.sql("delete from necessity_reviewer").update();
  }

  private int put(String user, String reviewer, String npi) throws Exception {
    return call(
            user,
            "PUT",
            "/api/reviewers/" + reviewer + "/npi",
            "application/json",
            "{\"npi\": \"" + npi + "\"}")
        .statusCode();
  }

  private String kept(String reviewer) throws Exception {
    return read(call(
            "boss", "GET", "/api/reviewers/" + reviewer + "/npi", "application/json", null))
        .path("npi")
        .asText();
  }

  private String open() throws Exception {
    ObjectNode request = example("seed");
    request.withObject("/evidence/baselinePain").put("score", 4);
    return open(request);
  }

  private String review(String user, String caseNumber, String npi) throws Exception {
    String task =
        read(call(
                user,
                "GET",
                "/engine-rest/task?processInstanceBusinessKey=" + caseNumber,
                "application/json",
                null))
            .at("/0/id")
            .asText();
    return text(
        post(
            user,
            "/engine-rest/task/" + task + "/submit-form",
            json.writeValueAsString(
                Map.of(
                    "variables",
                    Map.of(
                        "decision",
                        Map.of("value", "UPHOLD"),
                        "rationale",
                        Map.of("value", "The record does not support the procedure."),
                        "reviewerNpi",
                        Map.of("value", npi),
                        "reviewerSpecialty",
                        Map.of("value", "207X00000X"))))));
  }

  @Test
  void aWrongNumberIsCorrectedByAnAdministratorAndDecidedCasesKeepTheirs() throws Exception {
    String decided = open();
    assertThat(review("mia", decided, WRONG)).isEmpty();
    assertThat(kept("mia")).isEqualTo(WRONG);
    assertThat(review("mia", open(), RIGHT)).contains("ask an administrator to correct it");

    assertThat(put("boss", "mia", RIGHT)).isEqualTo(204);

    assertThat(kept("mia")).isEqualTo(RIGHT);
    assertThat(
            read(call("ines", "GET", "/api/requests/" + decided, "application/json", null))
                .at("/determination/decidedBy/npi")
                .asText())
        .isEqualTo(WRONG);
    assertThat(review("mia", open(), "")).isEmpty();
  }

  @Test
  void noTwoUsersHaveTheSame() throws Exception {
    assertThat(put("boss", "mia", RIGHT)).isEqualTo(204);

    assertThat(put("boss", "noa", RIGHT)).isEqualTo(409);
    assertThat(review("noa", open(), RIGHT)).contains("kept with another user");
    assertThat(kept("noa")).isEmpty();
    assertThat(
            call("boss", "DELETE", "/api/reviewers/mia/npi", "application/json", null).statusCode())
        .isEqualTo(204);
    assertThat(put("boss", "noa", RIGHT)).isEqualTo(204);
  }

  @Test
  void onlyAnAdministratorDoesSoAndOnlyWithWhatIsAnNpi() throws Exception {
    for (String other : new String[] {"ana", "ines", "rita", "mia", "aud"}) {
      assertThat(put(other, "mia", RIGHT)).as(other).isEqualTo(403);
    }
    assertThat(put("boss", "mia", "1234567890")).isEqualTo(400);
    assertThat(
            call(
                    "boss",
                    "PUT",
                    "/api/reviewers/mia/npi",
                    "application/json",
                    "{\"npi\": \"" + RIGHT + "\", \"user\": \"noa\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(put("boss", "nobody", RIGHT)).isEqualTo(404);
    assertThat(call("boss", "GET", "/api/reviewers/mia/npi", "application/json", null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatAnEarlierVersionKeptIsBroughtOverAndASharedNumberStaysWithOne() throws Exception {
    for (String user : new String[] {"mia", "noa"}) {
      processEngine.getIdentityService().setUserInfo(user, "npi", RIGHT);
    }

    npis.takeOver();

    assertThat(kept("mia")).isEqualTo(RIGHT);
    assertThat(kept("noa")).isEmpty();
    assertThat(processEngine.getIdentityService().getUserInfo("mia", "npi")).isNull();
  }
}
