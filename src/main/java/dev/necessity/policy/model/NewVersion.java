package dev.necessity.policy.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.Decision;

/**
 * Begins a new version of a file: every decision gets the version tag, and not a character beside
 * it changes, so that a comparison shows what the analyst changes and nothing else.
 */
public final class NewVersion {

  /**
   * As long as the register of cases keeps; what can stand in a file's name and in a cell without
   * quotes.
   */
  private static final Pattern TAG = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,63}");

  private static final String CAMUNDA = "http://camunda.org/schema/1.0/dmn";
  private static final Pattern PREFIX =
      Pattern.compile("xmlns:([\\w.-]+)\\s*=\\s*[\"']" + Pattern.quote(CAMUNDA) + "[\"']");

  /**
   * Where a decision begins; what is no tag is matched first, so that nothing inside it is taken
   * for one.
   */
  private static final Pattern PLACES =
      Pattern.compile(
          "<!--.*?-->|<!\\[CDATA\\[.*?]]>|<\\?.*?\\?>|(<(?:[\\w.-]+:)?decision)(?=[\\s/>])",
          Pattern.DOTALL);

  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s+([\\w:.-]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");

  private NewVersion() {}

  /** The new version cannot be begun; the message says why and what to do. */
  public static final class RefusedException extends RuntimeException {

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * The content of a file with another version tag.
   *
   * @throws RefusedException when the tag is none, when it is the one that the file has already, or
   *     when the file cannot be kept as it is
   */
  public static byte[] of(PolicyFile file, String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new RefusedException(
          "A version tag has 1 to 64 letters, digits, dots, dashes and underscores, as 2026-01.");
    }
    if (file.model().getModelElementsByType(Decision.class).stream()
        .allMatch(decision -> tag.equals(decision.getVersionTag()))) {
      throw new RefusedException(
          "Every decision of "
              + file.name()
              + " has the version tag "
              + tag
              + " already. Choose another one for the new version.");
    }
    String text = text(file);
    Matcher prefix = PREFIX.matcher(text);
    if (!prefix.find()) {
      throw new RefusedException(
          file.name()
              + " was not made for Camunda: it has no place for a version tag. Save it in Camunda Modeler once.");
    }
    byte[] content =
        tagged(text, prefix.group(1) + ":versionTag", tag).getBytes(StandardCharsets.UTF_8);
    boolean complete =
        PolicyFile.read(file.name(), content)
            .model()
            .getModelElementsByType(Decision.class)
            .stream()
            .allMatch(decision -> tag.equals(decision.getVersionTag()));
    if (!complete) {
      throw new RefusedException(
          "Not every decision of "
              + file.name()
              + " could be given the version tag. Open it in Camunda Modeler, save it, and try again.");
    }
    return content;
  }

  private static String tagged(String text, String name, String tag) {
    StringBuilder changed = new StringBuilder(text.length());
    int copied = 0;
    Matcher attribute = ATTRIBUTE.matcher(text);
    for (Matcher place = PLACES.matcher(text); place.find(); ) {
      if (place.group(1) == null) {
        continue;
      }
      int at = place.end();
      while (attribute.region(at, text.length()).lookingAt() && !attribute.group(1).equals(name)) {
        at = attribute.end();
      }
      boolean has = attribute.region(at, text.length()).lookingAt();
      changed
          .append(text, copied, has ? attribute.start(2) : place.end())
          .append(has ? "\"" + tag + "\"" : " " + name + "=\"" + tag + "\"");
      copied = has ? attribute.end(2) : place.end();
    }
    return changed.append(text, copied, text.length()).toString();
  }

  private static String text(PolicyFile file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          file.name() + " is not in UTF-8. Save it in Camunda Modeler once, and try again.");
    }
  }
}
