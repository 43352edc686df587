package dev.necessity.web.workbench;

import dev.necessity.request.Request.LineOfBusiness;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /metrics}: the yearly figures in the browser; this year and all lines of business where
 * nothing else is chosen.
 */
@RestController
class MetricsPageController {

  private final MetricsPage page;
  private final Clock clock;

  MetricsPageController(MetricsPage page, Clock clock) {
    this.page = page;
    this.clock = clock;
  }

  @GetMapping(path = "/metrics", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String metrics(
      @RequestParam(required = false) Integer year,
      @RequestParam(required = false) LineOfBusiness lineOfBusiness) {
    return page.page(year == null ? LocalDate.now(clock).getYear() : year, lineOfBusiness);
  }
}
