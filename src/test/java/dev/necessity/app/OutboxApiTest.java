package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutboxApiTest extends ApiCalls {

  @Autowired JdbcClient jdbc;

  @Test
  void thePageTellsWhyADeliveryIsDeadAndTheAdministratorStartsItAgain() throws Exception {
    jdbc.sql(
            "insert into necessity_outbox (id, case_number, event, audience, channel, state, created_at, attempts, last_error)"
                + " values ('d-1', 'PA-<1>', 'NOTICE', 'MEMBER', 'WEBHOOK', 'DEAD', current_timestamp, 12, 'HTTP 503')")
        .update();
    users.add("boss", "pw", "Bo", "S", Groups.ADMIN);

    assertThat(text(call("aud", "GET", "/deliveries", "text/html", null)))
        .contains("Dead (1)", "PA-&lt;1&gt;", "HTTP 503", "Member")
        .doesNotContain("<form", "PA-<1>", "https://");
    assertThat(text(call("boss", "GET", "/deliveries", "text/html", null)))
        .contains("deliveries/d-1/retry");
    assertThat(text(call("boss", "GET", "/deliveries?state=DELIVERED", "text/html", null)))
        .contains("None.");
    assertThat(call("rita", "GET", "/deliveries", "text/html", null).statusCode()).isEqualTo(403);
    assertThat(post("aud", "/deliveries/d-1/retry", "").statusCode()).isEqualTo(403);

    HttpResponse<byte[]> started = post("boss", "/deliveries/d-1/retry", "");
    assertThat(started.statusCode()).isEqualTo(303);
    assertThat(started.headers().firstValue("Location")).hasValue("../../deliveries");
    assertThat(text(call("boss", "GET", "/deliveries?state=PENDING", "text/html", null)))
        .contains("PA-&lt;1&gt;")
        .doesNotContain("<form");
    jdbc.sql("delete from necessity_outbox where id = 'd-1'").update();
  }

  @Test
  void deadDeliveriesAreSeenByThoseWhoMayAndStartedAgainByTheAdministratorOnly() throws Exception {
    assertThat(read(call("aud", "GET", "/api/outbox?state=DEAD", "application/json", null)))
        .isEmpty();
    assertThat(call("aud", "GET", "/api/outbox?state=LOST", "application/json", null).statusCode())
        .isEqualTo(400);
    assertThat(call("rita", "GET", "/api/outbox", "application/json", null).statusCode())
        .isEqualTo(403);
    assertThat(post("aud", "/api/outbox/unknown/retry", "").statusCode()).isEqualTo(403);
    users.add("boss", "pw", "Bo", "S", Groups.ADMIN);
    assertThat(post("boss", "/api/outbox/unknown/retry", "").statusCode()).isEqualTo(409);
  }

  @Test
  void howFarTheServerIsBehindIsInItsHealthAndItsMetricsForThoseWhoSeeToIt() throws Exception {
    JsonNode shown = read(call("aud", "GET", "/actuator/health", "application/json", null));

    assertThat(shown.at("/components/backlog/details/deliveries/overdue").isNumber())
        .as(shown.toString())
        .isTrue();
    assertThat(shown.at("/components/backlog/details/seals/number").isNumber()).isTrue();
    assertThat(read(call("aud", "GET", "/actuator/metrics", "application/json", null)).get("names"))
        .extracting(JsonNode::asText)
        .filteredOn(name -> name.startsWith("necessity."))
        .containsExactlyInAnyOrder(
            "necessity.deliveries.pending",
            "necessity.deliveries.dead",
            "necessity.deliveries.behind.seconds",
            "necessity.seals.missing",
            "necessity.seals.failing",
            "necessity.seals.behind.seconds");
    assertThat(call("ines", "GET", "/actuator/metrics", "application/json", null).statusCode())
        .isEqualTo(403);
    jdbc.sql(
            "insert into necessity_outbox (id, case_number, event, audience, channel, state, created_at, attempts, next_attempt_at)"
                + " values ('d-2', 'PA-2', 'NOTICE', 'MEMBER', 'FOLDER', 'PENDING', ?, 0, ?)")
        .params(
            OffsetDateTime.now(ZoneOffset.UTC).minusHours(1),
            OffsetDateTime.now(ZoneOffset.UTC).minusHours(1))
        .update();
    assertThat(metric("necessity.deliveries.behind.seconds")).isBetween(3600L, 3660L);
    assertThat(metric("necessity.deliveries.pending")).isPositive();
    assertThat(metric("necessity.seals.missing"))
        .isEqualTo(
            jdbc.sql("select count(*) from necessity_unsealed_case").query(Long.class).single());
    jdbc.sql("delete from necessity_outbox where id = 'd-2'").update();
    assertThat(text(call(null, "GET", "/actuator/health", "application/json", null)))
        .doesNotContain("backlog");
    assertThat(text(call("ines", "GET", "/actuator/health", "application/json", null)))
        .doesNotContain("backlog");
  }

  private long metric(String name) throws Exception {
    return read(call("aud", "GET", "/actuator/metrics/" + name, "application/json", null))
        .at("/measurements/0/value")
        .asLong();
  }
}
