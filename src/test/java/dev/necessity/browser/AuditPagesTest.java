package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.casework.CaseDriver;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * The auditor's pages in the browser: to find a case, to read how it was decided, to print it; all
 * of it also without a mouse.
 */
class AuditPagesTest extends PageTest {

  /** In pixels: more is not looked through. */
  private static final long HIGHEST = 10_000;

  private CaseDriver deniedCase() {
    return openCase("seed").time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
  }

  @Test
  void theSearchFindsACaseOrSaysThatNoneFits() {
    String caseNumber = openCase("all-met-ambulatory").caseNumber();

    browser.as("aud").open("/audit");
    browser.assertSound("Cases · Necessity");
    browser.leaveBy(() -> browser.find(By.name("caseNumber")).sendKeys(caseNumber, Keys.ENTER));
    assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(1);
    browser.open("/audit?caseNumber=PA-NONE");

    assertThat(browser.find(By.cssSelector("[role=status]")).getText()).isEqualTo("No case fits.");
    browser.assertSound("Cases · Necessity");
  }

  @Test
  void aDeniedCaseShowsHowItCameToItsDecision() {
    CaseDriver denied = deniedCase();

    browser.as("aud").open("/audit/" + denied.caseNumber());

    assertThat(browser.text()).contains("do not certify", "Mia Moreau (mia)");
    assertThat(browser.find(By.id("criteria")).getText())
        .as("each criterion with the rule that fired")
        .contains("not met", "(rule_");
    assertThat(browser.driver().findElements(By.cssSelector("tr.fired")))
        .as("what is folded is not there yet")
        .isEmpty();
    assertThat(height()).isLessThan(HIGHEST);
    browser.assertSound("Case " + denied.caseNumber() + " · Necessity");

    unfold("Timeline");
    unfold("Path through the process");
    assertThat(browser.find(By.cssSelector("svg.diagram .taken")).isDisplayed()).isTrue();
    unfold("Assessment 1, every decision table");
    assertThat(browser.driver().findElements(By.cssSelector("tr.fired"))).hasSizeGreaterThan(20);
    assertThat(height()).as("a table is folded until somebody asks for it").isLessThan(HIGHEST);
    browser.assertSound("Case " + denied.caseNumber() + " · Necessity");
  }

  private long height() {
    return ((Number) browser.driver().executeScript("return document.documentElement.scrollHeight"))
        .longValue();
  }

  /** Opens a part and waits until it is there. */
  private void unfold(String title) {
    String part = "//summary[.='" + title + "']";
    browser.find(By.xpath(part)).click();
    browser.find(By.xpath(part + "/following-sibling::section"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/whole",
        "/parts/timeline",
        "/parts/process",
        "/parts/decisions",
        "/parts/assessment-1"
      })
  void everyPartIsAPageOfItsOwnForWhoRunsNoScripts(String part) {
    CaseDriver denied = deniedCase();

    browser.as("aud").open("/audit/" + denied.caseNumber() + part);

    browser.assertSound(denied.caseNumber());
  }

  @Test
  void theKeyboardAloneFindsACaseAndReadsIt() {
    String caseNumber = openCase("all-met-ambulatory").caseNumber();
    browser.as("aud").open("/audit");

    assertThat(browser.tabOrder(7))
        .containsExactly(
            "Skip to the content",
            "Necessity",
            "Cases",
            "Legal holds",
            "Removed cases",
            "Case number, or its beginning",
            "Received from (included)");
    browser
        .open("/audit")
        .tabTo("[name=caseNumber]")
        .press(caseNumber)
        .tabTo("form.search button")
        .leaveBy(() -> browser.press(Keys.ENTER));
    assertThat(browser.path()).contains("caseNumber=" + caseNumber);
    browser.tabTo("tbody a").leaveBy(() -> browser.press(Keys.ENTER));
    assertThat(browser.path()).isEqualTo("/audit/" + caseNumber);

    browser.press(Keys.TAB).press(Keys.ENTER);
    assertThat(browser.path()).as("skips what is the same on each page").endsWith("#main");
    browser.tabTo("#more li:nth-child(2) summary").press(Keys.ENTER);
    browser.find(By.id("process"));
    browser.tabTo("[aria-label='Process diagram']").press(Keys.ARROW_RIGHT);
    browser.waitUntil(
        () ->
            ((Number) browser.driver().executeScript("return document.activeElement.scrollLeft"))
                    .intValue()
                > 0);
    browser.tabTo("#process details:not(.viewer-frame) summary").press(Keys.ENTER);
    assertThat(browser.find(By.cssSelector("#process details[open] table")).getText())
        .contains("Path of the case");
  }

  @Test
  void aCaseIsPrintedWithItsDecisionAndWithoutWhatIsThereToClick() throws IOException {
    CaseDriver denied = deniedCase();
    browser.as("aud").open("/audit/" + denied.caseNumber() + "/whole");

    try (PDDocument printed = Loader.loadPDF(browser.print())) {
      String text = new PDFTextStripper().getText(printed);
      assertThat(text)
          .contains(
              "Case " + denied.caseNumber(),
              "do not certify",
              "Timeline of the case",
              "hit policy",
              "fired");
      assertThat(text).doesNotContain("Judge again", "Export as a bundle", "Skip to the content");
      assertThat(printed.getNumberOfPages()).isGreaterThan(5);
    }
  }

  @Test
  void theProcessIsDrawnAsModelerDrawsItWithThePathOfTheCase() {
    CaseDriver denied = deniedCase();
    browser.as("aud").open("/audit/" + denied.caseNumber());

    unfold("Path through the process");
    browser.tabTo(".viewer-frame summary").press(Keys.ENTER);

    browser.waitUntil(
        () ->
            browser
                    .driver()
                    .findElements(
                        By.cssSelector(
                            ".viewer .djs-element.passed[data-element-id='reviewByMedicalDirector']"))
                    .size()
                == 1);
    assertThat(browser.driver().findElements(By.cssSelector(".viewer .djs-connection.taken")))
        .hasSizeGreaterThan(5);
    assertThat(
            browser
                .driver()
                .findElements(
                    By.cssSelector(".viewer .djs-element.passed[data-element-id='joinMeasure']")))
        .as("a gateway that only joins")
        .hasSize(1);
    assertThat(
            browser
                .driver()
                .findElements(
                    By.cssSelector(".viewer .djs-element.passed[data-element-id='routeManually']")))
        .isEmpty();
    browser.assertSound("Case " + denied.caseNumber() + " · Necessity");
  }

  @Test
  void aCaseIsJudgedAgain() {
    CaseDriver denied = deniedCase();
    browser.as("aud").open("/audit/" + denied.caseNumber());

    browser.leaveBy(() -> browser.find(By.xpath("//button[.='Judge again']")).click());

    assertThat(browser.path()).endsWith("/recheck");
    browser.assertSound("Case " + denied.caseNumber() + " judged again · Necessity");
  }
}
