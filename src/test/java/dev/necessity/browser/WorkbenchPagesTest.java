package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The analysts' pages in the browser: the policies with their diagram and tables, and what another version changes. */
class WorkbenchPagesTest extends PageTest {

  @Test
  void thePoliciesAreListedAndOpenedFromTheKeyboard() {
    browser.as("ana").open("/workbench");
    browser.assertSound("Workbench");

    browser.tabTo("a[href$='si-joint-fusion']").press(Keys.ENTER);

    browser.waitUntil(() -> browser.path().equals("/workbench/si-joint-fusion"));
    assertThat(browser.find(By.cssSelector("svg.diagram")).isDisplayed()).isTrue();
  }

  @Test
  void aPolicyIsReadInItsDiagramAndItsTables() throws IOException {
    browser.as("ana").open("/workbench/si-joint-fusion");

    assertThat(browser.driver().findElements(By.cssSelector("table.decision")).size()).isGreaterThan(20);
    browser.assertSound("si-joint-fusion");
    browser.tabTo("svg.diagram a[href='#decision-baselinePain']").press(Keys.ENTER);
    assertThat(browser.path()).endsWith("#decision-baselinePain");
    try (PDDocument printed = Loader.loadPDF(browser.print())) {
      assertThat(new PDFTextStripper().getText(printed).replaceAll("\\s+", " ")).contains("Version 2025-11", "5 or more of 10");
    }
  }

  @Test
  void twoVersionsAreComparedSideBySide() {
    String before = engine.getRepositoryService().createDecisionDefinitionQuery().decisionDefinitionKey("siJointFusion").versionTag("2025-11").singleResult().getDeploymentId();
    String changed = Models.text(Models.DMN.resolve("si-joint-fusion.dmn")).replace("versionTag=\"2025-11\"", "versionTag=\"2026-01\"").replace("<text>70</text>", "<text>75</text>");
    Deployment after = engine.getRepositoryService().createDeployment().addString("si-joint-fusion.dmn", changed).deploy();
    try {
      browser.as("ana").open("/workbench/si-joint-fusion/comparison?from=" + before + "&to=" + after.getId());

      assertThat(browser.text()).contains("70 became 75");
      browser.assertSound("si-joint-fusion");
    } finally {
      engine.getRepositoryService().deleteDeployment(after.getId());
    }
  }
}
