package dev.necessity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The machine's Chromium without a window: what a page shows, what it asks for, and what is wrong
 * with it.
 */
public final class Browser implements CloseableResource {

  private static final List<String> WCAG_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final int LONGEST_WAY = 200;
  private static final String UNSEEN_FOCUS =
      "const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();"
          + "const marked = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 || s.boxShadow !== 'none';"
          + "const inView = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;"
          + "return e === document.body || marked && inView ? null : e.outerHTML.slice(0, 200)";

  /** A long page on a busy machine. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(3);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final ObjectMapper json = new ObjectMapper();
  private String site;

  private Browser(Path chromium, Path chromedriver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setScriptTimeout(LONGEST_LOOK);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--window-size=1400,1000");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    logs.enable(LogType.PERFORMANCE, Level.INFO);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // With both programs named, nothing is looked up and nothing downloaded.
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.executeCdpCommand("Network.enable", Map.of());
  }

  /** Whether this machine has Chromium and ChromeDriver. */
  static boolean exists() {
    return program("chromium").isPresent() && program("chromedriver").isPresent();
  }

  static Browser start() {
    return new Browser(program("chromium").orElseThrow(), program("chromedriver").orElseThrow());
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    driver.quit();
  }

  /**
   * A clean start against the application at {@code port}: no cookie, nobody logged in, nothing
   * noted of what was before.
   */
  void visit(int port) {
    site = "http://localhost:" + port;
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    ordinary();
    as(null);
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
  }

