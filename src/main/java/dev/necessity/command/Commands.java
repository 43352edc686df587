package dev.necessity.command;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that analysts and operators run; nothing of the server is started for them. Exit
 * codes: 0 nothing to report, 1 findings or failures, 2 the command was called wrongly or a file
 * cannot be read.
 */
@Command(
    name = "necessity",
    subcommands = {PolicyCommand.class, DatabaseCommand.class},
    mixinStandardHelpOptions = true,
    description = "Prior-authorisation decisions as an executable, visible policy.")
public final class Commands {

  static final int FINE = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;

  /** Whether the program's arguments are one of these commands. */
  public static boolean knows(String[] args) {
    return args.length > 0 && Set.of("policy", "database").contains(args[0]);
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

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(new CommandLine(new Commands()), args, out, err);
  }

  /** Runs commands; a failure is said in one line. */
  public static int run(CommandLine commands, String[] args, PrintWriter out, PrintWriter err) {
    return commands
        .setOut(out)
        .setErr(err)
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
