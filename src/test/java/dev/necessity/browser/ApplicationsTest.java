package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Inside;
import dev.necessity.app.door.Door;
import dev.necessity.casework.CaseDriver;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.WebElement;

/**
 * People at work in the engine's web applications: each call that a page makes is on the list of
 * calls, and is answered.
 */
class ApplicationsTest extends PageTest {

  /**
   * What a page asks although it need not be there: who is logged in before anybody is, a rule for
   * passwords, comments, external tasks.
   */
  private static final Set<String> NOT_THERE =
      Set.of(
          "/camunda/api/admin/auth/user/default",
          "identity/password-policy",
          "/comment",
          "/external-task/count");

  private final Door door = new Door();

  private void logIn(String application, String user, String name) {
    browser.logIn(application, user);
    shows(name);
  }

  private void shows(String text) {
    browser.waitUntil(() -> browser.text().contains(text));
  }

  private void click(String text) {
    click(
        By.xpath(
            "//a[contains(normalize-space(.), '"
                + text
                + "')] | //button[contains(normalize-space(.), '"
                + text
                + "')]"));
  }

  /** Clicks as soon as nothing covers it: a list is drawn again when its count arrives. */
  private void click(By what) {
    browser.waitUntil(() -> press(what));
  }

  /** Whether it could be clicked; else a message of the page that may cover it is closed. */
  private boolean press(By what) {
    try {
      browser.find(what).click();
      return true;
    } catch (ElementClickInterceptedException covered) {
      browser
          .driver()
          .findElements(By.cssSelector("[ng-click^=removeNotification]"))
          .forEach(WebElement::click);
      return false;
    }
  }

  /**
   * Ticks {@code box} and presses {@code button} until the dialog offers {@code next}: a list that
   * is drawn again has lost its tick.
   */
  private void choose(By box, By button, By next) {
    browser.waitUntil(
        () -> {
          if (shown(next)) {
            return true;
          }
          if (shown(box) && !browser.find(box).isSelected()) {
            press(box);
          } else if (shown(button) && browser.find(button).isEnabled()) {
            press(button);
          }
          return false;
        });
  }

  private boolean shown(By what) {
    return browser.driver().findElements(what).stream().anyMatch(WebElement::isDisplayed);
  }

  private void type(String field, String text) {
    browser.find(By.id(field)).sendKeys(text);
  }

  /** Presses a button of the dialog that is open, and waits until it has closed. */
  private void confirm(String button) {
    click(inDialog("button[contains(normalize-space(.), '" + button + "')]"));
    browser.waitUntil(() -> browser.driver().findElements(By.className("modal-dialog")).isEmpty());
  }

  private static By inDialog(String what) {
    return By.xpath("//div[contains(@class, 'modal-dialog')]//" + what);
  }

  private void open(String place, String sign) {
    browser.open(place);
    shows(sign);
  }

  private void assertAnswered(int atLeast) {
    List<String> answered = browser.answered("/camunda/api/");
    assertThat(answered)
        .hasSizeGreaterThan(atLeast)
        .allSatisfy(
            call -> {
              String[] words = call.split(" ");
              String path = words[2].replaceAll("[?].*", "").replace("%3A", ":");
              if (NOT_THERE.stream().noneMatch(path::endsWith)) {
                assertThat(Integer.parseInt(words[0])).as(call).isLessThan(400);
                assertThat(door.find(words[1], Arrays.asList(path.substring(1).split("/"))))
                    .as(call)
                    .isPresent();
              }
            });
  }

  @Test
  void aReviewerFindsClaimsAndReadsATask() {
    CaseDriver waiting = openCase("seed", body -> body.remove("receivedAt"));
    logIn("tasklist", "rita", "Rita Rossi");
    click("My tasks");
    click("Overdue, reviewers");
    click("Tasks of reviewers");
    browser
        .find(
            By.xpath(
                "//*[contains(@class, 'task')]//h4[contains(., '" + waiting.caseNumber() + "')]"))
        .click();
    click("Claim");
    for (String tab : List.of("History", "Diagram", "Form")) {
      click(tab);
    }
    browser.find(By.cssSelector("[id$='-Field_available-0']"));

    assertThat(browser.text())
        .as("what the door does not let through")
        .doesNotContain("Create task", "Add Comment", "Set follow-up date");
    assertThat(browser.driver().findElements(By.className("reset-due-date")))
        .noneMatch(WebElement::isDisplayed);
    assertAnswered(15);
  }

  @Test
  void anAuditorLooksAtACaseAndAnAnalystAtTheModels() {
    CaseDriver waiting = openCase("seed", body -> body.remove("receivedAt"));
    logIn("cockpit", "aud", "Aud Aune");
    open(
        "/camunda/app/cockpit/default/#/process-instance/" + waiting.processInstanceId(),
        "documentRequests");
    click("User Tasks");
    shows("Obtain documentation");
    open("/camunda/app/cockpit/default/#/decisions", "Accepted labs");
    String table =
        engine
            .getRepositoryService()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey("si-joint-fusion--baselinePain")
            .latestVersion()
            .singleResult()
            .getId();
    open("/camunda/app/cockpit/default/#/decision-definition/" + table, "Scores high enough");
    assertAnswered(20);

    browser.driver().manage().deleteAllCookies();
    logIn("cockpit", "ana", "Ana Alvarez");
    open("/camunda/app/cockpit/default/#/processes", "Prior authorisation");
    click("Prior authorisation");
    browser.find(By.cssSelector("[data-element-id=obtainDocumentation]"));
    open("/camunda/app/cockpit/default/#/repository", "necessity");
    assertAnswered(15);
  }

