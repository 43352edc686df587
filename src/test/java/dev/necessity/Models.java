package dev.necessity;

import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.request.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The models of the repository, read from their folders as an analyst edits them. */
public final class Models {

  public static final Path DMN = Path.of("dmn");
  public static final Path TABLE_EXAMPLES = Path.of("examples", "tables");
  public static final Path REQUESTS = Path.of("examples", "requests");

  private static final DecisionDiagram SI_JOINT_FUSION = diagram("si-joint-fusion");
  private static final DecisionDiagram FINAL_TABLES = diagram("determination");
  private static final List<DecisionDiagram> OTHER_POLICIES =
      List.of(
          diagram("si-joint-fusion-without-transfixation"),
          diagram("si-joint-injection"),
          diagram("si-joint-injection-medicare"));

  private static final Map<String, DecisionDiagram> TABLES =
      Map.of(
          "noticeRights",
          diagram("notice-rights"),
          "deliveryChannels",
          diagram("delivery"),
          "policyCatalog",
          diagram("policy-catalog"));

  private Models() {}

  /** The example rows of a table of a file. */
  public static Path rows(String file, String decision) {
    return TABLE_EXAMPLES.resolve(file).resolve(decision + ".csv");
  }

  public static DecisionDiagram siJointFusion() {
    return SI_JOINT_FUSION;
  }

  /** The policy as requests are judged by it. */
  public static Policy wholeSiJointFusion() {
    return new Policy("siJointFusion", SI_JOINT_FUSION, FINAL_TABLES);
  }

  /** Every policy as requests are judged by it. Its answer is called as its file, in one word. */
  public static List<Policy> wholePolicies() {
    return Stream.concat(Stream.of(SI_JOINT_FUSION), OTHER_POLICIES.stream())
        .map(
            file ->
                new Policy(
                    Pattern.compile("-(.)")
                        .matcher(file.id())
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)),
                    file,
                    FINAL_TABLES))
        .toList();
  }

  /** The policies of the repository without an engine around them. */
  public static Policies policies() {
    return policies(SI_JOINT_FUSION);
  }

  /** The same with another file in place of one of them, or of the final tables. */
  public static Policies policies(DecisionDiagram changed) {
    return new Policies() {
      @Override
      public DecisionDiagram table(String decision) {
        return TABLES.get(decision);
      }

      @Override
      public DecisionDiagram policy(String decision, String version) {
        return Stream.concat(
                Stream.of(changed, FINAL_TABLES, SI_JOINT_FUSION), OTHER_POLICIES.stream())
            .filter(file -> file.has(decision))
            .findFirst()
            .orElseThrow();
      }
    };
  }

  /** What is measured of a request, by the packaged forms. */
  public static Map<String, Object> facts(Request request) {
    return facts(request, List.of());
  }

  public static Map<String, Object> facts(Request request, Collection<String> unobtainable) {
    return policies().facts(request, unobtainable);
  }

  /**
   * What the cells of an output say, without quotation marks; nothing where there is no such table.
   */
  public static List<String> texts(DecisionDiagram file, String table, String output) {
    if (!file.has(table)) {
      return List.of();
    }
    int column =
        file.table(table).columns().stream()
            .map(each -> each.input() ? "" : String.valueOf(each.detail()))
            .toList()
            .indexOf(output);
    return file.table(table).rows().stream()
        .map(row -> row.cells().get(column).replace("\"", ""))
        .toList();
  }

  public static DecisionDiagram diagram(String file) {
    return parse(text(DMN.resolve(file + ".dmn")));
  }

  public static DecisionDiagram parse(String xml) {
    return DecisionDiagram.read(
        PolicyEngine.create(), new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example requests of all folders. */
  public static List<Path> requests() {
    try (Stream<Path> files = Files.walk(REQUESTS)) {
      return files
          .filter(
              file ->
                  file.toString().endsWith(".json") && !file.toString().endsWith(".expected.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
