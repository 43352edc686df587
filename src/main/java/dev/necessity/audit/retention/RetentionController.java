package dev.necessity.audit.retention;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.cases.RepeatedCalls;
import dev.necessity.request.Reason;
import dev.necessity.request.RequestReader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds; JSON and PUT only, which a foreign page cannot send. */
@RestController
@RequestMapping("/api/requests/{caseNumber}/legal-hold")
class RetentionController {

  private final RequestReader reader;
  private final Retention retention;
  private final RepeatedCalls repeats;

  RetentionController(RequestReader reader, Retention retention, RepeatedCalls repeats) {
    this.reader = reader;
    this.retention = retention;
    this.repeats = repeats;
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> hold(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    String reason = Reason.of(sent);
    return repeats.once(
        call,
        sent,
        caseNumber,
        () -> {
          retention.hold(caseNumber, reason, call.getRemoteUser());
          return ResponseEntity.noContent().build();
        });
  }

  @DeleteMapping
  ResponseEntity<?> lift(
      @PathVariable String caseNumber,
      @RequestParam(required = false) String reason,
      HttpServletRequest call) {
    String why = Reason.of(reason);
    return repeats.once(
        call,
        null,
        caseNumber,
        () -> {
          retention.lift(caseNumber, why, call.getRemoteUser());
          return ResponseEntity.noContent().build();
        });
  }
}
