package dev.necessity.audit.bundle;

import dev.necessity.work.Turns;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The export of one sealed case. */
@RestController
class BundleController {

  private final Bundle bundle;
  private final Turns turns;

  BundleController(Bundle bundle, Turns turns) {
    this.bundle = bundle;
    this.turns = turns;
  }

  @GetMapping("/api/requests/{caseNumber}/bundle")
  void export(@PathVariable String caseNumber, HttpServletResponse response) throws IOException {
    Map<String, byte[]> files;
    try (Turns.Turn turn = turns.next()) {
      files = bundle.files(caseNumber);
    }
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + caseNumber + ".zip\"");
    Bundle.write(files, response.getOutputStream());
  }
}
