package dev.necessity.command;

import dev.necessity.determination.notice.MissingWords;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.FindingReports;
import dev.necessity.policy.check.FormCheck;
import dev.necessity.policy.check.PolicyCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", mixinStandardHelpOptions = true, description = "Finds what is wrong with decision files and with the forms of documents, each alone and beside the others. Exit code 1 on any error or warning.")
final class CheckCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The DMN files and forms to check.")
  private List<Path> files;

  @Option(names = "--sarif", paramLabel = "FILE", description = "Write the findings as SARIF 2.1.0 as well.")
  private Path sarif;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the findings as JUnit XML as well.")
  private Path junit;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PolicyCheck check = new PolicyCheck();
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    Map<String, byte[]> forms = new LinkedHashMap<>();
    for (Path file : files) {
      findings.put(file.toString(), new ArrayList<>());
      try {
        byte[] content = PolicyFile.bytes(file);
        if (FormCheck.isForm(file.toString())) {
          forms.put(file.toString(), content);
        } else {
          findings.get(file.toString()).addAll(decisions(check, file.toString(), content));
        }
      } catch (PolicyFile.UnreadableException e) {
        findings.get(file.toString()).add(new Finding(Check.UNREADABLE, Finding.Severity.ERROR, file.toString(), "", "", "", e.getMessage()));
      }
    }
    FormCheck.check(forms, List.of()).forEach(finding -> findings.get(finding.file()).add(finding));
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

  private static List<Finding> decisions(PolicyCheck check, String name, byte[] content) {
    PolicyFile file = PolicyFile.read(name, content);
    List<Finding> findings = check.check(file);
    // A file with errors may have tables of any shape.
    return findings.stream().anyMatch(Finding::isError) ? findings : Stream.concat(findings.stream(), MissingWords.of(file).stream()).toList();
  }

  private static void print(PrintWriter out, String file, List<Finding> findings) {
    long errors = findings.stream().filter(Finding::isError).count();
    out.println(file + ": " + (findings.isEmpty() ? "nothing found" : count(errors, "error") + ", " + count(findings.size() - errors, "warning")));
    for (Finding finding : findings) {
      out.println();
      out.println("  " + finding.severity() + "  " + (finding.place().isEmpty() ? finding.check().description() : finding.place()));
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
