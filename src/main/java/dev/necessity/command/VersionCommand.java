package dev.necessity.command;

import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = {
      "Begins a new version of a decision file: gives every decision the version tag and changes nothing else.",
      "Exit code 1 when it cannot be begun."
    })
final class VersionCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The DMN file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "TAG", description = "The version tag, as 2026-01.")
  private String tag;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the new version here. Default: over FILE.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      PolicyFile old = PolicyFile.read(file);
      Path target = out == null ? file : out;
      Files.write(target, NewVersion.of(old, tag));
      spec.commandLine()
          .getOut()
          .println(
              target
                  + ": "
                  + old.decisions().size()
                  + " decisions are of version "
                  + tag
                  + ". No row of the catalogue names it yet.");
      return Commands.FINE;
    } catch (NewVersion.RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Commands.FINDINGS;
    }
  }
}
