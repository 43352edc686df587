package dev.necessity.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A page whose name was made to lead here is no page of this server. */
class KnownHostsTest {

  private static int status(
      List<String> hosts, List<String> proxies, String address, String host, String path)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.addHeader("Host", host);
    request.setServerName(host.replaceFirst(":[0-9]+$", ""));
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    new KnownHosts(new ProblemResponses(new ObjectMapper()), hosts, proxies, address)
        .doFilter(request, response, chain);
    assertThat(chain.getRequest() != null).as("goes on").isEqualTo(response.getStatus() == 200);
    return response.getStatus();
  }

  @Test
  void aServerForThisMachineAloneIsCalledByItsNames() throws Exception {
    for (String own : List.of("localhost:8080", "LOCALHOST", "127.0.0.1:8080", "[::1]:8080")) {
      assertThat(status(List.of(), List.of(), "127.0.0.1", own, "/api/requests"))
          .as(own)
          .isEqualTo(200);
    }
    for (String other :
        List.of(
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evil.example",
            "10.0.0.1")) {
      assertThat(status(List.of(), List.of(), "127.0.0.1", other, "/api/requests"))
          .as(other)
          .isEqualTo(400);
    }
  }

  @Test
  void aServerWithNamesIsCalledByThoseAndNoOther() throws Exception {
    List<String> hosts = List.of("Necessity.example.org", " 10.0.0.1");
    assertThat(status(hosts, List.of("10.0.0.2"), "0.0.0.0", "necessity.example.org", "/"))
        .isEqualTo(200);
    assertThat(status(hosts, List.of("10.0.0.2"), "0.0.0.0", "10.0.0.1:8443", "/")).isEqualTo(200);
    assertThat(status(hosts, List.of("10.0.0.2"), "0.0.0.0", "evil.example", "/")).isEqualTo(400);
    assertThat(status(hosts, List.of(), "127.0.0.1", "localhost", "/")).isEqualTo(400);
    assertThat(status(hosts, List.of(), "127.0.0.1", "10.9.9.9", "/actuator/health/readiness"))
        .as("whoever watches it calls it by its address")
        .isEqualTo(200);
  }

  @Test
  void aServerThatOthersReachAndThatHasNoNamesIsCalledByAny() throws Exception {
    assertThat(status(List.of(), List.of("127.0.0.1"), "127.0.0.1", "necessity.example.org", "/"))
        .isEqualTo(200);
    assertThat(status(List.of(), List.of(), "0.0.0.0", "necessity.example.org", "/"))
        .isEqualTo(200);
  }
}
