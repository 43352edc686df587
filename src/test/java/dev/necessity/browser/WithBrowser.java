package dev.necessity.browser;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One browser for all tests of this JVM. Without Chromium and ChromeDriver the tests are skipped,
 * before anything is started.
 */
final class WithBrowser implements ExecutionCondition, BeforeEachCallback {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Browser.exists()
        ? ConditionEvaluationResult.enabled("There is a browser.")
        : ConditionEvaluationResult.disabled(
            "Not looked at in a browser: no chromium and chromedriver on the PATH (Debian: apt-get install chromium chromium-driver).");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Browser browser =
        context
            .getRoot()
            .getStore(Namespace.create(Browser.class))
            .getOrComputeIfAbsent(Browser.class, type -> Browser.start(), Browser.class);
    ((PageTest) context.getRequiredTestInstance()).visit(browser);
  }
}
