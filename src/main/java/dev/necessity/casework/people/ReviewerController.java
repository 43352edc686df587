package dev.necessity.casework.people;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Npi;
import dev.necessity.request.RequestReader;
import dev.necessity.request.Violation;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code /api/reviewers/{user}/npi}: an administrator corrects the NPI that is kept with a user.
 * Cases that were decided keep theirs.
 */
@RestController
@RequestMapping("/api/reviewers/{user}/npi")
class ReviewerController {

  private final ReviewerNpis npis;
  private final RequestReader reader;
  private final IdentityService identities;

  ReviewerController(ReviewerNpis npis, RequestReader reader, IdentityService identities) {
    this.npis = npis;
    this.reader = reader;
    this.identities = identities;
  }

  @GetMapping
  Map<String, String> read(@PathVariable String user) {
    return Map.of(
        "npi",
        npis.of(user)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "No NPI is kept with a user of this id.")));
  }

  /** Body: {@code npi}. */
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void correct(@PathVariable String user, @RequestBody byte[] body, Principal caller) {
    JsonNode sent = reader.parse(body);
    if (sent.size() != 1
        || !sent.path("npi").isTextual()
        || !Npi.isValid(sent.path("npi").textValue())) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  "/npi", "give the NPI, ten digits with a valid check digit, and nothing else")));
    }
    if (identities.createUserQuery().userId(user).count() == 0) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no user with this id.");
    }
    if (!npis.keep(user, sent.path("npi").textValue(), caller.getName())) {
      throw new CaseConflictException("Another user has this NPI; one NPI is one person's.");
    }
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(@PathVariable String user) {
    npis.forget(user);
  }
}
