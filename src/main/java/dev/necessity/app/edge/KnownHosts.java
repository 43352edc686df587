package dev.necessity.app.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request that was meant for a server of another name. A page whose name is made to lead
 * here, in somebody's browser, would otherwise be a page of this server: it could try passwords and
 * read what it gets. Who asks for the health may do so by any name, as those who watch a server
 * call it by its address.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class KnownHosts extends OncePerRequestFilter {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String HEALTH = "/actuator/health";

  private final ProblemResponses problems;

  /** Empty: any. */
  private final Set<String> known;

  /**
   * @param hosts names without ports; none: those of this machine where nobody else can connect,
   *     and any where somebody can
   */
  @Autowired
  KnownHosts(
      ProblemResponses problems,
      @Value("${necessity.hosts}") List<String> hosts,
      @Value("${necessity.proxies}") List<String> proxies,
      @Value("${server.address}") String address) {
    this.problems = problems;
    this.known =
        !hosts.isEmpty()
            ? hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet())
            : proxies.isEmpty() && THIS_MACHINE.contains(address) ? THIS_MACHINE : Set.of();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return known.isEmpty() || request.getRequestURI().startsWith(HEALTH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (known.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
      chain.doFilter(request, response);
    } else {
      problems.write(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "This server is not known by the name that it was called by (docs/operators.md, NECESSITY_HOSTS).");
    }
  }
}
