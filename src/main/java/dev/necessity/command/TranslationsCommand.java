package dev.necessity.command;

import dev.necessity.determination.notice.Language;
import dev.necessity.determination.notice.PolicyTranslations;
import dev.necessity.policy.PolicyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "translations", mixinStandardHelpOptions = true, description = {
    "Lists the sentences of decision files that a notice quotes and that have no translation.",
    "Exit code 1 when there are any."})
final class TranslationsCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "DMN files.")
  private List<Path> files;

  @Option(names = "--language", paramLabel = "TAG", defaultValue = "es", description = "Default: ${DEFAULT-VALUE}.")
  private String language;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int missing = 0;
    for (Path file : files) {
      Set<String> sentences = PolicyTranslations.missing(PolicyFile.read(file), Language.of(language));
      sentences.forEach(sentence -> out.println(file + ": " + sentence));
      missing += sentences.size();
    }
    out.println(missing + " sentences without translation. Add a row for each to notices/policy_" + language + ".csv.");
    return missing == 0 ? Commands.FINE : Commands.FINDINGS;
  }
}
