package dev.necessity.platform.edge;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Believes the proxies that an operator names, and nobody else, whose request they pass on and whether it came over TLS. */
@Component
class Proxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final List<String> addresses;

  /** @param addresses IP addresses of proxies; none: whoever connects is who asks */
  Proxies(@Value("${necessity.proxies}") List<String> addresses) {
    this.addresses = addresses;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (addresses.isEmpty()) {
      return;
    }
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(addresses.stream().map(String::strip).map(Pattern::quote).collect(Collectors.joining("|")));
    valve.setRemoteIpHeader("X-Forwarded-For");
    valve.setProtocolHeader("X-Forwarded-Proto");
    factory.addEngineValves(valve);
  }
}
