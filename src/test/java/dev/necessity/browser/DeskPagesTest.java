package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.casework.CaseDriver;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A case as those who work on it see it. */
class DeskPagesTest extends PageTest {

  private static final int PHONE = 390;

  private CaseDriver waitingCase() {
    return openCase(
        "seed",
        request -> {
          request.remove("receivedAt");
          request
              .withObject("/procedure")
              .put("plannedDate", LocalDate.now(ZoneOffset.UTC).plusWeeks(4).toString());
          request
              .withObject("/member")
              .put("name", "Maria <b>Munoz")
              .put("birthDate", "1968-05-04");
          request.withObject("/provider").put("phone", "+1 555 0100").put("fax", "+1 555 0101");
        });
  }

  private List<String> rows(String table) {
    return browser
        .driver()
        .findElements(By.xpath("//table[caption='" + table + "']/tbody/tr"))
        .stream()
        .map(row -> row.getText())
        .toList();
  }

  @Test
  void aReviewerSeesWhomAndWhatACaseIsAboutBeforeTheReviewerAsksForMore() {
    CaseDriver waiting = waitingCase().unavailable("NICOTINE_LAB");

    browser.as("rita").open("/cases/" + waiting.caseNumber());

    assertThat(browser.find(By.className("standing")).getText())
        .contains("waiting for documentation", "in time", "days left");
    assertThat(browser.find(By.id("request")).getText())
        .contains(
            "Minimally invasive sacroiliac joint fusion (CPT 27279), right",
            "Maria <b>Munoz",
            "M-0001",
            "Spine Clinic",
            "+1 555 0100",
            "+1 555 0101",
            "standard",
            "commercial");
    assertThat(rows("Open tasks"))
        .anySatisfy(row -> assertThat(row).contains("Injection report", "offered to reviewers"));
    assertThat(rows("Documents that were asked for"))
        .singleElement()
        .asString()
        .contains("Nicotine lab", "not available: not in the chart");
    assertThat(rows("Criteria"))
        .anySatisfy(
            row -> assertThat(row).contains("Free of nicotine", "unsure", "No laboratory report"));
    assertThat(rows("Injection"))
        .singleElement()
        .asString()
        .contains("July 1, 2025", "relief 80 to 90 %", "from “Office note”", "enough relief");
    browser.assertSound("Case " + waiting.caseNumber() + " · Necessity");
  }

  @Test
  void theDirectorSeesWhatWasDecidedBeforeAndGoesThereByTheKeyboard() {
    CaseDriver denied =
        openCase("seed").time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
    CaseDriver again = openCase("seed").time("documentationPeriodOver");

    browser.as("mia").open("/cases/" + again.caseNumber());
    assertThat(rows("Earlier and linked cases"))
        .anySatisfy(
            row -> assertThat(row).contains(denied.caseNumber(), "do not certify", "Mia Moreau"));
    browser
        .tabTo("#linked a[href$='" + denied.caseNumber() + "']")
        .leaveBy(() -> browser.press(Keys.ENTER));

    assertThat(browser.path()).isEqualTo("/cases/" + denied.caseNumber());
    assertThat(browser.find(By.id("decision")).getText())
        .contains("do not certify", "Mia Moreau (mia)");
    assertThat(rows("Notices")).hasSize(2);
    browser.assertSound("Case " + denied.caseNumber() + " · Necessity");
  }

  @Test
  void theWorkIsOneRowACaseAndTheFirstDueIsTheFirst() {
    CaseDriver later = waitingCase();
    CaseDriver overdue = openCase("seed");
    CaseDriver decided = openCase("all-met-ambulatory");

    browser.as("rita").open("/cases");
    browser.assertSound("Work · Necessity");
    List<String> work = rows("Cases, the first due first");
    assertThat(work)
        .filteredOn(row -> row.contains(overdue.caseNumber()))
        .singleElement()
        .asString()
        .contains("overdue", "waiting for documentation", "tasks");
    assertThat(position(work, overdue)).isLessThan(position(work, later));
    assertThat(work).noneSatisfy(row -> assertThat(row).contains(decided.caseNumber()));

    browser.tabTo("[name=overdue]").press(Keys.SPACE);
    browser.tabTo("form.search button").leaveBy(() -> browser.press(Keys.ENTER));
    assertThat(rows("Cases, the first due first"))
        .anySatisfy(row -> assertThat(row).contains(overdue.caseNumber()))
        .noneSatisfy(row -> assertThat(row).contains(later.caseNumber()));

    later.claim("INJECTION_REPORT", "rita");
    browser.open("/cases?whose=MINE");
    assertThat(rows("Cases, the first due first"))
        .singleElement()
        .asString()
        .contains(later.caseNumber(), "with Rita Rossi");
    browser.open("/cases?whose=MINE&caseNumber=" + overdue.caseNumber());
    assertThat(browser.find(By.cssSelector("[role=status]")).getText()).isEqualTo("No case fits.");
  }

  private static int position(List<String> rows, CaseDriver of) {
    return rows.indexOf(
        rows.stream().filter(row -> row.contains(of.caseNumber())).findFirst().orElseThrow());
  }

  @Test
  void aClerkLooksUpACaseOnThePhoneInTheDark() {
    CaseDriver waiting = waitingCase();
    browser.phone(PHONE).dark();

    browser.as("ines").open("/cases/" + waiting.caseNumber());

    assertThat((Long) browser.driver().executeScript("return document.documentElement.scrollWidth"))
        .as("nothing is wider than the phone")
        .isLessThanOrEqualTo(PHONE);
    assertThat(rows("Open tasks"))
        .as("a row is read from top to bottom")
        .anySatisfy(row -> assertThat(row).contains("\n"));
    browser.assertSound("Case " + waiting.caseNumber() + " · Necessity");
  }

  @Test
  void aCaseIsPrintedForTheFile() throws IOException {
    CaseDriver waiting = waitingCase();
    browser.dark().as("rita").open("/cases/" + waiting.caseNumber());

    try (PDDocument printed = Loader.loadPDF(browser.print())) {
      assertThat(new PDFTextStripper().getText(printed).replaceAll("\\s+", " "))
          .contains(
              "Case " + waiting.caseNumber(),
              "Member id",
              "Injection, July 1, 2025",
              "Perform a second confirmatory")
          .doesNotContain("Skip to the content", "Tasklist");
    }
  }
}
