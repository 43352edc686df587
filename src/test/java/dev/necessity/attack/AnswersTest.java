package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer says to a browser beside its content. */
class AnswersTest extends EdgeTest {

  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:");

  @ParameterizedTest
  @CsvSource({
    "'', /, 200",
    "'', /site/style.css, 200",
    "'', /actuator/health, 200",
    "'', /no-such-page, 404",
    "aud, /no-such-page, 404",
    "'', /api/requests, 401",
    "aud, /api/requests, 200",
    "aud, /api/requests?size=0, 400",
    "aud, /audit, 200",
    "aud, /metrics, 200",
    "ana, /workbench, 200",
    "ana, /workbench/si-joint-fusion, 200",
    "ana, /workbench/none, 404",
    "ana, /workbench/check, 200",
    "ana, /workbench/examples, 200",
    "ana, /workbench/compare, 200",
    "ana, /workbench/replay, 200",
    "ana, /workbench/deployments, 200",
    "ana, /workbench/notices, 200",
    "adam, /deliveries, 200",
    "adam, /audit/holds, 200",
    "rita, /audit/deletions, 403",
    "aud, /audit/deletions, 200",
    "rita, /engine-rest/task, 200",
    "rita, /engine-rest/task/none, 404",
    "'', /engine-rest/task, 401",
    "'', /camunda/api/engine/engine/default/task, 401",
    "'', /camunda/app/tasklist/default/, 200",
    "'', /camunda/api/admin/auth/user/default, 404"
  })
  void everyAnswerSaysWhatABrowserMayDoWithIt(String user, String path, int status)
      throws Exception {
    for (String accept : List.of("text/html", "application/json", "*/*")) {
      HttpResponse<String> answer =
          send(
              "GET",
              path,
              null,
              "Authorization",
              user.isEmpty() ? null : basic(user),
              "Accept",
              accept);

      if (accept.equals("*/*")) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      }
      assertThat(answer.headers().allValues("Content-Security-Policy"))
          .as(path)
          .singleElement()
          .satisfies(
              policy -> {
                assertThat(policy).contains("frame-ancestors");
                if (!path.startsWith("/camunda/")) {
                  assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe");
                }
              });
      assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(answer.headers().allValues("X-Frame-Options")).hasSize(1);
      assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("same-origin");
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .as("without TLS")
          .isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
      if (!path.startsWith("/camunda/")) {
        assertThat(INLINE.matcher(answer.body()).find()).as(answer.body()).isFalse();
      }
      if (answer.statusCode() < 400) {
        assertThat(answer.headers().firstValue("Permissions-Policy"))
            .hasValueSatisfying(policy -> assertThat(policy).contains("camera=()"));
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
            .hasValue("same-origin");
      }
    }
  }

  @Test
  void thereIsNoPageOfErrors() throws Exception {
    assertThat(send("GET", "/error", null).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/error", null, "Authorization", basic("aud")).statusCode())
        .isEqualTo(404);
  }
}
