package dev.necessity.casework.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.cases.RepeatedCalls;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Npi;
import dev.necessity.request.RequestReader;
import dev.necessity.request.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/requests/{caseNumber}/peer-to-peer}: the clinician of the provider asks to talk
 * with a medical director.
 */
@RestController
class TalkController {

  private static final int LONGEST = 500;
  private static final Set<String> FIELDS = Set.of("clinicianName", "clinicianNpi", "reachedAt");

  private final RequestReader reader;
  private final Talks talks;
  private final Cases cases;
  private final RepeatedCalls repeats;

  TalkController(RequestReader reader, Talks talks, Cases cases, RepeatedCalls repeats) {
    this.reader = reader;
    this.talks = talks;
    this.cases = cases;
    this.repeats = repeats;
  }

  /**
   * Body: {@code clinicianName}, {@code clinicianNpi}, {@code reachedAt}. 201 when this call asked
   * for the talk, 200 when it was asked for.
   */
  @PostMapping(
      path = "/api/requests/{caseNumber}/peer-to-peer",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> ask(
      @PathVariable String caseNumber, @RequestBody byte[] body, HttpServletRequest call) {
    JsonNode sent = reader.parse(body);
    check(sent);
    return repeats.once(
        call,
        sent,
        caseNumber,
        () -> {
          boolean asked =
              talks.ask(
                  caseNumber,
                  text(sent, "clinicianName"),
                  text(sent, "clinicianNpi"),
                  text(sent, "reachedAt"));
          return ResponseEntity.status(asked ? HttpStatus.CREATED : HttpStatus.OK)
              .body(cases.view(caseNumber));
        });
  }

  private static void check(JsonNode sent) {
    List<Violation> problems = new ArrayList<>();
    FIELDS.stream()
        .sorted()
        .filter(field -> text(sent, field).isEmpty() || text(sent, field).length() > LONGEST)
        .forEach(
            field ->
                problems.add(
                    new Violation("/" + field, "give a text of 1 to " + LONGEST + " characters")));
    sent.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                problems.add(new Violation("/" + field, "unknown field"));
              }
            });
    if (!text(sent, "clinicianNpi").isEmpty() && !Npi.isValid(text(sent, "clinicianNpi"))) {
      problems.add(new Violation("/clinicianNpi", "ten digits with a valid check digit"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(problems);
    }
  }

  private static String text(JsonNode sent, String field) {
    return sent.path(field).isTextual() ? sent.path(field).asText().strip() : "";
  }
}
