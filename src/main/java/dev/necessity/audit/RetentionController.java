package dev.necessity.audit;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds; JSON and PUT only, which a foreign page cannot send. */
@RestController
@RequestMapping("/api/requests/{caseNumber}/legal-hold")
class RetentionController {

  private static final int LONGEST_REASON = 2000;

  private final Retention retention;

  RetentionController(Retention retention) {
    this.retention = retention;
  }

  record Hold(String reason) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void hold(@PathVariable String caseNumber, @RequestBody Hold hold, Principal user) {
    retention.hold(caseNumber, reason(hold.reason()), user.getName());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lift(@PathVariable String caseNumber, @RequestParam(required = false) String reason, Principal user) {
    retention.lift(caseNumber, reason(reason), user.getName());
  }

  /** @throws InvalidRequestException when no reason is given, or too long a one */
  static String reason(String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(List.of(new Violation("/reason", "give the reason, in at most " + LONGEST_REASON + " characters")));
    }
    return reason.strip();
  }
}
