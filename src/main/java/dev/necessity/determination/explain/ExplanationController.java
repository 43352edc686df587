package dev.necessity.determination.explain;

import dev.necessity.request.RequestReader;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/assessments/explain}: what would change the answer. Nothing is stored. */
@RestController
class ExplanationController {

  private final RequestReader reader;
  private final Explainer explainer;

  ExplanationController(RequestReader reader, Explainer explainer) {
    this.reader = reader;
    this.explainer = explainer;
  }

  @PostMapping(path = "/api/assessments/explain", consumes = MediaType.APPLICATION_JSON_VALUE)
  Explanation explain(@RequestBody byte[] body) {
    return explainer.explain(reader.read(reader.parse(body)));
  }
}
