package dev.necessity.platform;

import java.util.List;
import org.springframework.util.AntPathMatcher;

/**
 * What may be called of the engine's REST API, under {@code /engine-rest} and by its web applications alike. The engine's
 * authorisations decide who sees and does what; but with a task comes the right to complete it in ways that bypass its form
 * (set any variable, end it with an error), and an administrator may do anything, delete history among it. A determination
 * comes from a table or from a clinician's form and from nowhere else, and what happened stays: so reading is open, and of
 * the calls that write, only these are.
 */
final class OpenCalls {

  private static final AntPathMatcher PATHS = new AntPathMatcher();
  private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

  private static final List<String> WORK = List.of(
      "POST task/*/claim", "POST task/*/unclaim", "POST task/*/submit-form", "POST task/*/comment/create",
      "POST process-definition/key/*/submit-form", "POST process-definition/*/submit-form",
      "POST deployment/create",
      // queries that are sent as POST
      "POST task", "POST task/count", "POST filter/*/list", "POST filter/*/count", "POST filter/*/singleResult",
      "POST process-instance", "POST process-instance/count", "POST variable-instance", "POST variable-instance/count",
      "POST history/process-instance", "POST history/process-instance/count", "POST history/activity-instance",
      "POST history/activity-instance/count", "POST history/task", "POST history/task/count", "POST history/variable-instance",
      "POST history/variable-instance/count", "POST history/detail", "POST history/job-log", "POST history/job-log/count",
      "POST history/incident", "POST history/incident/count", "POST decision-definition/**/evaluate");

  /** What an operator needs to bring a case that stands still back into motion, and to keep users. */
  private static final List<String> OPERATION = List.of(
      "POST job/*/execute", "PUT job/*/retries", "PUT job/*/duedate", "POST job", "POST job/count",
      "POST user/**", "PUT user/**", "DELETE user/**", "POST group/**", "PUT group/**", "DELETE group/**",
      "POST authorization/**", "PUT authorization/**", "DELETE authorization/**");

  /** What the web applications ask beside it: retries of several jobs at once, filters, the rules for passwords. */
  private static final List<String> WEB_APPLICATIONS = List.of(
      "POST job/retries", "POST process-instance/job-retries", "POST incident", "POST incident/count", "POST execution", "POST execution/count",
      "POST process-definition/*/called-process-definitions", "POST process-instance/*/called-process-instances",
      "POST filter/create", "PUT filter/*", "DELETE filter/*", "POST identity/password-policy");

  private OpenCalls() {}

  /** @param admin whether the caller may do an operator's work, or the engine's authorisations are left to tell */
  static boolean isOpen(String method, EnginePath call, boolean admin) {
    return READING.contains(method) || matches(WORK, method, call) || admin && matches(OPERATION, method, call)
        || call.webapps() && matches(WEB_APPLICATIONS, method, call);
  }

  private static boolean matches(List<String> calls, String method, EnginePath call) {
    return calls.stream().anyMatch(open -> PATHS.match(open, method + " " + call.path()));
  }
}
