package dev.necessity.web.audit;

import dev.necessity.audit.seal.CaseRecords;
import dev.necessity.audit.trace.CaseHistories;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTracer;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The whole history of a case: as JSON for systems (docs/api.md, "Calls"), as a page for the
 * auditor.
 */
@RestController
class TraceController {

  private final CaseTracer tracer;
  private final CaseHistories histories;
  private final CaseRecords records;
  private final AuditPages pages;

  TraceController(
      CaseTracer tracer, CaseHistories histories, CaseRecords records, AuditPages pages) {
    this.tracer = tracer;
    this.histories = histories;
    this.records = records;
    this.pages = pages;
  }

  @GetMapping("/api/requests/{caseNumber}/trace")
  CaseTrace trace(@PathVariable String caseNumber) {
    return tracer.trace(caseNumber);
  }

  @GetMapping(path = "/audit/{caseNumber}", produces = "text/html;charset=UTF-8")
  String page(@PathVariable String caseNumber, CsrfToken token) {
    return pages.casePage(tracer.trace(caseNumber), token);
  }

  @GetMapping(path = "/audit/{caseNumber}/whole", produces = "text/html;charset=UTF-8")
  String whole(@PathVariable String caseNumber) {
    return pages.wholePage(tracer.trace(caseNumber));
  }

  @GetMapping(path = "/audit/{caseNumber}/parts/{part}", produces = "text/html;charset=UTF-8")
  ResponseEntity<String> part(@PathVariable String caseNumber, @PathVariable String part) {
    return ResponseEntity.of(pages.partPage(tracer.trace(caseNumber), part));
  }

  /**
   * The process that the case ran through, as the file was deployed; 404 as well when it is not
   * deployed any more.
   */
  @GetMapping(path = "/audit/{caseNumber}/process", produces = "application/xml;charset=UTF-8")
  ResponseEntity<byte[]> process(@PathVariable String caseNumber) {
    return ResponseEntity.of(
        Optional.ofNullable(
            records.processModel(histories.ofCase(caseNumber).process().getProcessDefinitionId())));
  }
}
