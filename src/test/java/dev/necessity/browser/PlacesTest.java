package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.casework.CaseDriver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The first page, and the notices as the people who get them see them. */
class PlacesTest extends PageTest {

  @Test
  void theFirstPageLeadsEachGroupToItsPlaceWithoutALogIn() {
    browser.open("/");

    assertThat(browser.driver().findElements(By.cssSelector(".places h3")))
        .extracting(heading -> heading.getText())
        .contains(
            "Intake", "Reviewers", "Medical directors", "Analysts", "Auditors", "Administrators");
    browser.assertSound("Necessity");
    browser.tabTo("a[href='workbench']");
  }

  @ParameterizedTest
  @CsvSource({"/metrics, Prior authorisation", "/deliveries, Deliveries"})
  void figuresAndDeliveriesAreThereForAuditors(String path, String title) {
    openCase("seed").time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));

    browser.as("aud").open(path);

    browser.assertSound(title);
    browser.tabTo("main a");
  }

  @ParameterizedTest
  @CsvSource({
    "PROVIDER, en, Notice of determination",
    "PROVIDER, es, Aviso de determinación",
    "MEMBER, en, Our decision about your surgery",
    "MEMBER, es, Nuestra decisión sobre su cirugía"
  })
  void aNoticeIsReadableInBothLanguages(String audience, String language, String title) {
    CaseDriver denied =
        openCase("seed").time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));

    browser
        .as("ines")
        .open(
            "/api/requests/"
                + denied.caseNumber()
                + "/notice?audience="
                + audience
                + "&lang="
                + language);

    assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
        .startsWith(language);
    assertThat(browser.text()).contains(denied.caseNumber());
    browser.assertSound(title);
  }
}
