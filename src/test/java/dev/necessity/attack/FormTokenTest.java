package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form of one of our pages is sent with the token of that page, or does nothing. */
class FormTokenTest extends EdgeTest {

  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"_csrf\" value=\"([^\"]+)\">");

  private static String cookie(HttpResponse<String> page) {
    return page.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static String token(HttpResponse<String> page) {
    Matcher field = FIELD.matcher(page.body());
    assertThat(field.find()).as(page.body()).isTrue();
    return field.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "adam, /audit/holds, caseNumber=PA-NONE&reason=x",
    "adam, /audit/holds/lift, caseNumber=PA-NONE&reason=x",
    "adam, /deliveries/none/retry, a=b",
    "aud, /audit/PA-NONE/recheck, a=b",
    "ana, /workbench/replay/none/stop, a=b",
    "ana, /workbench/check, a=b",
    "ana, /workbench/examples, a=b",
    "ana, /workbench/compare, a=b",
    "ana, /workbench/new, a=b",
    "ana, /workbench/version, a=b",
    "ana, /workbench/live, a=b",
    "ana, /workbench/live/back, a=b",
    "ana, /workbench/replay, a=b"
  })
  void aFormWithoutTheTokenOfItsPageDoesNothing(String user, String path, String form)
      throws Exception {
    HttpResponse<String> page = send("GET", "/audit/holds", null, "Authorization", basic("adam"));
    String cookie = cookie(page).replaceFirst(";.*", "");
    String another = token(send("GET", "/audit/holds", null, "Authorization", basic("adam")));
    for (String[] tried :
        List.of(
            new String[] {"", null},
            new String[] {"", cookie},
            new String[] {"&_csrf=" + token(page), null},
            new String[] {"&_csrf=" + another, cookie},
            new String[] {"&_csrf=" + cookie.replaceFirst(".*=", ""), cookie},
            new String[] {"&_csrf=", "NECESSITY-FORM="})) {
      HttpResponse<String> answer =
          send(
              "POST",
              path,
              form + tried[0],
              "Authorization",
              basic(user),
              "Content-Type",
              "application/x-www-form-urlencoded",
              "Cookie",
              tried[1]);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
      assertThat(answer.body()).contains("has no token");
    }
    HttpResponse<String> sent =
        send(
            "POST",
            path,
            form + "&_csrf=" + token(page),
            "Authorization",
            basic(user),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Cookie",
            cookie);
    assertThat(sent.body()).doesNotContain("has no token");
  }

  @ParameterizedTest
  @CsvSource({
    "ana, /workbench/check",
    "ana, /workbench/examples",
    "ana, /workbench/compare",
    "ana, /workbench/new",
    "ana, /workbench/version",
    "ana, /workbench/live",
    "ana, /workbench/replay",
    "adam, /audit/holds"
  })
  void everyFormThatChangesSomethingHasTheTokenAndNoScriptCanReadItsCookie(String user, String path)
      throws Exception {
    HttpResponse<String> page = send("GET", path, null, "Authorization", basic(user));

    assertThat(page.body().split("method=\"post\"", -1))
        .hasSameSizeAs(FIELD.split(page.body(), -1));
    assertThat(cookie(page))
        .startsWith("NECESSITY-FORM=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void aTokenIsNotTheSameTwice() throws Exception {
    HttpResponse<String> first = send("GET", "/audit/holds", null, "Authorization", basic("adam"));

    HttpResponse<String> second =
        send(
            "GET",
            "/audit/holds",
            null,
            "Authorization",
            basic("adam"),
            "Cookie",
            cookie(first).replaceFirst(";.*", ""));

    assertThat(token(second))
        .as("so that its characters cannot be guessed one by one from the size of the answer")
        .isNotEqualTo(token(first));
    assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
  }
}
