package dev.necessity.command;

import dev.necessity.notice.Language;
import dev.necessity.notice.PolicyTranslations;
import dev.necessity.notice.PolicyTranslations.Missing;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.text.Csv;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "translations",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the texts of decision files that a notice quotes and that have no translation, as rows to be added and translated.",
      "Exit code 1 when there are any."
    })
final class TranslationsCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "DMN files.")
  private List<Path> files;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "es",
      description = "Default: ${DEFAULT-VALUE}.")
  private String language;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean found = false;
    for (Path path : files) {
      PolicyFile file = PolicyFile.read(path);
      List<Missing> missing = PolicyTranslations.missing(file, Language.of(language));
      for (Missing text : missing) {
        out.println(Csv.line(text.where(), text.checksum(), text.english()));
      }
      out.println(
          path
              + ": "
              + missing.size()
              + " texts without translation."
              + (missing.isEmpty()
                  ? ""
                  : " Add the rows above to notices/"
                      + file.id()
                      + "_"
                      + language
                      + ".csv, with the translation in place of the English."));
      found |= !missing.isEmpty();
    }
    return found ? Commands.FINDINGS : Commands.FINE;
  }
}
