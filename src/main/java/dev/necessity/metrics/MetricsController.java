package dev.necessity.metrics;

import dev.necessity.metrics.PriorAuthorizationMetrics.Figures;
import dev.necessity.metrics.PriorAuthorizationMetrics.Year;
import dev.necessity.request.Request.LineOfBusiness;
import dev.necessity.text.Csv;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/metrics/prior-authorization}: the figures of one year, as JSON or as CSV; the
 * latter also under a name of its own, for a link.
 */
@RestController
@RequestMapping("/api/metrics")
class MetricsController {

  private static final String END = "\r\n";
  private static final String CSV = "text/csv;charset=UTF-8";
  private static final Object[] COLUMNS = {
    "year",
    "lineOfBusiness",
    "urgency",
    "decided",
    "approved",
    "modified",
    "approvedWithAPerson",
    "denied",
    "approvedAfterAppeal",
    "approvedAfterExtension",
    "approvedShare",
    "deniedShare",
    "approvedAfterAppealShare",
    "approvedAfterExtensionShare",
    "averageHours",
    "medianHours"
  };

  private final PriorAuthorizationMetrics metrics;

  MetricsController(PriorAuthorizationMetrics metrics) {
    this.metrics = metrics;
  }

  @GetMapping(path = "/prior-authorization", produces = MediaType.APPLICATION_JSON_VALUE)
  Year json(@RequestParam int year, @RequestParam(required = false) LineOfBusiness lineOfBusiness) {
    return metrics.of(year, lineOfBusiness == null ? null : lineOfBusiness.name());
  }

  @GetMapping(
      path = {"/prior-authorization", "/prior-authorization.csv"},
      produces = CSV)
  String csv(
      @RequestParam int year, @RequestParam(required = false) LineOfBusiness lineOfBusiness) {
    Year figures = json(year, lineOfBusiness);
    StringBuilder text = new StringBuilder(Csv.line(COLUMNS)).append(END);
    for (Figures line : figures.figures()) {
      text.append(
              Csv.line(
                  figures.year(),
                  figures.lineOfBusiness() == null ? "ALL" : figures.lineOfBusiness(),
                  line.urgency(),
                  line.decided(),
                  line.approved(),
                  line.modified(),
                  line.approvedWithAPerson(),
                  line.denied(),
                  line.approvedAfterAppeal(),
                  line.approvedAfterExtension(),
                  line.approvedShare(),
                  line.deniedShare(),
                  line.approvedAfterAppealShare(),
                  line.approvedAfterExtensionShare(),
                  line.averageHours(),
                  line.medianHours()))
          .append(END);
    }
    return text.toString();
  }
}
