package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.platform.door.Door;
import dev.necessity.workflow.CaseDriver;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** People at work in the engine's web applications: each call that a page makes is on the list of calls, and is answered. */
class ApplicationsTest extends PageTest {

  /** What a page asks although it need not be there: who is logged in before anybody is, a rule for passwords, comments, external tasks. */
  private static final Set<String> NOT_THERE = Set.of("/camunda/api/admin/auth/user/default", "identity/password-policy", "/comment", "/external-task/count");

  private final Door door = new Door();

  private void logIn(String application, String user, String name) {
    browser.open("/camunda/app/" + application + "/default/");
    browser.find(By.cssSelector("input[placeholder=Username]")).sendKeys(user);
    browser.find(By.cssSelector("input[placeholder=Password]")).sendKeys("demo", Keys.ENTER);
    shows(name);
  }

  private void shows(String text) {
    browser.waitUntil(() -> browser.text().contains(text));
  }

  private void click(String text) {
    browser.find(By.xpath("//a[contains(normalize-space(.), '" + text + "')] | //button[contains(normalize-space(.), '" + text + "')]")).click();
  }

  private void open(String place, String sign) {
    browser.open(place);
    shows(sign);
  }

  private void assertAnswered(int atLeast) {
    List<String> answered = browser.answered("/camunda/api/");
    assertThat(answered).hasSizeGreaterThan(atLeast).allSatisfy(call -> {
      String[] words = call.split(" ");
      String path = words[2].replaceAll("[?].*", "").replace("%3A", ":");
      if (NOT_THERE.stream().noneMatch(path::endsWith)) {
        assertThat(Integer.parseInt(words[0])).as(call).isLessThan(400);
        assertThat(door.find(words[1], Arrays.asList(path.substring(1).split("/")))).as(call).isPresent();
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
    browser.find(By.xpath("//*[contains(@class, 'task')]//h4[contains(., '" + waiting.caseNumber() + "')]")).click();
    click("Claim");
    for (String tab : List.of("History", "Diagram", "Form")) {
      click(tab);
    }
    browser.find(By.cssSelector("[id$='-Field_available-0']"));

    assertAnswered(15);
  }

  @Test
  void anAuditorLooksAtACaseAndAnAnalystAtTheModels() {
    CaseDriver waiting = openCase("seed", body -> body.remove("receivedAt"));
    logIn("cockpit", "aud", "Aud Aune");
    open("/camunda/app/cockpit/default/#/process-instance/" + waiting.processInstanceId(), "documentRequests");
    click("User Tasks");
    shows("Obtain documentation");
    open("/camunda/app/cockpit/default/#/decisions", "acceptedLabs");
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

    assertAnswered(15);
  }
}
