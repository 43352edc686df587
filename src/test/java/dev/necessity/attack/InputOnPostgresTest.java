package dev.necessity.attack;

import dev.necessity.attack.Visitor.Call;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@OnPostgres
class InputOnPostgresTest extends InputAttack {

  /**
   * Before the log-in already; the web applications are those of the engine that was started last,
   * which is this one here.
   */
  @Test
  void theWebApplicationsAndTheirLogInRefuseWhatCannotBeStored() throws Exception {
    for (String text : UNSTORABLE_ENCODED) {
      refused(Call.get(null, "/camunda/api/admin/auth/user/default?x=" + text), 400);
      refused(
          new Call(
              null,
              "POST",
              "/camunda/api/admin/auth/user/default/login/cockpit",
              "application/x-www-form-urlencoded",
              ("username=" + text + "&password=pw").getBytes(StandardCharsets.US_ASCII)),
          400);
    }
  }
}
