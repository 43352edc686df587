package dev.necessity.deployment;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/deployments}: who deployed what, newest first. */
@RestController
@RequestMapping("/api/deployments")
class DeploymentController {

  private static final int LARGEST_PAGE = 200;

  private final DeploymentRegister deployments;

  DeploymentController(DeploymentRegister deployments) {
    this.deployments = deployments;
  }

  record Page(List<DeploymentRegister.Entry> items, int page, int size, long total) {}

  @GetMapping
  Page list(
      @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
    if (page < 0 || size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  page < 0 ? "/page" : "/size",
                  "page counts from 0; size is 1 to " + LARGEST_PAGE)));
    }
    return new Page(deployments.list(page, size), page, size, deployments.count());
  }
}
