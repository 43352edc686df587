package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What a page of another site can do in the browser of somebody who is logged in here. */
class OtherSiteTest extends PageTest {

  private void onAnotherSite(String html) {
    browser
        .driver()
        .get(
            "data:text/html;charset=utf-8,"
                + URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  @Test
  void itsFormPlacesNoHold() {
    browser.as("admin").open("/audit/holds");
    String here = browser.driver().getCurrentUrl();
    onAnotherSite(
        "<form method=\"post\" action=\""
            + here
            + "\"><input name=\"caseNumber\" value=\"PA-1\"><input name=\"reason\" value=\"x\"><button>Win</button></form>");

    browser.leaveBy(() -> browser.driver().findElement(By.tagName("button")).click());

    assertThat(browser.text()).contains("Forbidden", "A page of another site sent this");
    assertThat(browser.open("/audit/holds").text()).contains("No case is held.");
  }

  @Test
  void itsLinkOpensAPageAfterOneMoreClick() {
    browser.as("aud").open("/audit");
    String here = browser.driver().getCurrentUrl();
    onAnotherSite("<a href=\"" + here + "?policyId=si-joint-fusion\">Look</a>");

    browser.leaveBy(() -> browser.driver().findElement(By.tagName("a")).click());
    assertThat(browser.text())
        .contains("A page of another site leads here")
        .doesNotContain("Find cases");
    browser.leaveBy(() -> browser.driver().findElement(By.linkText("go on")).click());

    assertThat(browser.path()).isEqualTo("/audit?policyId=si-joint-fusion");
    assertThat(browser.text()).contains("Find cases");
  }
}
