package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples;
import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredAssessments;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.ReadOnce;
import dev.necessity.request.Instants;
import dev.necessity.request.RequestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Replays: start one, watch it, stop it, read its report. */
@RestController
@RequestMapping(
    value = "/workbench/replay",
    produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class ReplayController {

  private static final Set<String> DOCUMENTATION = Set.of("OPEN", "CLOSED");

  private final ReplayJobs jobs;
  private final Policies live;
  private final PackagedExamples examples;
  private final StoredAssessments stored;
  private final RequestReader reader;
  private final Clock clock;

  ReplayController(
      ReplayJobs jobs,
      Policies live,
      PackagedExamples examples,
      StoredAssessments stored,
      RequestReader reader,
      Clock clock) {
    this.jobs = jobs;
    this.live = live;
    this.examples = examples;
    this.stored = stored;
    this.reader = reader;
    this.clock = clock;
  }

  /** What the form offers to replay. */
  enum Against {
    CASES,
    REQUESTS,
    EXAMPLES
  }

  @GetMapping
  String overview(CsrfToken token) {
    return ReplayPages.overview(jobs.all(), token);
  }

  @PostMapping
  ResponseEntity<String> start(
      @RequestParam MultipartFile candidate,
      @RequestParam(defaultValue = "EXAMPLES") Against against,
      @RequestParam(required = false) MultipartFile requests,
      @RequestParam(defaultValue = "CLOSED") String documentation,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      Principal user) {
    PolicyFile changed = Upload.policy(candidate);
    ReplaySource source = source(against, requests, documentation, from.strip(), to.strip());
    ReplayJob job =
        jobs.start(
            new ReplayJob.Order(
                changed, new ReadOnce(live), source, user.getName(), clock.instant()));
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("replay/" + job.id()))
        .build();
  }

  /**
   * A field that is filled in and does not belong to the choice is a mistake about what is
   * replayed, and is said.
   */
  private ReplaySource source(
      Against against, MultipartFile requests, String documentation, String from, String to) {
    if (against != Against.REQUESTS && !Upload.isEmpty(requests)) {
      throw refused(
          "A file of requests was chosen, but 'Replay against' says something else. Choose 'a file of requests' there, or take the file away.");
    }
    if (against != Against.CASES && !(from + to).isEmpty()) {
      throw refused(
          "'Received from' and 'Received before' are about past cases, but 'Replay against' says something else. Choose 'past cases' there, or empty both.");
    }
    if (against == Against.CASES) {
      return new ReplaySource.Cases(stored, period(from, to));
    }
    if (!DOCUMENTATION.contains(documentation)) {
      throw refused("Documentation is OPEN or CLOSED.");
    }
    if (against == Against.REQUESTS && Upload.isEmpty(requests)) {
      throw refused(
          "No file of requests was chosen, or it is empty. Choose one under 'Requests', or something else under 'Replay against'.");
    }
    return against == Against.REQUESTS
        ? new ReplaySource.Requests(
            Upload.name(requests), documentation, requests::getInputStream, reader)
        : new ReplaySource.Requests(
            "the packaged example requests", documentation, this::exampleLines, reader);
  }

  private static ReceiptPeriod period(String from, String to) {
    ReceiptPeriod period =
        new ReceiptPeriod(instant("Received from", from), instant("Received before", to));
    if (period.isEmpty()) {
      throw refused(
          "No case can be received from "
              + from
              + " and before "
              + to
              + ". Give a later day under 'Received before'; that day itself is not included.");
    }
    return period;
  }

  private static OffsetDateTime instant(String field, String text) {
    try {
      return text.isEmpty() ? null : Instants.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          "'"
              + field
              + "' is '"
              + text
              + "', which is not "
              + Instants.EXAMPLE
              + ". Correct it, or leave it empty for all.");
    }
  }

  private static ResponseStatusException refused(String message) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
  }

  private InputStream exampleLines() {
    String lines =
        examples.requests().stream()
            .map(RequestExamples.Example::request)
            .map(request -> new String(request, StandardCharsets.UTF_8).replaceAll("\\R\\s*", " "))
            .collect(Collectors.joining("\n"));
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/{id}")
  String job(@PathVariable String id, CsrfToken token) {
    return ReplayPages.job(find(id), token);
  }

  @PostMapping("/{id}/stop")
  ResponseEntity<String> stop(@PathVariable String id) {
    find(id).stop();
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("../" + id)).build();
  }

  @GetMapping("/{id}/report")
  ResponseEntity<byte[]> report(@PathVariable String id) {
    try {
      return SandboxedReport.of(Files.readAllBytes(written(find(id)).report()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as a file to keep, and to attach to the deployment. */
  @GetMapping("/{id}/replay.html")
  ResponseEntity<Resource> download(@PathVariable String id) {
    return attachment(written(find(id)).report(), MediaType.TEXT_HTML);
  }

  @GetMapping(path = "/{id}/differences.csv", produces = "text/csv")
  ResponseEntity<Resource> differences(@PathVariable String id) {
    return attachment(
        written(find(id)).differences(), new MediaType("text", "csv", StandardCharsets.UTF_8));
  }

  private static ResponseEntity<Resource> attachment(Path file, MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.getFileName() + "\"")
        .body(new FileSystemResource(file));
  }

  private ReplayJob find(String id) {
    return jobs.find(id)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "There is no such replay; the last ones are kept until the server stops."));
  }

  private static ReplayJob written(ReplayJob job) {
    if (!job.hasReport()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This replay has no report yet.");
    }
    return job;
  }
}
