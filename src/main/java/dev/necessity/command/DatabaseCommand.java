package dev.necessity.command;

import java.time.ZoneId;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "database",
    subcommands = HelpCommand.class,
    mixinStandardHelpOptions = true,
    description = "What operators do with a database while no server runs on it.")
final class DatabaseCommand {

  @Spec private CommandSpec spec;

  private final Supplier<CaseDatabase> database;

  DatabaseCommand() {
    this(CaseDatabase::configured);
  }

  DatabaseCommand(Supplier<CaseDatabase> database) {
    this.database = database;
  }

  @Command(
      name = "to-utc",
      mixinStandardHelpOptions = true,
      description = {
        "Converts the times of a database that an earlier version wrote in the zone of its machine: all of them or, when something goes",
        "wrong, none. Stop every node before."
      })
  int toUtc(
      @Option(
              names = "--from",
              required = true,
              paramLabel = "ZONE",
              converter = Zones.class,
              description =
                  "The zone of the machine that wrote it, as Europe/Paris; UTC where it was that.")
          ZoneId from) {
    long rows = database.get().toUtc(from);
    spec.commandLine()
        .getOut()
        .println(
            rows == 0
                ? "The times of this database are in UTC; there was nothing to convert."
                : rows + " rows converted from " + from + " to UTC.");
    return Commands.FINE;
  }

  /** Zones by name: an offset is none, since the clocks of most change twice a year. */
  static final class Zones implements ITypeConverter<ZoneId> {

    @Override
    public ZoneId convert(String name) {
      if (!ZoneId.getAvailableZoneIds().contains(name)) {
        throw new TypeConversionException(
            "'" + name + "' is no zone: give its name, as Europe/Paris or UTC");
      }
      return ZoneId.of(name);
    }
  }
}
