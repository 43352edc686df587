package dev.necessity.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UrlPathHelper;

/**
 * A call of the engine's REST API, wherever it is offered: under {@code /engine-rest} and, for its web applications, under
 * {@code /camunda/api}.
 *
 * @param webapps whether it came through the web applications, which keep their own log-in
 * @param path below the API's root, decoded, as in {@code task/ID/variables}
 */
record EnginePath(boolean webapps, String path) {

  private static final Pattern ROOTS = Pattern.compile(
      "/(?:engine-rest(?:/engine/[^/]+)?|camunda/(api)/(?:engine/engine/[^/]+|[a-z]+/plugin/[^/]+/[^/]+))/(.+?)/?");

  /** Empty for every other call, the log-in of the web applications among them. */
  static Optional<EnginePath> of(HttpServletRequest request) {
    Matcher call = ROOTS.matcher(UrlPathHelper.defaultInstance.getPathWithinApplication(request));
    return call.matches() ? Optional.of(new EnginePath(call.group(1) != null, call.group(2))) : Optional.empty();
  }

  List<String> segments() {
    return List.of(path.split("/"));
  }
}
