package dev.necessity.command;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands that analysts and operators run; nothing of the server is started for them. Exit
 * codes: 0 nothing to report, 1 findings or failures, 2 the command was called wrongly or a file
 * cannot be read.
 */
@Command(
    name = "necessity",
    subcommands = {
      PolicyCommand.class,
      DatabaseCommand.class,
      AuditCommands.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    description = {
      "Prior-authorisation decisions as an executable, visible policy.",
      "Without a command the server is started; its settings are given as --server.port=8081."
    })
public final class Commands {

  static final int FINE = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;

  /** What the server takes: settings, which have a point in their names, and Spring Boot's two. */
  private static final Pattern SETTING =
      Pattern.compile("--(debug|trace|[\\w-]+(\\[[^]]*])?\\..*)");

  /**
   * Whether the program's arguments are for these commands, which they are unless all of them are
   * settings of the server: a mistyped command is answered with the usage and starts nothing.
   */
  public static boolean areMeant(String[] args) {
    return !Stream.of(args).allMatch(arg -> SETTING.matcher(arg).matches());
  }

  /** Runs a command on the terminal. */
  public static int run(String[] args) {
    quiet();
    return run(
        args,
        new PrintWriter(System.out, true, Charset.defaultCharset()),
        new PrintWriter(System.err, true, Charset.defaultCharset()));
  }

  /** Keeps everything but errors out of a command's output. */
  public static void quiet() {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
        .setLevel(Level.ERROR);
  }

  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(new CommandLine(new Commands()), args, out, err);
  }

  /** Runs commands; a failure is said in one line. */
  public static int run(CommandLine commands, String[] args, PrintWriter out, PrintWriter err) {
    return commands
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (wrong, words) -> {
              CommandLine command = wrong.getCommandLine();
              command.getErr().println(wrong.getMessage());
              UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
              command.usage(command.getErr());
              return USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command
                  .getErr()
                  .println(
                      failure instanceof java.nio.file.NoSuchFileException missing
                          ? "There is no file " + missing.getFile() + "."
                          : failure.getMessage());
              return USAGE;
            })
        .execute(args);
  }
}
