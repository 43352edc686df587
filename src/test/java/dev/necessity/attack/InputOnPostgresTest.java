package dev.necessity.attack;

import dev.necessity.Postgres;
import dev.necessity.attack.Door.Call;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@DirtiesContext
class InputOnPostgresTest extends InputAttack {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }

  /** Before the log-in already; the web applications are those of the engine that was started last, which is this one here. */
  @Test
  void theWebApplicationsAndTheirLogInRefuseWhatCannotBeStored() throws Exception {
    for (String text : UNSTORABLE_ENCODED) {
      refused(Call.get(null, "/camunda/api/admin/auth/user/default?x=" + text), 400);
      refused(new Call(null, "POST", "/camunda/api/admin/auth/user/default/login/cockpit", "application/x-www-form-urlencoded",
          ("username=" + text + "&password=pw").getBytes(StandardCharsets.US_ASCII)), 400);
    }
  }
}
