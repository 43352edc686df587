package dev.necessity.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.request.ContentHash;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.RequestReader;
import dev.necessity.request.Violation;
import java.net.URI;
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

/** {@code /api/requests}: cases over HTTP (contract, "Endpoints"). Bodies are read as bytes, so that all problems are found at once. */
@RestController
@RequestMapping("/api/requests")
class CaseController {

  private static final int LARGEST_PAGE = 200;

  private final RequestReader reader;
  private final Cases cases;

  CaseController(RequestReader reader, Cases cases) {
    this.reader = reader;
    this.cases = cases;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CaseView> open(@RequestBody byte[] body) {
    JsonNode sent = reader.parse(body);
    Cases.Opened opened = cases.open(reader.read(sent), ContentHash.of(sent));
    CaseView view = cases.view(opened.caseNumber());
    return opened.created()
        ? ResponseEntity.created(URI.create("/api/requests/" + opened.caseNumber())).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping("/{caseNumber}")
  CaseView read(@PathVariable String caseNumber) {
    return cases.view(caseNumber);
  }

  @GetMapping
  CaseView.Page list(@RequestParam(required = false) CaseState state, @RequestParam(required = false) String policyId,
      @RequestParam(required = false) OffsetDateTime receivedFrom, @RequestParam(required = false) OffsetDateTime receivedTo,
      @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException(List.of(
          new Violation(page < 0 ? "/page" : "/size", "page counts from 0; size is 1 to " + LARGEST_PAGE)));
    }
    return cases.list(new CaseRegister.Filter(state, policyId, receivedFrom, receivedTo), page, size);
  }

  @PostMapping(path = "/{caseNumber}/evidence", consumes = MediaType.APPLICATION_JSON_VALUE)
  CaseView addEvidence(@PathVariable String caseNumber, @RequestBody byte[] body) {
    return cases.addEvidence(caseNumber, reader.readEvidence(reader.parse(body)));
  }

  @PostMapping(path = "/{caseNumber}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
  CaseView withdraw(@PathVariable String caseNumber, @RequestBody byte[] body) {
    return cases.withdraw(caseNumber, reason(reader.parse(body)));
  }

  private static String reason(JsonNode body) {
    if (body.isObject() && body.size() == 1 && body.path("reason").isTextual() && !body.path("reason").asText().isBlank()) {
      return body.path("reason").asText();
    }
    throw new InvalidRequestException(List.of(new Violation("/reason", "give the reason of the withdrawal as a text, and nothing else")));
  }
}
