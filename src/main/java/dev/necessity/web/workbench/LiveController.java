package dev.necessity.web.workbench;

import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.deployment.CatalogRows;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.LiveCatalogue;
import dev.necessity.deployment.LiveCatalogue.Deployed;
import dev.necessity.history.StoredAssessments;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.policy.model.ReadOnce;
import dev.necessity.request.Procedure;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What is live, going live with a version, and going back to an earlier catalogue. A form is sent
 * twice: first it shows what would change and deploys nothing, then, with the catalogue that was
 * looked at, it deploys.
 */
@RestController
@RequestMapping(value = "/workbench/live", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class LiveController {

  private static final int LONGEST_REASON = 500;

  private final LiveCatalogue catalogue;
  private final CatalogRows rows;
  private final DeployedFiles deployed;
  private final Tools tools;
  private final ReplayJobs jobs;
  private final Policies live;
  private final StoredAssessments stored;
  private final Clock clock;
  private final LivePages pages;

  LiveController(
      LiveCatalogue catalogue,
      CatalogRows rows,
      DeployedFiles deployed,
      Tools tools,
      ReplayJobs jobs,
      Policies live,
      StoredAssessments stored,
      Clock clock,
      LivePages pages) {
    this.catalogue = catalogue;
    this.rows = rows;
    this.deployed = deployed;
    this.tools = tools;
    this.jobs = jobs;
    this.live = live;
    this.stored = stored;
    this.clock = clock;
    this.pages = pages;
  }

  /** What the form says. */
  record Order(
      String version,
      String codes,
      List<String> lines,
      List<String> determinations,
      String from,
      String reason) {}

  @GetMapping
  String overview(CsrfToken token) {
    return pages.overview(policies(), token);
  }

  /**
   * @param examples that they hold, or that somebody has seen which do not, as the page shows them
   */
  @PostMapping
  ResponseEntity<String> goLive(
      @RequestParam(defaultValue = "") String version,
      @RequestParam(defaultValue = "") String codes,
      @RequestParam(required = false) List<String> lines,
      @RequestParam(required = false) List<String> determinations,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(defaultValue = "") String examples,
      Principal user,
      CsrfToken token) {
    Order order =
        new Order(
            version, codes, chosen(lines), chosen(determinations), from.strip(), reason.strip());
    PolicyFile policy =
        DeployedChoice.find(policies(), version)
            .map(deployed::read)
            .orElseThrow(() -> refused("Choose the version that is to go live."));
    Deployed before = catalogue.all().get(0);
    byte[] after = row(order, policy).onTopOf(before.file());
    if (!seen.isEmpty()) {
      if (examples.isEmpty()) {
        throw refused(
            "Not every example of the policy holds, or a rule has none. Look at them, and say that you have.");
      }
      return deploy(after, seen, List.of(), "live");
    }
    PolicyFile changed = PolicyFile.read(before.file().name(), after);
    Map<String, List<Finding>> findings =
        tools.check(Map.of(before.file().name(), after, policy.name(), policy.content()));
    findings.get(changed.name()).addAll(tools.unfinished(changed));
    return ResponseEntity.ok(
        pages.goingLive(
            order,
            policy,
            before,
            findings,
            tools.compare(before.file(), changed),
            TriedExamples.of(tools.examples(policy, Map.of())),
            replay(policy, user),
            token));
  }

  @PostMapping("/back")
  ResponseEntity<String> goBack(
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(required = false) List<String> agreed,
      CsrfToken token) {
    List<Deployed> all = catalogue.all();
    Deployed before = all.get(0);
    Deployed after =
        all.stream()
            .filter(one -> one.deploymentId().equals(to))
            .findFirst()
            .orElseThrow(() -> refused("Choose the catalogue to go back to."));
    if (!seen.isEmpty()) {
      return deploy(after.file().content(), seen, chosen(agreed), "../live");
    }
    return ResponseEntity.ok(
        pages.goingBack(
            after,
            before,
            tools.compare(before.file(), after.file()),
            rows.losses(after.file(), LocalDate.now(clock)),
            token));
  }

  /**
   * @param page the way back to the overview, relative, so that it works behind any proxy
   */
  private ResponseEntity<String> deploy(
      byte[] content, String seen, List<String> agreed, String page) {
    try {
      catalogue.replace(content, seen, agreed);
    } catch (LiveCatalogue.ChangedException e) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
    } catch (LiveCatalogue.RefusedException e) {
      throw refused(e.getMessage());
    }
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(page)).build();
  }

  /** Of past cases, as the page of replays starts it; empty while too many are waiting. */
  private Optional<ReplayJob> replay(PolicyFile policy, Principal user) {
    try {
      return Optional.of(
          jobs.start(
              new ReplayJob.Order(
                  policy,
                  new ReadOnce(live),
                  new ReplaySource.Cases(stored, new ReceiptPeriod(null, null)),
                  user.getName(),
                  clock.instant())));
    } catch (ResponseStatusException full) {
      return Optional.empty();
    }
  }

  /**
   * The final tables have versions as well, and a row of the catalogue names them beside the
   * policy, never as one.
   */
  private List<DeployedFiles.Version> policies() {
    return deployed.all().stream()
        .filter(version -> !version.tag().isEmpty() && !Policy.isFinalTables(version.file()))
        .toList();
  }

  /** Procedure codes as somebody typed them, each once. */
  static List<String> codes(String typed) {
    return Stream.of(typed.split("[,;\\s]+")).filter(code -> !code.isEmpty()).distinct().toList();
  }

  private LiveRow row(Order order, PolicyFile policy) {
    List<String> codes = codes(order.codes());
    if (codes.isEmpty() || !codes.stream().allMatch(Procedure::isCode)) {
      throw refused(
          "Give the procedure codes that it is for, each of five digits and capital letters, as 12345.");
    }
    if (!LiveRow.determinations(catalogue.all().get(0).file())
        .containsAll(order.determinations())) {
      throw refused(
          "The catalogue knows no such local determination. Choose among those of the page.");
    }
    if (order.reason().isEmpty() || order.reason().length() > LONGEST_REASON) {
      throw refused(
          "Say in 1 to "
              + LONGEST_REASON
              + " characters why a request is judged by this policy: a case keeps that as its reason.");
    }
    List<String> tops = policy.tops();
    if (tops.size() != 1) {
      throw refused(
          "The file has not one decision on top of all others, so that nobody knows which is its answer. Add its row in Camunda Modeler.");
    }
    return new LiveRow(
        policy.id(),
        policy.version(),
        tops.get(0),
        finalTables(policy),
        codes,
        order.lines(),
        order.determinations(),
        date(order.from()),
        order.reason());
  }

  /** The latest final tables that are deployed, where the policy has no end of its own. */
  private String finalTables(PolicyFile policy) {
    return policy.decisions().contains(Policy.END)
        ? PolicySelection.NONE
        : deployed
            .finalTables()
            .orElseThrow(
                () ->
                    refused(
                        "No final tables are deployed, and the policy needs them. Deploy determination.dmn first."));
  }

  private static List<String> chosen(List<String> boxes) {
    return boxes == null ? List.of() : boxes;
  }

  private static LocalDate date(String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          "'Received from' is no date as 2026-01-15. Correct it, or leave it empty for all requests.");
    }
  }

  private static ResponseStatusException refused(String message) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
  }
}
