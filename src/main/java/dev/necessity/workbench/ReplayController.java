package dev.necessity.workbench;

import dev.necessity.determination.RequestExamples;
import dev.necessity.policy.Policies;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.ReadOnce;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
@RequestMapping(value = "/workbench/replay", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class ReplayController {

  private static final Set<String> DOCUMENTATION = Set.of("OPEN", "CLOSED");

  private final ReplayJobs jobs;
  private final Policies live;
  private final PackagedExamples examples;
  private final Clock clock;

  ReplayController(ReplayJobs jobs, Policies live, PackagedExamples examples, Clock clock) {
    this.jobs = jobs;
    this.live = live;
    this.examples = examples;
    this.clock = clock;
  }

  @GetMapping
  String overview() {
    return ReplayPages.overview(jobs.all());
  }

  @PostMapping
  ResponseEntity<String> start(@RequestParam MultipartFile candidate, @RequestParam(required = false) MultipartFile requests,
      @RequestParam(defaultValue = "CLOSED") String documentation, Principal user) {
    if (!DOCUMENTATION.contains(documentation)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Documentation is OPEN or CLOSED.");
    }
    PolicyFile changed = Upload.policy(candidate);
    boolean packaged = Upload.isEmpty(requests);
    ReplayJob job = jobs.start(new ReplayJob.Order(changed, new ReadOnce(live), documentation, packaged ? "the packaged example requests" : Upload.name(requests), user.getName(), clock.instant()),
        packaged ? this::exampleLines : requests::getInputStream);
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("replay/" + job.id())).build();
  }

  private InputStream exampleLines() {
    String lines = examples.requests().stream().map(RequestExamples.Example::request)
        .map(request -> new String(request, StandardCharsets.UTF_8).replaceAll("\\R\\s*", " ")).collect(Collectors.joining("\n"));
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/{id}")
  String job(@PathVariable String id) {
    return ReplayPages.job(find(id));
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
    return attachment(written(find(id)).differences(), new MediaType("text", "csv", StandardCharsets.UTF_8));
  }

  private static ResponseEntity<Resource> attachment(Path file, MediaType type) {
    return ResponseEntity.ok().contentType(type).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.getFileName() + "\"")
        .body(new FileSystemResource(file));
  }

  private ReplayJob find(String id) {
    return jobs.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such replay; the last ones are kept until the server stops."));
  }

  private static ReplayJob written(ReplayJob job) {
    if (!job.hasReport()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This replay has no report yet.");
    }
    return job;
  }
}