  /**
   * Every further request carries the user's credentials (HTTP Basic, password as in the demo);
   * null: nobody's.
   */
  Browser as(String user) {
    driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders",
        Map.of(
            "headers",
            user == null
                ? Map.of()
                : Map.of(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)))));
    return this;
  }

  /**
   * @param path from the root of the site
   */
  Browser open(String path) {
    driver.get(site + path);
    return this;
  }

  /**
   * Logs in to one of the engine's web applications, whose form is drawn anew once the page knows
   * that nobody is logged in yet.
   */
  Browser logIn(String application, String user) {
    open("/camunda/app/" + application + "/default/");
    waitUntil(
        () ->
            type("Username", user)
                && type("Password", "demo")
                && user.equals(logInField("Username").getDomProperty("value")));
    logInField("Password").sendKeys(Keys.ENTER);
    return this;
  }

  private boolean type(String field, String text) {
    logInField(field).clear();
    logInField(field).sendKeys(text);
    return text.equals(logInField(field).getDomProperty("value"));
  }

  private WebElement logInField(String name) {
    return find(By.cssSelector("input[placeholder=" + name + "]"));
  }

  ChromeDriver driver() {
    return driver;
  }

  String path() {
    return driver.getCurrentUrl().substring(site.length());
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** The element, as soon as it is there to be seen. */
  WebElement find(By what) {
    return waitUntil(
        () ->
            driver.findElements(what).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /** What {@code answer} gives, as soon as it is neither null nor false. */
  <T> T waitUntil(Supplier<T> answer) {
    return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .ignoring(StaleElementReferenceException.class)
        .until(ready -> answer.get());
  }

  /**
   * Does what leads to another page and waits until that page is there: after the Enter key, as
   * after a script, the driver itself does not wait.
   */
  Browser leaveBy(Runnable step) {
    WebElement before = driver.findElement(By.tagName("html"));
    step.run();
    // Asked in the moment in which the page goes, the driver fails otherwise than by saying that it
    // is gone.
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .ignoring(WebDriverException.class)
        .until(ExpectedConditions.stalenessOf(before));
    waitUntil(() -> "complete".equals(driver.executeScript("return document.readyState")));
    return this;
  }

  /**
   * Presses keys on the keyboard: what has the focus gets them. A field for files would take keys
   * sent to it for a file's name.
   */
  Browser press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  /**
   * Presses Tab until the focus is on what {@code selector} names; whatever has the focus on the
   * way must look focused and be in view.
   */
  Browser tabTo(String selector) {
    for (int presses = 1; presses <= LONGEST_WAY; presses++) {
      press(Keys.TAB);
      assertThat((String) driver.executeScript(UNSEEN_FOCUS))
          .as("an element whose focus is not seen")
          .isNull();
      if (Boolean.TRUE.equals(
          driver.executeScript("return document.activeElement.matches(arguments[0])", selector))) {
        return this;
      }
    }
    throw new AssertionError("The Tab key does not lead to " + selector);
  }

  /**
   * What every page must keep: a title with these words, no barrier that axe-core finds, no error
   * in the console, no request to another host.
   */
  void assertSound(String title) {
    assertThat(driver.getTitle()).contains(title);
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .as("errors in the console")
        .isEmpty();
    assertThat(requestsElsewhere()).as("requests to other hosts").isEmpty();
    assertAccessible();
  }

  /** WCAG 2.0 to 2.2, levels A and AA, as far as axe-core can tell. */
  void assertAccessible() {
    AxeRunOptions onlyBarriers = new AxeRunOptions();
    onlyBarriers.setResultTypes(List.of("violations"));
    List<Rule> violations =
        new AxeBuilder()
            .setLegacyMode()
            .withOptions(onlyBarriers)
            .withTags(WCAG_2_AA)
            .analyze(driver)
            .getViolations();
    assertThat(violations)
        .as("barriers")
        .extracting(
            rule ->
                rule.getId()
                    + ": "
                    + rule.getHelp()
                    + " "
                    + rule.getNodes().stream().limit(5).map(node -> node.getHtml()).toList())
        .isEmpty();
  }

  /**
   * Where the Tab key leads, in order, from the top of the page on: at most {@code count} elements,
   * each by its label or text.
   */
  List<String> tabOrder(int count) {
    driver.executeScript(
        "document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)");
    return Stream.generate(
            () -> {
              press(Keys.TAB);
              return (String)
                  driver.executeScript(
                      "const e = document.activeElement; return e.labels?.[0]?.innerText ?? e.ariaLabel ?? e.textContent");
            })
        .limit(count)
        .toList();
  }

  private List<String> requestsElsewhere() {
    return StreamSupport.stream(
            driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
        .flatMap(entry -> requested(entry.getMessage()))
        .filter(url -> !url.startsWith(site + "/") && URI.create(url).getHost() != null)
        .toList();
  }

  private Stream<String> requested(String entry) {
    try {
      JsonNode message = json.readTree(entry).path("message");
      return message.path("method").asText().equals("Network.requestWillBeSent")
          ? Stream.of(message.at("/params/request/url").asText())
              .filter(url -> url.startsWith("http") || url.startsWith("ws"))
          : Stream.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What pages called below {@code root} since this was asked last, and how it was answered: as
   * {@code 200 GET /path?query}.
   */
  List<String> answered(String root) {
    Map<String, String> calls = new LinkedHashMap<>();
    Map<String, String> statuses = new LinkedHashMap<>();
    driver
        .manage()
        .logs()
        .get(LogType.PERFORMANCE)
        .forEach(
            entry -> {
              JsonNode event = event(entry.getMessage());
              String id = event.at("/params/requestId").asText();
              String url = event.at("/params/request/url").asText();
              if (event.path("method").asText().equals("Network.requestWillBeSent")
                  && url.startsWith(site + root)) {
                calls.put(
                    id,
                    event.at("/params/request/method").asText()
                        + " "
                        + url.substring(site.length()));
              } else if (event.path("method").asText().equals("Network.responseReceived")) {
                statuses.put(id, event.at("/params/response/status").asText());
              }
            });
    return calls.entrySet().stream()
        .filter(call -> statuses.containsKey(call.getKey()))
        .map(call -> statuses.get(call.getKey()) + " " + call.getValue())
        .toList();
  }

  private JsonNode event(String entry) {
    try {
      return json.readTree(entry).path("message");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the window of a phone, of so many pixels. */
  Browser phone(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    return this;
  }

  /** For who asked the system for dark colours. */
  Browser dark() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    return this;
  }

  /** A wide window in light colours again. */
  Browser ordinary() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    return this;
  }

  /** The page as it would be printed. */
  byte[] print() {
    return Base64.getDecoder()
        .decode(
            (String)
                driver
                    .executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
                    .get("data"));
  }

  /** The window as a PNG picture. */
  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }
}
