package dev.necessity.casework;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.cases.CaseAccess;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.RepeatedCalls;
import dev.necessity.casework.appeal.LinkedCases;
import dev.necessity.casework.clock.ClockExtension;
import dev.necessity.casework.intake.Amendments;
import dev.necessity.casework.intake.Cases;
import dev.necessity.outbox.LettersFirst;
import dev.necessity.request.Amendment;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Evidence;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Reason;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import dev.necessity.request.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/requests}: cases over HTTP (docs/api.md, "Calls"). Bodies are read as bytes, so that
 * all problems are found at once.
 */
@RestController
@RequestMapping("/api/requests")
class CaseController {

  private static final int LARGEST_PAGE = 200;

  private final RequestReader reader;
  private final LettersFirst letters;
  private final Cases cases;
  private final Amendments amendments;
  private final LinkedCases linked;
  private final ClockExtension extension;
  private final Clock clock;
  private final CaseAccess access;
  private final RepeatedCalls repeats;

  CaseController(
      RequestReader reader,
      LettersFirst letters,
      Cases cases,
      Amendments amendments,
      LinkedCases linked,
      ClockExtension extension,
      Clock clock,
      CaseAccess access,
      RepeatedCalls repeats) {
    this.reader = reader;
    this.letters = letters;
    this.cases = cases;
    this.amendments = amendments;
    this.linked = linked;
    this.extension = extension;
    this.clock = clock;
    this.access = access;
    this.repeats = repeats;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> open(@RequestBody byte[] body) {
    JsonNode sent = reader.parse(body);
    List<Request> lines = reader.readLines(sent);
    List<Cases.Opened> opened = letters.take(() -> cases.open(lines, ContentHash.of(sent)));
    return RequestReader.hasLines(sent)
        ? answer(
            opened.get(0),
            new CaseView.OpenedLines(
                opened.stream().map(Cases.Opened::caseNumber).map(cases::view).toList()))
        : answer(opened.get(0));
  }

  private ResponseEntity<?> answer(Cases.Opened opened) {
    return answer(opened, cases.view(opened.caseNumber()));
  }

  private static ResponseEntity<?> answer(Cases.Opened opened, Object view) {
    return opened.created()
        ? ResponseEntity.created(URI.create("/api/requests/" + opened.caseNumber())).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping("/{caseNumber}")
  CaseView read(@PathVariable String caseNumber) {
    return cases.view(caseNumber);
  }

  @GetMapping
  CaseView.Page list(
      @RequestParam(required = false) CaseState state,
      @RequestParam(required = false) String policyId,
      @RequestParam(required = false) OffsetDateTime receivedFrom,
      @RequestParam(required = false) OffsetDateTime receivedTo,
      @RequestParam(defaultValue = "false") boolean overdue,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  page < 0 ? "/page" : "/size",
                  "page counts from 0; size is 1 to " + LARGEST_PAGE)));
    }
    return cases.list(
        new CaseRegister.Filter(
            state,
            policyId,
            receivedFrom,
            receivedTo,
            access.groups().orElse(null),
            overdue ? OffsetDateTime.now(clock) : null),
        page,
        size);
  }

  @PostMapping(path = "/{caseNumber}/evidence", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> addEvidence(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    Evidence evidence = reader.readEvidence(sent);
    return repeats.once(
        call, sent, caseNumber, () -> ResponseEntity.ok(cases.addEvidence(caseNumber, evidence)));
  }

  /** Body: what is amended, named as in the request, and the {@code reason}. */
  @PostMapping(path = "/{caseNumber}/amendments", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> amend(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    Amendment amendment = Amendment.read(sent);
    return repeats.once(
        call,
        sent,
        caseNumber,
        () -> {
          amendments.amend(caseNumber, amendment);
          return ResponseEntity.ok(cases.view(caseNumber));
        });
  }

  @PostMapping(path = "/{caseNumber}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> withdraw(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    String reason = Reason.of(sent);
    return repeats.once(
        call, sent, caseNumber, () -> ResponseEntity.ok(cases.withdraw(caseNumber, reason)));
  }

  /** Body: {@code ground}, one that the clock of the case allows, and {@code reason}. */
  @PostMapping(path = "/{caseNumber}/extension", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> extend(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    String ground = sent.path("ground").textValue();
    String reason =
        Reason.of(ground == null ? sent : ((ObjectNode) sent.deepCopy()).without("ground"));
    return repeats.once(
        call,
        sent,
        caseNumber,
        () -> {
          extension.extend(caseNumber, ground, reason);
          return ResponseEntity.ok(cases.view(caseNumber));
        });
  }

  /** Body: an {@code evidence} object with what is new. */
  @PostMapping(path = "/{caseNumber}/reconsideration", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> reconsider(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    Evidence evidence = reader.readEvidence(sent);
    if (evidence.equals(Evidence.NONE)) {
      throw new InvalidRequestException(
          List.of(new Violation("", "send the evidence that is new; without any, appeal")));
    }
    return repeats.onceOpened(
        call, sent, () -> answer(linked.reconsider(caseNumber, evidence, ContentHash.of(sent))));
  }

  /** Body: {@code reason}, and {@code evidence} if any is new. */
  @PostMapping(path = "/{caseNumber}/appeal", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> appeal(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    String reason =
        Reason.of(sent.has("evidence") ? ((ObjectNode) sent.deepCopy()).without("evidence") : sent);
    Evidence evidence =
        sent.has("evidence") ? reader.readEvidence(sent.get("evidence")) : Evidence.NONE;
    return repeats.onceOpened(
        call,
        sent,
        () -> answer(linked.appeal(caseNumber, reason, evidence, ContentHash.of(sent))));
  }
}
