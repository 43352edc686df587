package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.casework.CaseDriver;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A reviewer at work in Tasklist. */
class TasklistTest extends PageTest {

  private static final DateTimeFormatter AS_TYPED =
      DateTimeFormatter.ofPattern("M/d/yyyy", Locale.US);

  /** Meets every criterion but for the nicotine lab, which nobody sent. */
  private CaseDriver caseWithoutNicotineLab() {
    return openCase(
        "all-met-ambulatory",
        request -> {
          request.remove("receivedAt");
          request
              .withObject("/procedure")
              .put("plannedDate", LocalDate.now(ZoneOffset.UTC).plusWeeks(2).toString());
          ((ObjectNode) request.get("evidence")).remove(List.of("nicotine", "nicotineLabs"));
        });
  }

  private static By button(String text) {
    return By.xpath("//button[contains(normalize-space(.), '" + text + "')]");
  }

  private void complete() {
    click(browser.find(button("Complete")));
  }

  /** A long form or list ends below the foot of the window, which would take the click. */
  private void click(WebElement element) {
    browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  private WebElement field(String id) {
    return browser.find(By.cssSelector("[id$='-Field_" + id + "']"));
  }

  private void choose(String id, int answer) {
    field(id + "-" + answer).click();
  }

  /**
   * Types faster than a person: what the form, which is still drawing what was typed before, does
   * not take is typed again, as a person would.
   */
  private void type(String id, String text) {
    browser.waitUntil(
        () -> {
          WebElement field = field(id);
          field.clear();
          field.sendKeys(text);
          // The form takes a text over when its field is left.
          field.sendKeys(Keys.TAB);
          return text.equals(field(id).getDomProperty("value"));
        });
  }

  private void drawn(LocalDate date) {
    WebElement field = browser.find(By.cssSelector("input.flatpickr-input"));
    field.clear();
    field.sendKeys(date.format(AS_TYPED), Keys.ENTER);
  }

  /** What was typed is still in the form, which is drawn anew after an error. */
  private void assertKept(String id, String typed) {
    browser.waitUntil(() -> typed.equals(field(id).getDomProperty("value")));
  }

  @Test
  void whatAFormComputesIsSeenWhileTyping() {
    CaseDriver waiting = openCase("seed", request -> request.remove("receivedAt"));
    assertThat(waiting.documents()).contains("INJECTION_REPORT");

    browser.logIn("tasklist", "rita");
    browser.find(By.linkText("Tasks of reviewers")).click();
    click(
        browser.find(
            By.xpath(
                "//*[contains(@class, 'task')]//h4[contains(., 'Injection report') and contains(., '"
                    + waiting.caseNumber()
                    + "')]")));
    browser.find(button("Claim")).click();
    choose("available", 0);
    browser.find(By.xpath("//*[contains(text(), 'Relief by the two scores: not known')]"));
    type("painBefore", "8");
    type("painAfter", "2.5");

    browser.find(
        By.xpath(
            "//*[contains(text(), 'Relief by the two scores: 68.8 %') or contains(text(), 'Relief by the two scores: 68.7 %')]"));
  }

  @Test
  void aReviewerSeesTheCaseBesideTheFormWithoutAnotherLogIn() {
    CaseDriver waiting = caseWithoutNicotineLab();

    browser.logIn("tasklist", "rita");
    browser.find(By.linkText("Tasks of reviewers")).click();
    click(
        browser.find(
            By.xpath(
                "//*[contains(@class, 'task')]//h4[contains(., '" + waiting.caseNumber() + "')]")));
    browser
        .find(By.xpath("//*[contains(@class, 'task-details')]//a[normalize-space(.)='Case']"))
        .click();
    browser
        .driver()
        .switchTo()
        .frame(browser.find(By.cssSelector("iframe[title='Case " + waiting.caseNumber() + "']")));

    assertThat(browser.find(By.id("request")).getText())
        .contains("Minimally invasive sacroiliac joint fusion (CPT 27279)");
    assertThat(browser.find(By.className("standing")).getText())
        .contains("waiting for documentation");
    browser.driver().switchTo().defaultContent();

    browser.open("/cases/" + waiting.caseNumber() + "/tab");
    assertThat(browser.text()).contains(waiting.caseNumber());
    browser.assertAccessible();
  }

  @Test
  void aReviewerSuppliesTheMissingLabAndTheCaseIsDecided() {
    CaseDriver waiting = caseWithoutNicotineLab();
    assertThat(waiting.documents()).containsExactly("NICOTINE_LAB");

    browser.logIn("tasklist", "rita");
    browser.find(By.linkText("Tasks of reviewers")).click();
    browser
        .find(
            By.xpath(
                "//*[contains(@class, 'task')]//h4[contains(., '" + waiting.caseNumber() + "')]"))
        .click();
    browser.find(button("Claim")).click();
    choose("available", 0);
    choose("document", 0);
    drawn(LocalDate.now(ZoneOffset.UTC).plusDays(3));
    choose("analyte", 1);
    choose("specimen", 1);
    type("value", "4");
    type("unit", "ng/mL");
    type("source_document", "Laboratory report of the clinic");
    assertKept("value", "4");
    assertKept("source_document", "Laboratory report of the clinic");
    complete();

    WebElement problem = browser.find(By.cssSelector(".notifications [role=alert]"));
    assertThat(problem.getText())
        .contains("drawnOn: is after today; correct the date of what has happened");
    assertKept("value", "4");
    assertKept("source_document", "Laboratory report of the clinic");
    assertThat(waiting.documents()).containsExactly("NICOTINE_LAB");

    browser.find(By.cssSelector(".notifications button.close")).click();
    drawn(LocalDate.now(ZoneOffset.UTC).minusDays(3));
    complete();
    browser.waitUntil(() -> waiting.documents().isEmpty());
    waiting.join().confirm("CONFIRM");

    assertThat(waiting.determination().at("/disposition").asText()).isEqualTo("CERTIFY");
    assertThat(waiting.determination().at("/decidedBy/kind").asText()).isEqualTo("POLICY");
    assertThat(waiting.view().assessment().toString()).contains("nicotineLab");
  }
}
