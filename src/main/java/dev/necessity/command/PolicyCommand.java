package dev.necessity.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
    name = "policy",
    subcommands = {
      NewCommand.class,
      CheckCommand.class,
      ExamplesCommand.class,
      MutateCommand.class,
      CompareCommand.class,
      VersionCommand.class,
      ReplayCommand.class,
      ExplainCommand.class,
      TranslationsCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    description = "What analysts do with decision files before they go live.")
final class PolicyCommand {}
