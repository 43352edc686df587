package dev.necessity.web.workbench;

import dev.necessity.text.HtmlTemplate;
import java.util.Map;
import java.util.Objects;

/** A page that says why something was not done, and what to do. */
final class MessagePage {

  private MessagePage() {}

  /**
   * @param message null where nobody said why
   */
  static String of(String message) {
    return HtmlTemplate.fill("workbench/message", Map.of("message", Objects.toString(message, "")));
  }
}
