package dev.necessity.web.workbench;

import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The workbench in the browser: read only. */
@RestController
@RequestMapping(value = "/workbench", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class WorkbenchController {

  private final Workbench workbench;

  WorkbenchController(Workbench workbench) {
    this.workbench = workbench;
  }

  @GetMapping
  String overview() {
    return workbench.overview();
  }

  @GetMapping("/{file}")
  String file(@PathVariable String file, @RequestParam Optional<String> deployment) {
    return workbench.file(file, deployment).orElseThrow(WorkbenchController::notFound);
  }

  @GetMapping("/{file}/comparison")
  String comparison(@PathVariable String file, @RequestParam String from, @RequestParam String to) {
    return workbench.comparison(file, from, to).orElseThrow(WorkbenchController::notFound);
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "No such decision file, or no such version of it, is deployed.");
  }
}
