package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.workflow.CaseDriver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The auditor's pages in the browser. */
class AuditPagesTest extends PageTest {

  @Test
  void theSearchFindsACase() {
    String caseNumber = openCase("all-met-ambulatory").caseNumber();

    browser.as("aud").open("/audit");
    browser.assertSound("Cases · Necessity");
    browser.find(By.name("caseNumber")).sendKeys(caseNumber);
    browser.find(By.cssSelector("form.search button")).click();

    assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(1);
    browser.assertSound("Cases · Necessity");
  }

  @Test
  void aDeniedCaseShowsHowItCameToItsDecision() {
    CaseDriver denied = openCase("seed");
    denied.time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));

    browser.as("aud").open("/audit/" + denied.caseNumber());

    assertThat(browser.text()).contains("do not certify", "Mia Moreau (mia)", "Every decision table");
    assertThat(browser.find(By.cssSelector("svg.diagram .taken")).isDisplayed()).isTrue();
    assertThat(browser.driver().findElements(By.cssSelector("tr.fired"))).hasSizeGreaterThan(20);
    browser.assertSound("Case " + denied.caseNumber() + " · Necessity");
  }
}
