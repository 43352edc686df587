package dev.necessity.web.audit;

import dev.necessity.audit.reads.CaseReads;
import dev.necessity.audit.seal.UnsealedCases;
import dev.necessity.audit.seal.Verification;
import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.search.CaseIndex.Page;
import dev.necessity.audit.search.CaseIndex.Query;
import dev.necessity.audit.search.Search;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import dev.necessity.text.Csv;
import dev.necessity.work.Turns;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Searching cases, checking their seals, which are still to come, and who read them. */
@RestController
class AuditController {

  private static final int LARGEST_PAGE = 200;

  private final CaseIndex index;
  private final Verification verification;
  private final UnsealedCases unsealed;
  private final CaseReads reads;
  private final AuditPages pages;
  private final Turns turns;
  private final Clock clock;

  AuditController(
      CaseIndex index,
      Verification verification,
      UnsealedCases unsealed,
      CaseReads reads,
      AuditPages pages,
      Clock clock,
      Turns turns) {
    this.turns = turns;
    this.index = index;
    this.verification = verification;
    this.unsealed = unsealed;
    this.reads = reads;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/api/audit/cases")
  Page find(
      Search search,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    return index.find(search.query(), checked(page, size), size);
  }

  @GetMapping("/api/audit/cases.csv")
  void export(Search search, HttpServletResponse response) throws IOException {
    Query query = search.query();
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"cases.csv\"");
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      write(
          out,
          "caseNumber",
          "state",
          "policyId",
          "policyVersion",
          "receivedAt",
          "endedAt",
          "disposition");
      index.each(
          query,
          line ->
              write(
                  out,
                  line.caseNumber(),
                  line.state(),
                  line.policyId(),
                  line.policyVersion(),
                  line.receivedAt(),
                  line.endedAt(),
                  line.disposition()));
    }
  }

  private static void write(Writer out, Object... cells) {
    try {
      out.write(Csv.line(cells) + "\r\n");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @GetMapping(path = "/audit", produces = "text/html;charset=UTF-8")
  String page(Search search, @RequestParam(defaultValue = "0") int page) {
    return pages.searchPage(search, index.find(search.query(), checked(page, 50), 50));
  }

  @GetMapping("/api/audit/verification")
  Verification.Report verify(@RequestParam(required = false) String caseNumber) {
    return turns.take(
        () -> caseNumber == null ? verification.verify() : verification.verify(caseNumber));
  }

  /**
   * Ended cases without a seal, in the order in which they are sealed.
   *
   * @param failing how many of all of them could not be sealed when it was tried
   * @param oldest end of any of them, null when there is none
   * @param behindSeconds how long ago that was
   */
  record Unsealed(
      List<UnsealedCases.Unsealed> items,
      int page,
      int size,
      long total,
      long failing,
      OffsetDateTime oldest,
      long behindSeconds) {}

  @GetMapping("/api/audit/unsealed")
  Unsealed unsealed(
      @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
    UnsealedCases.Lag lag = unsealed.lag();
    return new Unsealed(
        unsealed.page(checked(page, size), size),
        page,
        size,
        lag.number(),
        lag.failing(),
        lag.oldest(),
        lag.behind(OffsetDateTime.now(clock)).toSeconds());
  }

  @GetMapping("/api/audit/reads")
  CaseReads.Page reads(
      @RequestParam(required = false) String caseNumber,
      @RequestParam(required = false) String userId,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    return reads.find(caseNumber, userId, checked(page, size), size);
  }

  private static int checked(int page, int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  page < 0 ? "/page" : "/size",
                  "page counts from 0; size is 1 to " + LARGEST_PAGE)));
    }
    return page;
  }
}
