package dev.necessity.explain;

import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Turns;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/assessments/explain}: what would change the answer. Nothing is stored. */
@RestController
class ExplanationController {

  private final RequestReader reader;
  private final Explainer explainer;
  private final Turns turns;

  ExplanationController(RequestReader reader, Explainer explainer, Turns turns) {
    this.reader = reader;
    this.explainer = explainer;
    this.turns = turns;
  }

  @PostMapping(path = "/api/assessments/explain", consumes = MediaType.APPLICATION_JSON_VALUE)
  Explanation explain(@RequestBody byte[] body) {
    Request request = reader.read(reader.parse(body));
    return turns.take(() -> explainer.explain(request));
  }
}
