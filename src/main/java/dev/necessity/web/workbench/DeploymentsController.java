package dev.necessity.web.workbench;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The deployments as pages. */
@RestController
@RequestMapping(
    value = "/workbench/deployments",
    produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class DeploymentsController {

  private final DeploymentsPage pages;

  DeploymentsController(DeploymentsPage pages) {
    this.pages = pages;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int page) {
    return pages.list(Math.max(0, page));
  }

  @GetMapping("/{deployment}")
  String detail(@PathVariable String deployment) {
    return pages.detail(deployment).orElseThrow(() -> notFound("There is no such deployment."));
  }

  @GetMapping("/{deployment}/report")
  ResponseEntity<byte[]> report(@PathVariable String deployment) {
    return pages
        .report(deployment)
        .map(SandboxedReport::of)
        .orElseThrow(() -> notFound("This deployment has no replay report."));
  }

  private static ResponseStatusException notFound(String message) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, message);
  }
}
