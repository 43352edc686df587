package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The workbench in the browser of an analyst. */
class WorkbenchPagesTest extends PageTest {

  private static final Path POLICY = Models.DMN.resolve("si-joint-fusion.dmn");

  @TempDir private Path folder;

  private String changed(String old, String now) throws IOException {
    return Files.writeString(
            folder.resolve("changed.dmn"), Models.text(POLICY).replaceFirst(old, now))
        .toAbsolutePath()
        .toString();
  }

  private void upload(String field, String file) {
    browser.find(By.name(field)).sendKeys(file);
  }

  private void send() {
    browser.leaveBy(() -> browser.find(By.cssSelector("form.tool button")).click());
  }

  @ParameterizedTest
  @CsvSource({
    "'',Workbench",
    "/policy-catalog,policy-catalog",
    "/check,Check files",
    "/examples,Run the examples",
    "/compare,Compare two files",
    "/new,Begin a policy",
    "/version,Prepare a new version",
    "/live,Live",
    "/replay,Replay",
    "/notices,Notices",
    "/deployments,Deployments"
  })
  void everyPageIsSound(String path, String title) {
    browser.as("ana").open("/workbench" + path);

    browser.assertSound(title + " · Necessity");
  }

  @Test
  void thePoliciesAreListedAndOpenedFromTheKeyboard() {
    browser.as("ana").open("/workbench");

    browser.tabTo("a[href$='si-joint-fusion']").leaveBy(() -> browser.press(Keys.ENTER));

    assertThat(browser.path()).isEqualTo("/workbench/si-joint-fusion");
    assertThat(browser.find(By.cssSelector("svg.diagram")).isDisplayed()).isTrue();
  }

  @Test
  void aPolicyIsReadWithItsDiagramTablesCitationsAndExamples() {
    browser.as("ana").open("/workbench/si-joint-fusion");

    assertThat(browser.text())
        .contains(
            "Version 2025-11",
            "Rows of the catalogue",
            "Criterion baselinePain: MET with 5 or more of 10 in every record [1].",
            "Example Documented injections that state a duration: 2; Documented injections: 2 → reliefDuration: MET");
    browser.assertSound("si-joint-fusion · Necessity");
    browser.find(By.cssSelector("svg.diagram a[href='#decision-baselinePain']")).click();
    assertThat(browser.path()).endsWith("#decision-baselinePain");
  }

