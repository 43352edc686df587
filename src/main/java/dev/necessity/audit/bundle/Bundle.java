package dev.necessity.audit.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.audit.seal.CaseRecords;
import dev.necessity.audit.seal.Seal;
import dev.necessity.audit.seal.Seals;
import dev.necessity.audit.seal.Sha256;
import dev.necessity.audit.trace.CaseHistories;
import dev.necessity.audit.trace.CaseHistory;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.cases.CaseConflictException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/**
 * One sealed case as a ZIP file that explains and proves itself without this application's database
 * (docs/auditors.md).
 */
@Component
public class Bundle {

  static final String RECORDS = "records.txt";
  static final String SEAL = "seal.json";

  /** Hash and name of every other file, as the command sha256sum writes and checks them. */
  static final String SUMS = "SHA256SUMS";

  static final String MODELS = "models/";

  private final CaseHistories histories;
  private final CaseRecords records;
  private final CaseTracer tracer;
  private final Seals seals;
  private final PrintedCase page;
  private final ObjectMapper json;

  public Bundle(
      CaseHistories histories,
      CaseRecords records,
      CaseTracer tracer,
      Seals seals,
      PrintedCase page,
      ObjectMapper json) {
    this.histories = histories;
    this.records = records;
    this.tracer = tracer;
    this.seals = seals;
    this.page = page;
    this.json = json;
  }

  /**
   * The files of a bundle by name; made in memory, because a case is small and an error must not
   * leave half a file.
   */
  Map<String, byte[]> files(String caseNumber) throws IOException {
    CaseHistory history = histories.ofCase(caseNumber);
    Seal seal =
        seals
            .find(caseNumber)
            .orElseThrow(
                () ->
                    new CaseConflictException(
                        "Case "
                            + caseNumber
                            + " has no seal yet: it gets one seconds after it has ended. Try again then."));
    CaseTrace trace = tracer.trace(history);
    SortedMap<String, String> lines = records.of(history, records.deployedFiles());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("case.html", page.printedCasePage(trace).getBytes(StandardCharsets.UTF_8));
    files.put("trace.json", json.writerWithDefaultPrettyPrinter().writeValueAsBytes(trace));
    files.put(RECORDS, Seal.lines(lines).getBytes(StandardCharsets.UTF_8));
    files.put(SEAL, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(seal));
    addModel(files, records.processModel(history.process().getProcessDefinitionId()), ".bpmn");
    CaseRecords.decisionDefinitions(history)
        .forEach(definition -> addModel(files, records.decisionModel(definition), ".dmn"));
    files.put(SUMS, sums(files).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static String sums(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .filter(file -> !file.getKey().equals(SUMS))
        .map(file -> Sha256.of(file.getValue()) + "  " + file.getKey() + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  /** Named by its content, so that a file that holds many decisions is there once. */
  private static void addModel(Map<String, byte[]> files, byte[] model, String ending) {
    if (model != null) {
      files.putIfAbsent(MODELS + Sha256.of(model) + ending, model);
    }
  }

  static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }
}
