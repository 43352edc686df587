package dev.necessity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A new database with what a supported earlier revision left in its own
 * (src/test/resources/earlier/README.md).
 */
public final class EarlierDatabase {

  private static final Path DUMPS = Path.of("src", "test", "resources", "earlier");

  private EarlierDatabase() {}

  /**
   * @param revision its date
   * @param vendor h2 or postgresql
   */
  public static DriverManagerDataSource load(String revision, String vendor) {
    DriverManagerDataSource database = empty(vendor);
    try (GZIPInputStream dump =
            new GZIPInputStream(
                Files.newInputStream(DUMPS.resolve(revision + "." + vendor + ".sql.gz")));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static DriverManagerDataSource empty(String vendor) {
    return vendor.equals("postgresql")
        ? new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")
        : new DriverManagerDataSource(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");
  }
}
