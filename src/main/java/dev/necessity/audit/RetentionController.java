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
    if (hold.reason() == null || hold.reason().isBlank() || hold.reason().length() > LONGEST_REASON) {
      throw new InvalidRequestException(List.of(new Violation("/reason", "give the reason of the hold, in at most " + LONGEST_REASON + " characters")));
    }
    retention.hold(caseNumber, hold.reason().strip(), user.getName());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(@PathVariable String caseNumber) {
    retention.release(caseNumber);
  }
}
