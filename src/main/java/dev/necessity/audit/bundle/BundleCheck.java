package dev.necessity.audit.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.assessment.Outcome;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.audit.recheck.Differences;
import dev.necessity.audit.seal.Seal;
import dev.necessity.audit.seal.Sha256;
import dev.necessity.audit.seal.Verification;
import dev.necessity.audit.trace.CaseTracer;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Checks an exported case with nothing but the bundle: the records against the seal, the models
 * against the records, and the stored assessment against the facts, judged again with the policy
 * file and the final tables of the bundle.
 */
public final class BundleCheck {

  private static final long LARGEST = 50L * 1024 * 1024;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Map<String, byte[]> files;
  private final SortedMap<String, String> records = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();

  private BundleCheck(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * What the check gave.
   *
   * @param sealed number and hash of the seal, to be compared with what was kept elsewhere
   * @param bundle SHA-256 over the hashes of all files, which tells two bundles of one case apart
   * @param findings empty when all holds
   */
  public record Result(String caseNumber, String sealed, String bundle, List<String> findings) {}

  /**
   * @throws IOException when the stream is no such bundle
   */
  public static Result check(InputStream zip) throws IOException {
    return new BundleCheck(unzip(zip)).check();
  }

  private static Map<String, byte[]> unzip(InputStream in) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long left = LARGEST;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes((int) left + 1);
        left -= content.length;
        if (left < 0) {
          throw new IOException("The file is larger than any case: it is no bundle of one.");
        }
        files.put(entry.getName(), content);
      }
    }
    if (!files.containsKey(Bundle.SEAL) || !files.containsKey(Bundle.RECORDS)) {
      throw new IOException(
          "The file is no bundle of a case: it lacks "
              + Bundle.SEAL
              + " or "
              + Bundle.RECORDS
              + ".");
    }
    return files;
  }

  private Seal seal() throws IOException {
    try {
      return JSON.readValue(files.get(Bundle.SEAL), Seal.class);
    } catch (JsonProcessingException unknown) {
      throw new IOException(
          "The file "
              + Bundle.SEAL
              + " of the bundle is none that this version of the program writes: check it with the version that exported it.",
          unknown);
    }
  }

  private Result check() throws IOException {
    Seal seal = seal();
    new String(files.get(Bundle.RECORDS), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(parts -> records.put(parts[0], parts.length == 2 ? parts[1] : ""));
    if (!seal.isIntact()) {
      findings.add("The seal was changed: it is not the hash of what it says.");
    }
    Verification.compare(seal, records)
        .forEach(
            finding ->
                findings.add(
                    finding.kind()
                        + (finding.record() == null ? "" : " " + finding.record())
                        + ": "
                        + finding.text()));
    sums();
    models();
    judgeAgain();
    return new Result(
        seal.caseNumber(), seal.seq() + " " + seal.seal(), Sha256.of(Bundle.sums(files)), findings);
  }

  /**
   * Each file against its hash: what is only a telling of the records, as the page is, is guarded
   * by nothing else.
   */
  private void sums() {
    Map<String, String> sums = new TreeMap<>();
    new String(files.getOrDefault(Bundle.SUMS, new byte[0]), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("  ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> sums.put(parts[1], parts[0]));
    files.forEach(
        (name, content) -> {
          String sum = sums.remove(name);
          if (!name.equals(Bundle.SUMS) && !Sha256.of(content).equals(sum)) {
            findings.add(
                "The file "
                    + name
                    + (sum == null
                        ? " is not named in "
                        : " is not what was exported, by its hash in ")
                    + Bundle.SUMS
                    + ".");
          }
        });
    sums.keySet().forEach(gone -> findings.add("The file " + gone + " is missing."));
  }

  private void models() throws IOException {
    List<String> hashes =
        files.entrySet().stream()
            .filter(file -> file.getKey().startsWith(Bundle.MODELS))
            .map(file -> Sha256.of(file.getValue()))
            .toList();
    for (Map.Entry<String, String> record : records.entrySet()) {
      if (record.getKey().startsWith("model ")
          && !hashes.contains(JSON.readTree(record.getValue()).path("sha256").asText())) {
        findings.add(
            "The file of "
                + record.getKey().substring("model ".length())
                + " is missing or was changed.");
      }
    }
  }

  private void judgeAgain() throws IOException {
    PolicyRef policy =
        PolicyRef.of(
            text("policyId"), text("policyVersion"), text("finalDecision"), text("finalVersion"));
    Optional<Judged> last = judged(policy);
    if (last.isEmpty()) {
      return;
    }
    Judged judged = last.get();
    if (!judged.facts.isObject() || !judged.assessment.isObject()) {
      findings.add("The record of the last assessment cannot be read.");
      return;
    }
    String decision = variable("policyDecision").map(JsonNode::asText).orElse("");
    Optional<DecisionDiagram> file = model(decision);
    Optional<DecisionDiagram> finalTables =
        policy.finalTables() == null ? Optional.empty() : model(Policy.FINAL_DECISION);
    if (file.isEmpty() || policy.finalTables() != null && finalTables.isEmpty()) {
      return;
    }
    Map<String, Object> result =
        new Policy(decision, file.get(), finalTables.orElse(null))
            .judge(Map.of("facts", judged.facts, "documentation", judged.documentation), null)
            .context();
    Differences.between(judged.assessment, Outcome.assessment(result, policy, JSON))
        .forEach(
            difference ->
                findings.add(
                    "Judged again, the facts give another assessment at "
                        + difference.pointer()
                        + ": stored "
                        + difference.stored()
                        + ", again "
                        + difference.again()
                        + "."));
  }

  /** The file of the bundle that has a decision; that there is none is a finding. */
  private Optional<DecisionDiagram> model(String decision) {
    Optional<DecisionDiagram> model =
        files.entrySet().stream()
            .filter(
                each -> each.getKey().startsWith(Bundle.MODELS) && each.getKey().endsWith(".dmn"))
            .map(
                each ->
                    DecisionDiagram.read(
                        PolicyEngine.create(), new ByteArrayInputStream(each.getValue())))
            .filter(diagram -> diagram.has(decision))
            .findFirst();
    if (model.isEmpty()) {
      findings.add(
          "No model of the bundle has the decision '" + decision + "' that judged the case.");
    }
    return model;
  }

  private record Judged(JsonNode facts, String documentation, JsonNode assessment) {}

  /** From the record of the last evaluation. Null nodes for what cannot be read. */
  private Optional<Judged> judged(PolicyRef policy) throws IOException {
    Optional<JsonNode> last = lastEvaluation();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> inputs = new HashMap<>();
    for (JsonNode each : last.get().path("inputs")) {
      JsonNode input = JSON.readTree(each.asText());
      inputs.put(input.path("clause").asText(), input.path("value").asText());
    }
    JsonNode result =
        JSON.readTree(
            JSON.readTree(last.get().path("outputs").path(0).asText()).path("value").asText());
    return Optional.of(
        new Judged(
            JSON.readTree(inputs.getOrDefault("facts", "")),
            inputs.getOrDefault("documentation", ""),
            result.isObject() ? Outcome.assessment(result, policy, JSON) : NullNode.getInstance()));
  }

  /**
   * The record of the last assessment, with what the diagrams read and what came of it: that of the
   * final tables, where there are any.
   */
  private Optional<JsonNode> lastEvaluation() throws IOException {
    List<String> decisions =
        records.keySet().stream()
            .filter(name -> name.startsWith("decision "))
            .sorted(
                Comparator.comparing(
                    name -> name.startsWith("decision " + Policy.FINAL_DECISION + " ")))
            .toList();
    JsonNode last = null;
    for (String decision : decisions) {
      JsonNode fields = JSON.readTree(records.get(decision));
      boolean assessed =
          isAssessment(fields.path("activity").asText()) && fields.path("root").isNull();
      if (assessed && (last == null || fields.path("at").asLong() >= last.path("at").asLong())) {
        last = fields;
      }
    }
    return Optional.ofNullable(last);
  }

  private static boolean isAssessment(String activity) {
    return activity.startsWith(CaseTracer.ASSESS + ":")
        || activity.startsWith(CaseTracer.DECIDE + ":");
  }

  private String text(String variable) throws IOException {
    return variable(variable).map(JsonNode::asText).orElse(null);
  }

  /** A variable of the case: its JSON, or its plain value. */
  private Optional<JsonNode> variable(String name) throws IOException {
    for (Map.Entry<String, String> record : records.entrySet()) {
      if (record.getKey().startsWith("variable " + name + " ")) {
        JsonNode fields = JSON.readTree(record.getValue());
        boolean isJson = fields.path("type").asText().equals("json");
        return Optional.of(
            isJson ? JSON.readTree(fields.path("value").asText()) : fields.path("value"));
      }
    }
    return Optional.empty();
  }
}
