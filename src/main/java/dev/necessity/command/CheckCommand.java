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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      description =
          "The DMN files and forms to check; of a folder, all that are in it and below it.")
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
    boolean allRead = true;
    for (Path file : named()) {
      String name = file.toString();
      findings.put(name, new ArrayList<>());
      try {
        contents.put(name, PolicyFile.bytes(file));
      } catch (PolicyFile.UnreadableException e) {
        findings.get(name).add(Finding.ofFile(Check.UNREADABLE, name, e.getMessage()));
      } catch (IOException e) {
        allRead = false;
        findings.get(name).add(Finding.ofFile(Check.UNREADABLE, name, unread(name, e)));
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
    if (!allRead) {
      return Commands.USAGE;
    }
    return findings.values().stream().allMatch(List::isEmpty) ? Commands.FINE : Commands.FINDINGS;
  }

  /** The files, in place of a folder those in it; a folder without any stands for itself. */
  private Set<Path> named() throws IOException {
    Set<Path> named = new LinkedHashSet<>();
    for (Path file : files) {
      if (!Files.isDirectory(file)) {
        named.add(file);
        continue;
      }
      try (Stream<Path> within = Files.walk(file)) {
        List<Path> found =
            within
                .filter(
                    each -> each.toString().endsWith(".dmn") || FormCheck.isForm(each.toString()))
                .filter(Files::isRegularFile)
                .sorted()
                .toList();
        named.addAll(found.isEmpty() ? List.of(file) : found);
      }
    }
    return named;
  }

  private static String unread(String name, IOException e) {
    return e instanceof NoSuchFileException
        ? "There is no file " + name + ". Correct the name."
        : Files.isDirectory(Path.of(name))
            ? "The folder holds no decision file and no form. Name one that does."
            : "The file cannot be read: " + e.getMessage() + ". Ask for the right to read it.";
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
