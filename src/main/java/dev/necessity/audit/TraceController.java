package dev.necessity.audit;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/requests/{caseNumber}/trace}: the whole history of a case (contract, "Endpoints"). */
@RestController
class TraceController {

  private final CaseTracer tracer;

  TraceController(CaseTracer tracer) {
    this.tracer = tracer;
  }

  @GetMapping("/api/requests/{caseNumber}/trace")
  CaseTrace trace(@PathVariable String caseNumber) {
    return tracer.trace(caseNumber);
  }
}
