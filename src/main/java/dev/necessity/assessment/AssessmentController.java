package dev.necessity.assessment;

import dev.necessity.request.RequestReader;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/assessments}: the what-if (docs/api.md, "Calls"). Nothing is stored. */
@RestController
class AssessmentController {

  private final RequestReader reader;
  private final Assessor assessor;

  AssessmentController(RequestReader reader, Assessor assessor) {
    this.reader = reader;
    this.assessor = assessor;
  }

  @PostMapping(path = "/api/assessments", consumes = MediaType.APPLICATION_JSON_VALUE)
  Assessment assess(
      @RequestBody byte[] body,
      @RequestParam(defaultValue = "OPEN") DocumentationPeriod documentation) {
    return assessor.assess(reader.read(reader.parse(body)), documentation);
  }
}
