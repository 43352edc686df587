package dev.necessity.web.audit;

import dev.necessity.audit.reads.CaseReads;
import dev.necessity.audit.retention.Deletions;
import dev.necessity.audit.retention.LegalHolds;
import dev.necessity.audit.retention.Retention;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Reason;
import dev.necessity.request.Violation;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is kept about cases rather than of them, as pages: who read one, legal holds, removals. Only
 * administrators change holds.
 */
@RestController
class KeepingPages {

  private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
  private static final int SIZE = 50;
  private static final int EVENTS = 200;

  private final CaseReads reads;
  private final LegalHolds holds;
  private final Deletions deletions;
  private final Retention retention;
  private final AuditPages pages;

  KeepingPages(
      CaseReads reads,
      LegalHolds holds,
      Deletions deletions,
      Retention retention,
      AuditPages pages) {
    this.reads = reads;
    this.holds = holds;
    this.deletions = deletions;
    this.retention = retention;
    this.pages = pages;
  }

  @GetMapping(path = "/audit/{caseNumber}/reads", produces = HTML)
  String reads(@PathVariable String caseNumber, @RequestParam(defaultValue = "0") int page) {
    return pages.readsPage(caseNumber, reads.find(caseNumber, null, checked(page), SIZE));
  }

  @GetMapping(path = "/audit/holds", produces = HTML)
  String holds(CsrfToken token) {
    return pages.holdsPage(holds.standing(), holds.events(EVENTS), token);
  }

  @GetMapping(path = "/audit/deletions", produces = HTML)
  String deletions(@RequestParam(defaultValue = "0") int page) {
    List<Deletions.Deletion> found = deletions.page(checked(page), SIZE);
    return pages.deletionsPage(
        found.subList(0, Math.min(SIZE, found.size())), page, found.size() > SIZE);
  }

  @PostMapping("/audit/holds")
  ResponseEntity<Void> place(
      @RequestParam String caseNumber, @RequestParam String reason, Principal user) {
    retention.hold(caseNumber.strip(), Reason.of(reason), user.getName());
    return backToHolds();
  }

  @PostMapping("/audit/holds/lift")
  ResponseEntity<Void> lift(
      @RequestParam String caseNumber, @RequestParam String reason, Principal user) {
    retention.lift(caseNumber.strip(), Reason.of(reason), user.getName());
    return backToHolds();
  }

  private static ResponseEntity<Void> backToHolds() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/audit/holds")).build();
  }

  private static int checked(int page) {
    if (page < 0) {
      throw new InvalidRequestException(List.of(new Violation("/page", "page counts from 0")));
    }
    return page;
  }
}
