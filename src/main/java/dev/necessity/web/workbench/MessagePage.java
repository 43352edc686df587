package dev.necessity.web.workbench;

import dev.necessity.text.HtmlTemplate;
import java.util.Map;

/** A page that says why something was not done, and what to do. */
final class MessagePage {

  private MessagePage() {}

  static String of(String message) {
    return HtmlTemplate.fill("workbench/message", Map.of("message", message));
  }
}
