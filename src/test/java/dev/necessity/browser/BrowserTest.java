package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What these tests would say of a page that is not sound. */
class BrowserTest extends PageTest {

  private static final String TITLE = "Cases · Necessity";

  @BeforeEach
  void aSoundPage() {
    browser.as("aud").open("/audit");
  }

  @Test
  void aFieldWithoutALabelIsABarrier() {
    browser.driver().executeScript("document.querySelector('label').remove()");

    assertThatThrownBy(() -> browser.assertSound(TITLE))
        .hasMessageContaining("label: Form elements must have labels");
  }

  @Test
  void aRequestToAnotherHostIsNamed() {
    // The page itself may ask nobody else.
    browser.driver().executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
    browser.open("/audit");
    browser.driver().executeCdpCommand("Page.setBypassCSP", Map.of("enabled", false));
    browser
        .driver()
        .executeAsyncScript(
            "fetch('http://127.0.0.2:9/pixel', {mode: 'no-cors'}).catch(() => {}).then(arguments[0])");
    browser.driver().manage().logs().get("browser");

    assertThatThrownBy(() -> browser.assertSound(TITLE))
        .hasMessageContaining("http://127.0.0.2:9/pixel");
  }

  @Test
  void anErrorInTheConsoleIsNamed() {
    browser.driver().executeAsyncScript("fetch('/no/such/page').then(arguments[0])");

    assertThatThrownBy(() -> browser.assertSound(TITLE)).hasMessageContaining("/no/such/page");
  }

  @Test
  void aPageUnderAnotherTitleIsNamed() {
    assertThatThrownBy(() -> browser.assertSound("Tasks · Necessity")).hasMessageContaining(TITLE);
  }
}
