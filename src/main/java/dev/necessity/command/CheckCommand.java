package dev.necessity.command;

import dev.necessity.notice.MissingWords;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.FilesCheck;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.FindingReports;
import dev.necessity.policy.check.FormCheck;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Finds what is wrong with decision files and with the forms of documents, each alone and beside the others. Exit code 1 on any error or warning.")
final class CheckCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The DMN files and forms to check.")
  private List<Path> files;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write the findings as SARIF 2.1.0 as well.")
  private Path sarif;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the findings as JUnit XML as well.")
  private Path junit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Path file : files) {
      findings.put(file.toString(), new ArrayList<>());
      try {
        contents.put(file.toString(), PolicyFile.bytes(file));
      } catch (PolicyFile.UnreadableException e) {
        findings
            .get(file.toString())
            .add(
                new Finding(
                    Check.UNREADABLE,
                    Finding.Severity.ERROR,
                    file.toString(),
                    "",
                    "",
                    "",
                    e.getMessage()));
      }
    }
    new FilesCheck()
        .check(contents, List.of(), files -> List.of())
        .forEach((name, found) -> findings.get(name).addAll(found));
    contents.keySet().stream()
        .filter(name -> !FormCheck.isForm(name))
        .forEach(
            name -> findings.get(name).addAll(words(name, contents.get(name), findings.get(name))));
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach((file, found) -> print(out, file, found));
    if (sarif != null) {
      Files.writeString(sarif, FindingReports.sarif(findings));
    }
    if (junit != null) {
      Files.writeString(junit, FindingReports.junit(findings));
    }
    return findings.values().stream().allMatch(List::isEmpty) ? Commands.FINE : Commands.FINDINGS;
  }

  /** A file with errors may have tables of any shape. */
  private static List<Finding> words(String name, byte[] content, List<Finding> findings) {
    return findings.stream().anyMatch(Finding::isError)
        ? List.of()
        : MissingWords.of(PolicyFile.read(name, content));
  }

  private static void print(PrintWriter out, String file, List<Finding> findings) {
    long errors = findings.stream().filter(Finding::isError).count();
    out.println(
        file
            + ": "
            + (findings.isEmpty()
                ? "nothing found"
                : count(errors, "error") + ", " + count(findings.size() - errors, "warning")));
    for (Finding finding : findings) {
      out.println();
      out.println(
          "  "
              + finding.severity()
              + "  "
              + (finding.place().isEmpty() ? finding.check().description() : finding.place()));
      Words.wrap(finding.message(), 100).forEach(line -> out.println("    " + line));
    }
    if (!findings.isEmpty()) {
      out.println();
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
