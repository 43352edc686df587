package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Postgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/**
 * A command on a database that is not as this version has it: one line, what to do, and nothing
 * written.
 */
public abstract class OtherDatabases {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private DriverManagerDataSource database;

  private void newDatabase(String vendor, String version) {
    database =
        vendor.equals("postgresql")
            ? new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")
            : new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    Flyway.configure()
        .dataSource(database)
        .target(version)
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load()
        .migrate();
  }

  protected abstract Object command(Supplier<CaseDatabase> database);

  /**
   * @param folder where it is to write what it finds
   */
  protected abstract String[] arguments(Path folder);

  private void isRefused(String... words) throws IOException {
    PrintWriter printer = new PrintWriter(said, true);
    CommandLine command =
        new CommandLine(
            command(
                () ->
                    CaseDatabase.open(
                        database.getUrl(), database.getUsername(), database.getPassword())));

    assertThat(Commands.run(command, arguments(folder), printer, printer))
        .isEqualTo(Commands.USAGE);
    assertThat(said.toString().lines()).singleElement().asString().contains(words);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing is written").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void anEarlierVersionIsNamed(String vendor) throws IOException {
    newDatabase(vendor, "217");

    isRefused("earlier version", "217", "start the server of this version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aLaterVersionIsNamed(String vendor) throws IOException {
    newDatabase(vendor, "latest");
    JdbcClient.create(database)
        .sql(
            "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                + " values (9999, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 'somebody', 1, true)")
        .update();

    isRefused("later version", "9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void anotherZoneIsNamed(String vendor) throws IOException {
    newDatabase(vendor, "latest");
    JdbcClient.create(database)
        .sql("update necessity_time_zone set zone = 'Asia/Kolkata'")
        .update();

    isRefused("Asia/Kolkata", "database to-utc --from");
  }
}
