package dev.necessity.app.edge;

import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Makes the request known to its thread before anybody logs in with it; Spring's own filter comes
 * after that.
 */
@Component
class CurrentRequest extends OrderedRequestContextFilter {

  CurrentRequest() {
    setOrder(Ordered.HIGHEST_PRECEDENCE);
  }
}
