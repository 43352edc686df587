package dev.necessity.audit;

import dev.necessity.audit.page.AuditPages;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The whole history of a case: as JSON for systems (contract, "Endpoints"), as a page for the auditor. */
@RestController
class TraceController {

  private final CaseTracer tracer;

  private final AuditPages pages;

  TraceController(CaseTracer tracer, AuditPages pages) {
    this.tracer = tracer;
    this.pages = pages;
  }

  @GetMapping("/api/requests/{caseNumber}/trace")
  CaseTrace trace(@PathVariable String caseNumber) {
    return tracer.trace(caseNumber);
  }

  @GetMapping(path = "/audit/{caseNumber}", produces = "text/html;charset=UTF-8")
  String page(@PathVariable String caseNumber) {
    return pages.casePage(tracer.trace(caseNumber), "../");
  }
}
