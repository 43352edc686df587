package dev.necessity.command;

import dev.necessity.audit.bundle.BundleCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The commands that auditors run; nothing of the server is started for them. Exit codes: 0
 * everything holds, 1 findings, 2 the command was called wrongly or a file or the database cannot
 * be read.
 */
@Command(
    name = "audit",
    subcommands = {RecheckCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    description = "What auditors do with exported cases, and with all cases at once.")
public final class AuditCommands {

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Checks an exported case with nothing but its bundle: each file against its hash, the records against the seal, the models",
        "against the records, and the stored assessment against the facts."
      })
  int check(
      @Parameters(
              paramLabel = "BUNDLE",
              description = "The ZIP file, as GET /api/requests/{caseNumber}/bundle gives it.")
          Path bundle)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (InputStream zip = Files.newInputStream(bundle)) {
      BundleCheck.Result result = BundleCheck.check(zip);
      out.println(
          "Case "
              + result.caseNumber()
              + ", seal "
              + result.sealed()
              + ", bundle "
              + result.bundle());
      result.findings().forEach(out::println);
      out.println(
          result.findings().isEmpty()
              ? "Everything holds."
              : result.findings().size() + " findings.");
      return result.findings().isEmpty() ? 0 : 1;
    }
  }
}
