package dev.necessity.text;

/**
 * Writes HTML. Whatever comes from a file or a person goes through {@link #text}; only the code
 * here writes tags.
 */
public final class Html {

  private final StringBuilder page = new StringBuilder();

  /** Characters of the page that are not text: tags, written by the code. */
  public Html raw(String html) {
    page.append(html);
    return this;
  }

  public Html text(String text) {
    page.append(escape(text));
    return this;
  }

  /** An element that holds text only. */
  public Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag.split(" ")[0] + ">");
  }

  /** A text, safe inside of an element or of an attribute in double quotes. */
  public static String escape(String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
