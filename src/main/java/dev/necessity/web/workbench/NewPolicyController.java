package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.deployment.DeployedFiles;
import dev.necessity.deployment.LiveCatalogue;
import dev.necessity.policy.begin.NewPolicy;
import dev.necessity.policy.begin.NewPolicy.Question;
import dev.necessity.policy.begin.NewPolicyFiles;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import dev.necessity.text.HtmlTemplate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
import org.springframework.web.server.ResponseStatusException;

/**
 * Begins a policy: gives the set of files that it begins with. Nothing is deployed and nothing
 * kept.
 */
@RestController
@RequestMapping(value = "/workbench/new", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
class NewPolicyController {

  private static final int LONGEST_CRITERIA = 50_000;

  private final DeployedFiles deployed;
  private final DeployedDocuments documents;
  private final LiveCatalogue catalogue;
  private final PackagedExamples examples;
  private final Clock clock;

  NewPolicyController(
      DeployedFiles deployed,
      DeployedDocuments documents,
      LiveCatalogue catalogue,
      PackagedExamples examples,
      Clock clock) {
    this.deployed = deployed;
    this.documents = documents;
    this.catalogue = catalogue;
    this.examples = examples;
    this.clock = clock;
  }

  @GetMapping
  String form(CsrfToken token) {
    return HtmlTemplate.fill(
        "workbench/new",
        Map.of(
            "token", token,
            "longestCriteria", LONGEST_CRITERIA,
            "tag", YearMonth.now(clock).toString()));
  }

  @PostMapping
  ResponseEntity<byte[]> begin(
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String codes,
      @RequestParam(defaultValue = "") String criteria,
      @RequestParam(defaultValue = "") String tag) {
    if (criteria.length() > LONGEST_CRITERIA) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "The criteria have "
              + criteria.length()
              + " characters; at most "
              + LONGEST_CRITERIA
              + " are read. Shorten their titles.");
    }
    List<String> existing =
        deployed.all().stream().map(DeployedFiles.Version::file).distinct().toList();
    NewPolicy policy =
        new NewPolicy(
                id.strip(),
                title.strip(),
                tag.strip(),
                LiveController.codes(codes),
                criteria
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(NewPolicyController::question)
                    .toList())
            .sound(existing);
    Map<String, byte[]> files = files(policy);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(policy.id() + ".zip").build().toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(zip(files));
  }

  private static Question question(String line) {
    List<String> parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (parts.size() > 3) {
      throw new NewPolicy.RefusedException(
          List.of(
              "The line of the criterion '"
                  + parts.get(0)
                  + "' has more than three parts. Write: id | title | document."));
    }
    String title = parts.size() > 1 ? parts.get(1) : "";
    return new Question(
        parts.get(0), title, parts.size() > 2 && !parts.get(2).isEmpty() ? parts.get(2) : title);
  }

  private Map<String, byte[]> files(NewPolicy policy) {
    PolicyFile live = catalogue.all().get(0).file();
    String finalTables =
        deployed
            .finalTables()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "No final tables are deployed, and the policy needs them. Deploy determination.dmn first."));
    Map<String, byte[]> files = NewPolicyFiles.of(policy, live, rows(live), finalTables);
    Set<String> forms =
        documents.latest().stream().map(DocumentForm::id).collect(Collectors.toSet());
    files.keySet().stream()
        .filter(file -> file.startsWith("forms/"))
        .map(file -> file.replaceAll("^forms/|\\.form$", ""))
        .filter(forms::contains)
        .findFirst()
        .ifPresent(
            taken -> {
              throw new NewPolicy.RefusedException(
                  List.of(
                      "There is a form with the id '"
                          + taken
                          + "' already. Choose another id, or call the document otherwise."));
            });
    return files;
  }

  private String rows(PolicyFile live) {
    try (Reader rows =
        examples.rows(live, Map.of()).open(Policies.CATALOG).orElse(Reader.nullReader())) {
      StringWriter text = new StringWriter();
      rows.transferTo(text);
      return text.toString().isEmpty() ? null : text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
