package dev.necessity.app.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * A call that there is.
 *
 * @param path as the list says it: parts in braces stand for any, two stars for all that follow
 * @param who the groups that may make it
 * @param open to whom it is open beside the groups
 * @param query what parameters there may be; null: not looked at
 * @param body what is sent with it
 */
public record Call(
    String method, List<String> path, Set<String> who, Open open, Shape.Fields query, Body body) {

  /** Two stars at the end of a path. */
  static final String REST = "**";

  /** To whom a call is open beside groups. */
  public enum Open {
    NOBODY,
    EVERYBODY_WHO_HAS_LOGGED_IN,
    ANYBODY
  }

  /** What is sent with a call. */
  public sealed interface Body {

    /** Looked at by whoever answers the call: an own endpoint, or the guard of deployments. */
    record Own() implements Body {}

    /** A form with files, which is looked at by whoever answers the call. */
    record Upload() implements Body {}

    record Json(Shape.Fields fields) implements Body {}

    record Form(Shape.Fields fields) implements Body {}
  }

  private static final String ATTRIBUTE = Call.class.getName();

  /** The call that a request makes; it was found before anything else was asked. */
  static Call of(HttpServletRequest request) {
    return (Call) request.getAttribute(ATTRIBUTE);
  }

  void keepIn(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  boolean matches(List<String> parts) {
    boolean open = path.get(path.size() - 1).equals(REST);
    int fixed = open ? path.size() - 1 : path.size();
    if (open ? parts.size() <= fixed : parts.size() != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!isAny(path.get(i)) && !path.get(i).equals(parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** How many parts it names: of two calls that match, the one is meant that names more. */
  long named() {
    return path.stream().filter(part -> !isAny(part) && !part.equals(REST)).count();
  }

  static boolean isAny(String part) {
    return part.startsWith("{");
  }

  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }
}
