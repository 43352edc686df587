package dev.necessity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxApiTest extends ApiCalls {

  @Test
  void deadDeliveriesAreSeenByThoseWhoMayAndStartedAgainByTheAdministratorOnly() throws Exception {
    assertThat(read(call("aud", "GET", "/api/outbox?state=DEAD", "application/json", null))).isEmpty();
    assertThat(call("aud", "GET", "/api/outbox?state=LOST", "application/json", null).statusCode()).isEqualTo(400);
    assertThat(call("rita", "GET", "/api/outbox", "application/json", null).statusCode()).isEqualTo(403);
    assertThat(post("aud", "/api/outbox/unknown/retry", "").statusCode()).isEqualTo(403);
    users.add("boss", "pw", "Bo", "S", Groups.ADMIN);
    assertThat(post("boss", "/api/outbox/unknown/retry", "").statusCode()).isEqualTo(409);
  }
}