  @Test
  void aPrintedPolicyHasItsTablesAndNoMenu() {
    browser.as("ana").open("/workbench/review-outcome");
    byte[] paper = browser.print();
    browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));

    assertThat(new String(paper, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
    assertThat(browser.driver().findElement(By.cssSelector("nav.back")).isDisplayed()).isFalse();
    assertThat(browser.driver().findElement(By.cssSelector("table.decision")).isDisplayed())
        .isTrue();
    assertThat(
            (Long)
                browser
                    .driver()
                    .executeScript(
                        "return Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))
        .as("nothing is cut off")
        .isZero();
  }

  @Test
  void aFileIsCheckedByKeyboardAlone() throws IOException {
    browser.as("ana").open("/workbench/check");
    upload("file", changed("<text>\"NOT_MET\"</text>", "<text>NOT_MET</text>"));
    browser.tabTo("form.tool button").leaveBy(() -> browser.press(Keys.ENTER));

    assertThat(browser.text())
        .contains("1 error, 0 warnings", "row 2, rule_diagnosticInjections_twoCannotQualify");
    browser.assertSound("Check of changed.dmn · Necessity");
  }

  @Test
  void failingExamplesAreShownInTheirTable() throws IOException {
    browser.as("ana").open("/workbench/examples");
    upload("file", changed("<text>70</text>", "<text>75</text>"));
    send();

    assertThat(browser.find(By.cssSelector("td.differs")).getText()).isEqualTo("70");
    browser.assertSound("Examples of changed.dmn · Necessity");
  }

  @Test
  void aNoticeIsPreviewedInBothLanguages() {
    browser.as("ana").open("/workbench/notices");
    new Select(browser.find(By.name("request"))).selectByValue("seed");
    new Select(browser.find(By.name("audience"))).selectByValue("MEMBER");
    new Select(browser.find(By.name("lang"))).selectByValue("es");
    send();

    assertThat(browser.find(By.name("lang")).getAttribute("value")).isEqualTo("es");
    browser.assertSound("Notices · Necessity");
    browser.driver().switchTo().frame(browser.find(By.cssSelector("iframe.letter")));
    assertThat(browser.find(By.tagName("html")).getAttribute("lang")).isEqualTo("es");
    browser.driver().switchTo().defaultContent();
  }

  @Test
  void aRequestThatNoPolicyCoversHasNoNotice() {
    browser.as("ana").open("/workbench/notices?request=bilateral&audience=PROVIDER&lang=en");

    assertThat(browser.text()).contains("no policy covers this request");
  }

  @Test
  void aFileIsComparedSideBySide() throws IOException {
    browser.as("ana").open("/workbench/compare");
    Select before = new Select(browser.find(By.name("before")));
    before.selectByIndex(before.getOptions().size() - 1);
    before.selectByVisibleText(
        before.getOptions().stream()
            .map(option -> option.getText())
            .filter(text -> text.startsWith("si-joint-fusion,"))
            .findFirst()
            .orElseThrow());
    upload("afterFile", changed("<text>70</text>", "<text>75</text>"));
    send();

    assertThat(browser.find(By.cssSelector("td.changed-cell")).getText()).isEqualTo("70");
    browser.assertSound("What changed · Necessity");
  }

  @Test
  void pastCasesOfAPeriodAreReplayed() throws IOException {
    browser.as("ana").open("/workbench/replay");
    upload("candidate", changed("<text>42</text>", "<text>30</text>"));
    ((JavascriptExecutor) browser.driver())
        .executeScript(
            "document.getElementById('from').value = '2020-02-01'; document.getElementById('to').value = '2020-03-01'");
    send();

    assertThat(browser.find(By.linkText("Read the report")).isDisplayed()).isTrue();
    assertThat(browser.text())
        .contains(
            "Against past cases, received from 2020-02-01T00:00Z before 2020-03-01T00:00Z",
            "0 cases, 0 judged");
    browser.assertSound("Replay of changed.dmn · Necessity");
  }

  @Test
  void aReplayShowsItsResultByItself() throws IOException {
    browser.as("ana").open("/workbench/replay");
    new Select(browser.find(By.name("against"))).selectByValue("EXAMPLES");
    upload("candidate", changed("<text>42</text>", "<text>30</text>"));
    send();

    assertThat(browser.find(By.linkText("Read the report")).isDisplayed()).isTrue();
    browser.assertSound("Replay of changed.dmn · Necessity");
    browser.leaveBy(() -> browser.find(By.linkText("Read the report")).click());
    assertThat(browser.text())
        .contains(
            "Who would have been decided differently under changed.dmn", "lab-42-days-before");
  }

  @Test
  void aDeploymentLeadsToItsFiles() {
    browser.as("ana").open("/workbench/deployments");
    browser.leaveBy(() -> browser.find(By.cssSelector("table.list tbody a")).click());

    assertThat(browser.text())
        .contains("dmn/policy-catalog.dmn", "the application", "Nothing found.");
    browser.assertSound("Deployment necessity · Necessity");
  }

  @Test
  void aHostileFileIsAnsweredWithAPage() throws IOException {
    Path bomb =
        Files.writeString(
            folder.resolve("bomb.dmn"),
            "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a \"b\">]><definitions>&a;</definitions>");
    browser.as("ana").open("/workbench/examples");
    upload("file", bomb.toAbsolutePath().toString());
    send();

    assertThat(browser.find(By.cssSelector("[role=alert]")).getText()).contains("document type");
  }
}
