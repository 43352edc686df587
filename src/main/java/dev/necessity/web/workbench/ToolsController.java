package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles;
import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.text.Html;
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

  private static final String UP = "../";

  private final Tools tools;
  private final DeployedFiles deployed;

  ToolsController(Tools tools, DeployedFiles deployed) {
    this.tools = tools;
    this.deployed = deployed;
  }

  @GetMapping("/check")
  String check(CsrfToken token) {
    return PageFrame.page(
        "Check files",
        "Everything that is wrong with decision files and forms, before anyone deploys them: with each alone, and with each beside the others.",
        UP,
        checkForm(token).toString());
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
    Html found = new Html();
    tools
        .check(files)
        .forEach(
            (name, findings) ->
                found
                    .raw(files.size() == 1 ? "" : new Html().element("h2", name).toString())
                    .raw(FindingsPage.content(findings).toString()));
    return PageFrame.page(
        "Check of "
            + (files.size() == 1 ? files.keySet().iterator().next() : files.size() + " files"),
        "As they are; nothing of them is kept.",
        UP,
        found.element("h2", "Check other files").raw(checkForm(token).toString()).toString());
  }

  private static Html checkForm(CsrfToken token) {
    return PageFrame.form(
        "check",
        token,
        PageFrame.fileField("file", "DMN files and forms", ".dmn,.form", true, true)
            .element(
                "p",
                "Choose a policy and its forms together. What they do not hold comes from the forms that are live."),
        "Check");
  }

  @GetMapping("/examples")
  String examples(CsrfToken token) {
    return PageFrame.page(
        "Run the examples",
        "The example rows of each table and the example requests, against a changed file.",
        UP,
        examplesForm(token).toString());
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
    return PageFrame.page(
        "Examples of " + policy.name(),
        "Against the file as it is; nothing of it is kept.",
        UP,
        ExamplesPage.content(tools.examples(policy, instead))
            .element("h2", "Run them against another file")
            .raw(examplesForm(token).toString())
            .toString());
  }

  private static Html examplesForm(CsrfToken token) {
    return PageFrame.form(
        "examples",
        token,
        PageFrame.fileField("file", "DMN file", ".dmn", true, false)
            .raw(
                PageFrame.fileField(
                        "rows", "Changed rows (DECISION.csv), if any", ".csv", false, true)
                    .toString())
            .element(
                "p",
                "Tables without changed rows run the packaged ones. What a changed file does not hold comes from the deployed files."),
        "Run the examples");
  }

  @GetMapping("/compare")
  String compare(CsrfToken token) {
    return PageFrame.page(
        "Compare two files",
        "What changed, in words and side by side.",
        UP,
        compareForm(token).toString());
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
    return PageFrame.page(
        "What changed",
        "From " + old.name() + " to " + now.name() + ".",
        UP,
        dev.necessity.policy.page.ComparisonPage.content(tools.compare(old, now))
            .element("h2", "Compare others")
            .raw(compareForm(token).toString())
            .toString());
  }

  private Html compareForm(CsrfToken token) {
    List<Map.Entry<String, String>> versions = DeployedChoice.options(deployed.all());
    return PageFrame.form(
        "compare",
        token,
        PageFrame.select("before", "Before: a deployed version", versions)
            .raw(PageFrame.fileField("beforeFile", "or a file", ".dmn", false, false).toString())
            .raw(PageFrame.select("after", "After: a deployed version", versions).toString())
            .raw(PageFrame.fileField("afterFile", "or a file", ".dmn", false, false).toString()),
        "Compare");
  }

  @GetMapping("/version")
  String version(CsrfToken token) {
    return PageFrame.page(
        "Prepare a new version",
        "A copy of a file in which every decision has the new version tag. You change the copy, and compare it with the file before you deploy it.",
        UP,
        versionForm(token).toString());
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

  private Html versionForm(CsrfToken token) {
    return PageFrame.form(
        "version",
        token,
        PageFrame.select("of", "Of a deployed version", DeployedChoice.options(deployed.all()))
            .raw(PageFrame.fileField("file", "or of a file", ".dmn", false, false).toString())
            .raw(
                PageFrame.textField(
                        "tag",
                        "Its version tag",
                        64,
                        "pattern=\"[0-9A-Za-z][0-9A-Za-z._\\-]*\" title=\"letters, digits, dots, dashes and underscores, as 2026-01\"")
                    .toString()),
        "Save the new version");
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
