package dev.necessity.web.audit;

import static dev.necessity.text.Html.escape;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * A piece of HTML or SVG. What is not markup is escaped, so no value of a case can become markup.
 */
record Markup(String text) {

  /** An attribute of an element. */
  record Attribute(String name, String value) {}

  static Attribute at(String name, Object value) {
    return new Attribute(name, String.valueOf(value));
  }

  /**
   * An element of attributes, markup, collections of those, and values that become text; null is
   * left out.
   */
  static Markup el(String name, Object... parts) {
    String attributes =
        Arrays.stream(parts)
            .filter(Attribute.class::isInstance)
            .map(Attribute.class::cast)
            .map(attribute -> " " + attribute.name() + "=\"" + escape(attribute.value()) + "\"")
            .collect(Collectors.joining());
    return new Markup(
        "<" + name + attributes + ">" + content(Arrays.asList(parts)) + "</" + name + ">");
  }

  /** A form that is sent, with the field that says that it is of a page of ours. */
  static Markup form(String action, CsrfToken token, Object... parts) {
    Markup field =
        new Markup(
            "<input type=\"hidden\" name=\""
                + token.getParameterName()
                + "\" value=\""
                + escape(token.getToken())
                + "\">");
    return el(
        "form",
        Stream.concat(
                Stream.of(at("method", "post"), at("action", action), field), Arrays.stream(parts))
            .toArray());
  }

  static Markup all(Collection<?> parts) {
    return new Markup(content(parts));
  }

  /**
   * A whole page with the product's look; {@code base} leads from the page to the site's root, as
   * in {@code ../}.
   */
  static String page(String base, String title, Object... main) {
    return pageWith(new Markup(""), base, title, main);
  }

  /**
   * @param head what the page loads besides its style
   */
  static String pageWith(Markup head, String base, String title, Object... main) {
    return document(
        new Markup(
            "<link rel=\"stylesheet\" href=\""
                + base
                + "site/style.css\"><link rel=\"icon\" href=\"data:,\">"
                + head.text()),
        title,
        el(
            "nav",
            at("aria-label", "Places"),
            el("a", at("href", base.isEmpty() ? "./" : base), "Necessity"),
            " ",
            el("a", at("href", base + "audit"), "Cases"),
            " ",
            el("a", at("href", base + "audit/holds"), "Legal holds"),
            " ",
            el("a", at("href", base + "audit/deletions"), "Removed cases")),
        main);
  }

  /** A page that is a file of its own, with its style inside. */
  static String file(String css, String title, Object... main) {
    return document(new Markup("<style>" + css + "</style>"), title, new Markup(""), main);
  }

  private static String document(Markup style, String title, Markup places, Object... main) {
    return "<!DOCTYPE html>\n"
        + el(
                "html",
                at("lang", "en"),
                el(
                    "head",
                    new Markup(
                        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
                    el("title", title + " · Necessity"),
                    style),
                el(
                    "body",
                    at("class", "audit"),
                    el("a", at("class", "skip"), at("href", "#main"), "Skip to the content"),
                    el("header", el("h1", title), places),
                    el("main", Arrays.asList(main), at("id", "main"))))
            .text();
  }

  static Markup grid(String caption, List<String> heads, List<Markup> rows) {
    return scroll(
        caption,
        el(
            "table",
            el("caption", caption),
            el(
                "thead",
                el("tr", heads.stream().map(head -> el("th", at("scope", "col"), head)).toList())),
            el("tbody", rows)));
  }

  /** Wide content scrolls in a region of its own, which the keyboard reaches. */
  static Markup scroll(String label, Markup content) {
    return el(
        "div",
        at("class", "scroll"),
        at("role", "region"),
        at("aria-label", label),
        at("tabindex", "0"),
        content);
  }

  private static String content(Collection<?> parts) {
    StringBuilder out = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Markup html) {
        out.append(html.text);
      } else if (part instanceof Collection<?> more) {
        out.append(content(more));
      } else if (part != null && !(part instanceof Attribute)) {
        out.append(escape(part.toString()));
      }
    }
    return out.toString();
  }
}
