package dev.necessity.command;

import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.compare.PolicyComparison.DecisionChange;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.page.ComparisonPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Says what changed between two versions of a decision file.")
final class CompareCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OLD", description = "The DMN file as it was.")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "The DMN file as it is.")
  private Path after;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write both versions of each changed table side by side as a page.")
  private Path html;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PolicyComparison comparison =
        PolicyComparison.of(PolicyFile.read(before), PolicyFile.read(after));
    PrintWriter out = spec.commandLine().getOut();
    if (comparison.changes().isEmpty()) {
      out.println("Nothing changed but perhaps the layout of the diagram.");
    }
    for (DecisionChange change : comparison.changes()) {
      out.println(change.decision().isEmpty() ? "The file" : change.decision());
      for (String sentence : change.words()) {
        List<String> lines = Words.wrap(sentence, 100);
        out.println("  - " + lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println("    " + line));
      }
    }
    if (html != null) {
      Files.writeString(html, ComparisonPage.page(comparison));
      out.println("Side by side: " + html);
    }
    return Commands.FINE;
  }
}
