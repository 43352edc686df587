package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DatabaseCommandTest {

  @Test
  void onlyAZoneByNameIsConvertedFrom() {
    String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    Flyway.configure()
        .dataSource(database, "sa", "")
        .locations("classpath:db/migration", "classpath:db/vendor/h2")
        .load()
        .migrate();
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said, true);
    CommandLine command =
        new CommandLine(new DatabaseCommand(() -> CaseDatabase.reach(database, "sa", "")));

    assertThat(Commands.run(command, new String[] {"to-utc", "--from", "+05:30"}, printer, printer))
        .isEqualTo(Commands.USAGE);
    assertThat(said.toString())
        .contains("'+05:30' is no zone: give its name, as Europe/Paris or UTC");
    assertThat(
            Commands.run(
                command, new String[] {"to-utc", "--from", "Asia/Kolkata"}, printer, printer))
        .isEqualTo(Commands.FINE);
    assertThat(said.toString()).contains("in UTC; there was nothing to convert");
  }
}
