package dev.necessity.app.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A call of the engine's REST API, wherever it is offered: to programs and to the engine's web
 * applications.
 *
 * @param webapps whether it came through the web applications, which keep their own log-in
 * @param path below the API's root, as in {@code task/ID/variables}
 */
public record EnginePath(boolean webapps, String path) {

  /** What Cockpit asks beside the engine's own API. */
  private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default/";

  /**
   * Empty for every other call, the log-in of the web applications among them. The path is plain:
   * {@link PathFilter} let no other pass.
   */
  public static Optional<EnginePath> of(HttpServletRequest request) {
    String uri =
        PlainPath.parts(request.getRequestURI())
            .map(parts -> "/" + String.join("/", parts))
            .orElse("");
    return below(uri, Door.ENGINE, false)
        .or(() -> below(uri, Door.ENGINE_OF_APPLICATIONS, true))
        .or(() -> below(uri, COCKPIT, true));
  }

  private static Optional<EnginePath> below(String uri, String root, boolean webapps) {
    return uri.startsWith(root)
        ? Optional.of(new EnginePath(webapps, uri.substring(root.length())))
        : Optional.empty();
  }

  public List<String> segments() {
    return List.of(path.split("/"));
  }
}
