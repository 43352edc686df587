package dev.necessity.web.audit;

import dev.necessity.audit.recheck.Recheck;
import dev.necessity.audit.recheck.Recheck.Result;
import dev.necessity.work.Turns;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Judges a case again; nothing is stored, so that a call from a foreign page could do no harm. */
@RestController
class RecheckController {

  private final Recheck recheck;
  private final AuditPages pages;
  private final Turns turns;

  RecheckController(Recheck recheck, AuditPages pages, Turns turns) {
    this.recheck = recheck;
    this.pages = pages;
    this.turns = turns;
  }

  @PostMapping("/api/requests/{caseNumber}/recheck")
  Result recheck(@PathVariable String caseNumber) {
    return turns.take(() -> recheck.recheck(caseNumber));
  }

  /** The same behind the button of the case's page. */
  @PostMapping(
      path = "/audit/{caseNumber}/recheck",
      produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String page(@PathVariable String caseNumber) {
    return pages.recheckPage(recheck(caseNumber));
  }
}
