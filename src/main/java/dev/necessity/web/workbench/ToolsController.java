package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.page.ComparisonPage;
import dev.necessity.text.HtmlTemplate;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Check, examples, comparison and a new version of files that are uploaded. Nothing that is
 * uploaded is kept.
 */
@RestController
@RequestMapping(value = "/workbench", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class ToolsController {

  private final Tools tools;
  private final DeployedFiles deployed;

  ToolsController(Tools tools, DeployedFiles deployed) {
    this.tools = tools;
    this.deployed = deployed;
  }

  /**
   * @param files what was found in each; none before any were sent
   */
  record Checked(String title, String subtitle, List<Findings.OfFile> files) {}

  /**
   * @param tried null before a file was sent
   */
  record Tried(String title, String subtitle, TriedExamples tried) {}

  /**
   * @param changes null before two files were chosen
   */
  record Compared(String title, String subtitle, ComparisonPage changes, List<Option> versions) {}

  @GetMapping("/check")
  String check(CsrfToken token) {
    return page(
        "check",
        new Checked(
            "Check files",
            "Everything that is wrong with decision files and forms, before anyone deploys them: with each alone, and with each beside the others.",
            List.of()),
        token);
  }

  @PostMapping("/check")
  String check(@RequestParam List<MultipartFile> file, CsrfToken token) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    file.forEach(
        each -> {
          if (files.put(Upload.name(each), Upload.content(each)) != null) {
            throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST,
                "Two of the files have the name '"
                    + Upload.name(each)
                    + "', so a finding would not say which. Rename one of them.");
          }
        });
    return page(
        "check",
        new Checked(
            "Check of "
                + (files.size() == 1 ? files.keySet().iterator().next() : files.size() + " files"),
            "As they are; nothing of them is kept.",
            tools.checkToDeploy(files).entrySet().stream()
                .map(each -> new Findings.OfFile(each.getKey(), Findings.of(each.getValue())))
                .toList()),
        token);
  }

  @GetMapping("/examples")
  String examples(CsrfToken token) {
    return page(
        "examples",
        new Tried(
            "Run the examples",
            "The example rows of each table and the example requests, against a changed file.",
            null),
        token);
  }

  @PostMapping("/examples")
  String examples(
      @RequestParam MultipartFile file,
      @RequestParam(required = false) List<MultipartFile> rows,
      CsrfToken token) {
    PolicyFile policy = Upload.policy(file);
    Map<String, String> instead =
        rows == null
            ? Map.of()
            : rows.stream()
                .filter(csv -> !Upload.isEmpty(csv))
                .collect(
                    Collectors.toMap(
                        csv -> Upload.name(csv).replaceFirst("\\.csv$", ""),
                        csv -> new String(Upload.content(csv), StandardCharsets.UTF_8),
                        (first, second) -> second));
    instead.keySet().stream()
        .filter(decision -> !policy.tables().contains(decision))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new ResponseStatusException(
                  HttpStatus.BAD_REQUEST,
                  "The file has no decision table '"
                      + unknown
                      + "', so its rows cannot be run. A file of rows is named as its table: DECISION.csv.");
            });
    return page(
        "examples",
        new Tried(
            "Examples of " + policy.name(),
            "Against the file as it is; nothing of it is kept.",
            TriedExamples.of(tools.examples(policy, instead))),
        token);
  }

  @GetMapping("/compare")
  String compare(CsrfToken token) {
    return page(
        "compare",
        new Compared(
            "Compare two files",
            "What changed, in words and side by side.",
            null,
            DeployedChoice.options(deployed.all())),
        token);
  }

  @PostMapping("/compare")
  String compare(
      @RequestParam(required = false) MultipartFile beforeFile,
      @RequestParam(defaultValue = "") String before,
      @RequestParam(required = false) MultipartFile afterFile,
      @RequestParam(defaultValue = "") String after,
      CsrfToken token) {
    PolicyFile old =
        chosen(beforeFile, before, "Choose what it was before: a deployed version, or a file.");
    PolicyFile now =
        chosen(afterFile, after, "Choose what it was after: a deployed version, or a file.");
    return page(
        "compare",
        new Compared(
            "What changed",
            "From " + old.name() + " to " + now.name() + ".",
            ComparisonPage.of(tools.compare(old, now)),
            DeployedChoice.options(deployed.all())),
        token);
  }

  @GetMapping("/version")
  String version(CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/version",
        Map.of("token", token, "versions", DeployedChoice.options(deployed.all())));
  }

  @PostMapping("/version")
  ResponseEntity<byte[]> version(
      @RequestParam(required = false) MultipartFile file,
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "") String tag) {
    PolicyFile old =
        chosen(
            file, of, "Choose of what to prepare a new version: of a deployed one, or of a file.");
    byte[] content = NewVersion.of(old, tag.strip());
    String name = old.id() == null ? "policy" : old.id().replaceAll("[^\\w.-]", "-");
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name + ".dmn").build().toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(content);
  }

  private static String page(String template, Record page, CsrfToken token) {
    return HtmlTemplate.fill("workbench/" + template, Map.of("page", page, "token", token));
  }

  private PolicyFile chosen(MultipartFile upload, String version, String advice) {
    if (!Upload.isEmpty(upload)) {
      return Upload.policy(upload);
    }
    return DeployedChoice.find(deployed.all(), version)
        .map(deployed::read)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, advice));
  }
}
