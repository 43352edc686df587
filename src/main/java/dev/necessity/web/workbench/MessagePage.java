package dev.necessity.web.workbench;

import dev.necessity.text.Html;

/** A page that says why something was not done, and what to do. */
final class MessagePage {

  private MessagePage() {}

  /** The page is found under any address of the workbench, so its links are of the site's root. */
  static String of(String message) {
    return PageFrame.page(
        "Not done",
        "The workbench goes on; nothing was changed.",
        "/",
        new Html()
            .raw("<p role=\"alert\" class=\"problem\">")
            .text(message)
            .raw("</p>")
            .toString());
  }
}
