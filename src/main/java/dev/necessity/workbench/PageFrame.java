package dev.necessity.workbench;

import dev.necessity.policy.page.Html;

/** What all pages of the workbench have around their content. */
final class PageFrame {

  private PageFrame() {}

  /**
   * @param base the way from the page up to {@code /}, without script or absolute address, so that it works behind any proxy
   * @param content HTML
   */
  static String page(String title, String subtitle, String base, String content) {
    return new Html().raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>").text(title + " - Necessity").raw("</title>")
        .raw("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"" + base + "site/decisions.css\"><link rel=\"stylesheet\" href=\"" + base + "site/style.css\"></head><body>")
        .raw("<header><h1>").text(title).raw("</h1><p>").text(subtitle).raw("</p></header><main class=\"wide\"><nav class=\"back\"><a href=\"" + (base.isEmpty() ? "./" : base))
        .raw("\">Necessity</a>").raw(base.isEmpty() ? "" : " <a href=\"" + base + "workbench\">Workbench</a>").raw("</nav>")
        .raw(content).raw("</main></body></html>\n").toString();
  }
}
