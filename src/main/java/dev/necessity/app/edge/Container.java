package dev.necessity.app.edge;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the application asks of Tomcat; its limits in numbers are in {@code application.yaml}. */
@Component
class Container implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final ProblemResponses problems;
  private final List<String> proxies;

  /**
   * @param proxies IP addresses; none: whoever connects is who asks
   */
  Container(ProblemResponses problems, @Value("${necessity.proxies}") List<String> proxies) {
    this.problems = problems;
    this.proxies = proxies;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (!proxies.isEmpty()) {
      factory.addEngineValves(believing(proxies));
    }
    factory.setProtocol(PromptHeads.class.getName());
    factory.addEngineValves(new BodyValve());
    factory.addContextCustomizers(
        context -> {
          StandardHost host = (StandardHost) context.getParent();
          host.setErrorReportValveClass(ErrorReport.class.getName());
          host.getPipeline().addValve(new ErrorReport(problems));
        });
    // Who asks first whether to send a body is told so by whoever reads it, which is nobody before
    // the log-in.
    factory.addConnectorCustomizers(
        connector ->
            ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
                .setContinueResponseTiming("onRead"));
  }

  /**
   * Believes the proxies, and nobody else, whose request they pass on and whether it came over TLS.
   */
  private static RemoteIpValve believing(List<String> proxies) {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(
        proxies.stream().map(String::strip).map(Pattern::quote).collect(Collectors.joining("|")));
    valve.setRemoteIpHeader("X-Forwarded-For");
    valve.setProtocolHeader("X-Forwarded-Proto");
    return valve;
  }
}
