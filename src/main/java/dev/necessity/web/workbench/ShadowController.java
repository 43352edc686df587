package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.policy.model.Policy;
import dev.necessity.text.HtmlTemplate;
import dev.necessity.web.workbench.Shadows.Judged;
import dev.necessity.web.workbench.Shadows.Outcome;
import dev.necessity.web.workbench.Shadows.Shadow;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Shadow versions: choose one, see what it would have said of new requests, end it. */
@RestController
@RequestMapping(
    value = "/workbench/shadow",
    produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class ShadowController {

  private static final int SHOWN = 500;

  private final Shadows shadows;
  private final DeployedFiles deployed;
  private final Clock clock;

  ShadowController(Shadows shadows, DeployedFiles deployed, Clock clock) {
    this.shadows = shadows;
    this.deployed = deployed;
    this.clock = clock;
  }

  record Line(String id, String policy, String since, String by, String state) {}

  /**
   * What a shadow said so far.
   *
   * @param criteria of the differences that are shown: the change, and in how many cases
   * @param differences the newest; {@code more} whether there are others
   */
  record Page(
      Line shadow,
      boolean active,
      long judged,
      long otherDisposition,
      long otherCriterion,
      long notItsCases,
      long failed,
      Map<String, Long> criteria,
      List<Judged> differences,
      boolean more) {}

  @GetMapping
  String overview(CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/shadows",
        Map.of(
            "token",
            token,
            "shadows",
            shadows.all().stream().map(ShadowController::line).toList(),
            "versions",
            DeployedChoice.options(policies())));
  }

  @PostMapping
  ResponseEntity<String> start(@RequestParam(defaultValue = "") String version, Principal user) {
    DeployedFiles.Version chosen =
        DeployedChoice.find(policies(), version)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "Choose the version that is to judge new requests silently."));
    Shadow shadow = shadows.start(chosen, user.getName(), clock.instant());
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("shadow/" + shadow.id()))
        .build();
  }

  @GetMapping("/{id}")
  String shadow(@PathVariable String id, CsrfToken token) {
    return HtmlTemplate.fill("workbench/shadow", Map.of("token", token, "page", page(find(id))));
  }

  @PostMapping("/{id}/end")
  ResponseEntity<String> end(@PathVariable String id) {
    shadows.end(find(id).id(), clock.instant());
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("../" + id)).build();
  }

  private Page page(Shadow shadow) {
    Map<Outcome, Long> counts = shadows.counts(shadow.id());
    List<Judged> differences = shadows.differences(shadow.id(), SHOWN + 1);
    List<Judged> shown = differences.stream().limit(SHOWN).toList();
    return new Page(
        line(shadow),
        shadow.active(),
        Stream.of(Outcome.SAME, Outcome.DISPOSITION, Outcome.CRITERION)
            .mapToLong(outcome -> counts.getOrDefault(outcome, 0L))
            .sum(),
        counts.getOrDefault(Outcome.DISPOSITION, 0L),
        counts.getOrDefault(Outcome.CRITERION, 0L),
        counts.getOrDefault(Outcome.NOT_ITS_CASE, 0L),
        counts.getOrDefault(Outcome.FAILED, 0L),
        shown.stream()
            .filter(judged -> judged.criteria() != null && !judged.criteria().isEmpty())
            .flatMap(judged -> Stream.of(judged.criteria().split("; ")))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())),
        shown,
        differences.size() > SHOWN);
  }

  private Shadow find(String id) {
    return shadows
        .find(id)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such shadow."));
  }

  private static Line line(Shadow shadow) {
    return new Line(
        shadow.id(),
        shadow.policyId() + " " + shadow.version(),
        Workbench.MOMENT.format(shadow.chosenAt().atOffset(ZoneOffset.UTC)),
        shadow.chosenBy(),
        shadow.active()
            ? "Judges"
            : "Ended " + Workbench.MOMENT.format(shadow.endedAt().atOffset(ZoneOffset.UTC)));
  }

  private List<DeployedFiles.Version> policies() {
    return deployed.all().stream()
        .filter(version -> !version.tag().isEmpty() && !Policy.isFinalTables(version.file()))
        .toList();
  }
}
