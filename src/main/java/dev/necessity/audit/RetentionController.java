package dev.necessity.audit;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import dev.necessity.workflow.RepeatedCalls;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

  private static final int LONGEST_REASON = 2000;

  private final Retention retention;
  private final RepeatedCalls repeats;

  RetentionController(Retention retention, RepeatedCalls repeats) {
    this.retention = retention;
    this.repeats = repeats;
  }

  record Hold(String reason) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> hold(@PathVariable String caseNumber, @RequestBody Hold hold, HttpServletRequest call) {
    String reason = reason(hold.reason());
    return repeats.once(call, hold, caseNumber, () -> {
      retention.hold(caseNumber, reason, call.getRemoteUser());
      return ResponseEntity.noContent().build();
    });
  }

  @DeleteMapping
  ResponseEntity<?> lift(@PathVariable String caseNumber, @RequestParam(required = false) String reason, HttpServletRequest call) {
    String why = reason(reason);
    return repeats.once(call, null, caseNumber, () -> {
      retention.lift(caseNumber, why, call.getRemoteUser());
      return ResponseEntity.noContent().build();
    });
  }

  /** @throws InvalidRequestException when no reason is given, or too long a one */
  static String reason(String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(List.of(new Violation("/reason", "give the reason, in at most " + LONGEST_REASON + " characters")));
    }
    return reason.strip();
  }
}