  @Test
  void anAdministratorLooksAfterPeople() {
    logIn("admin", "admin", "Ada Admin");
    open("/camunda/app/admin/default/#/users", "rita");
    open("/camunda/app/admin/default/#/users/rita?tab=groups", "reviewers");
    open("/camunda/app/admin/default/#/groups", "intake");
    open("/camunda/app/admin/default/#/authorization?resource=5", "medical-directors");
    open("/camunda/app/admin/default/#/system?section=diagnostics-system-settings", "internals");
    open(
        "/camunda/app/admin/default/#/system?section=system-settings-metrics",
        "Decision Instances");
    assertThat(browser.text()).doesNotContain("could not");

    assertAnswered(15);
  }

  @Test
  void anAdministratorTakesSomebodyOnAndLetsThemGo() {
    logIn("admin", "admin", "Ada Admin");
    browser.open("/camunda/app/admin/default/#/user-create");
    type("inputUserId", "nora");
    type("inputPassword", "forgotten at 07:15");
    type("inputPasswordRepeat", "forgotten at 07:15");
    type("inputFirstname", "Nora");
    type("inputLastname", "Neumann");
    click("Create new user");
    shows("Neumann");

    open("/camunda/app/admin/default/#/users/nora?tab=groups", "Add to a group");
    click("Add to a group");
    choose(
        inDialog("tr[contains(., 'reviewers')]//input"),
        inDialog("button[contains(normalize-space(.), 'Add Groups')]"),
        inDialog("button[contains(normalize-space(.), 'OK')]"));
    confirm("OK");
    assertThat(
            engine
                .getIdentityService()
                .createGroupQuery()
                .groupMember("nora")
                .singleResult()
                .getId())
        .isEqualTo("reviewers");

    open("/camunda/app/admin/default/#/users/nora?tab=account", "Unlock User");
    click("Unlock User");
    shows("unlocked");
    open("/camunda/app/admin/default/#/users/nora?tab=profile", "Neumann");
    open("/camunda/app/admin/default/#/users/nora?tab=account", "Unlock User");
    type("inputAuthenticationUserPassword", "demo");
    type("inputPassword", "remembered at 07:20");
    type("inputPasswordRepeat", "remembered at 07:20");
    click("Change Password");
    browser.waitUntil(
        () -> engine.getIdentityService().checkPassword("nora", "remembered at 07:20"));
    click("Delete User");
    confirm("Proceed");
    browser.waitUntil(
        () -> engine.getIdentityService().createUserQuery().userId("nora").count() == 0);

    assertAnswered(20);
  }

  @Test
  void anAdministratorMakesAGroupWithARightAndTakesItAway() {
    logIn("admin", "admin", "Ada Admin");
    browser.open("/camunda/app/admin/default/#/group-create");
    type("inputGroupId", "night-shift");
    type("inputName", "Night shift");
    click("Create new group");
    shows("Night shift");

    open("/camunda/app/admin/default/#/groups/night-shift?tab=group", "Delete Group");
    click("Delete Group");
    confirm("Proceed");
    browser.waitUntil(
        () -> engine.getIdentityService().createGroupQuery().groupId("night-shift").count() == 0);

    assertAnswered(10);
  }

  @Test
  void anAdministratorBringsACaseThatStandsStillBackIntoMotion() {
    CaseDriver waiting = openCase("seed", body -> body.remove("receivedAt"));
    Job timer =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(waiting.processInstanceId())
            .timers()
            .list()
            .get(0);
    Inside.of(engine, () -> engine.getManagementService().setJobRetries(timer.getId(), 0));
    logIn("cockpit", "admin", "Ada Admin");
    browser.open(
        "/camunda/app/cockpit/default/#/process-instance/"
            + waiting.processInstanceId()
            + "/runtime?tab=incidents-tab");
    click(By.cssSelector("a.edit[ng-click='openModal()']"));
    browser.find(inDialog("textarea")).sendKeys("The clock of a node was wrong.");
    click(inDialog("button[contains(., 'Save')]"));
    confirm("Ok");
    assertThat(
            engine
                .getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(waiting.processInstanceId())
                .singleResult()
                .getAnnotation())
        .isEqualTo("The clock of a node was wrong.");
    browser.find(By.cssSelector("a[ng-click^=openJobRetryDialog]")).click();
    click(inDialog("button[contains(., 'Retry')]"));
    confirm("OK");
    browser.waitUntil(
        () ->
            engine
                    .getRuntimeService()
                    .createIncidentQuery()
                    .processInstanceId(waiting.processInstanceId())
                    .count()
                == 0);

    assertAnswered(15);
  }
}
