package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.NecessityApplication;
import dev.necessity.Postgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Where an operator can do something about it, a start that fails says so in one line, and says
 * nothing else.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

  private static List<String> startOn(
      CapturedOutput output, String database, String user, String password, String... more) {
    // The address of a test names its own user.
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + database.replaceAll("[?].*", ""),
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + password,
                "--spring.main.banner-mode=off",
                "--server.port=0",
                // They remember the first context of a process, and would ask it in later tests.
                "--camunda.bpm.webapp.enabled=false"));
    settings.addAll(List.of(more));
    int before = output.getOut().length();
    assertThatThrownBy(
        () ->
            new SpringApplicationBuilder(NecessityApplication.class)
                .profiles("test")
                .run(settings.toArray(String[]::new))
                .close());
    return output
        .getOut()
        .substring(before)
        .lines()
        .filter(line -> line.matches("\\S+ +(WARN|ERROR) .*") || line.startsWith("\tat "))
        .toList();
  }

  private static void says(List<String> lines, String... words) {
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("Necessity does not start.")
        .contains(words);
  }

  @Test
  void aWrongPasswordOrUser(CapturedOutput output, @TempDir Path folder) {
    String embedded = "jdbc:h2:file:" + folder.resolve("locked");
    JdbcClient.create(new DriverManagerDataSource(embedded, "sa", "right"))
        .sql("create table kept (id integer)")
        .update();

    says(
        startOn(output, embedded, "sa", "wrong"),
        "correct NECESSITY_DATABASE_USER and NECESSITY_DATABASE_PASSWORD");
    says(
        startOn(output, Postgres.newDatabase(), "somebody_else", "x"),
        "correct NECESSITY_DATABASE_USER and NECESSITY_DATABASE_PASSWORD");
  }

  @Test
  void aDatabaseThatIsNotThere(CapturedOutput output) {
    says(
        startOn(
            output,
            Postgres.newDatabase().replaceAll("/necessity\\d+", "/elsewhere"),
            "postgres",
            "postgres"),
        "create it, or correct NECESSITY_DATABASE_URL");
  }

  @Test
  void aUserWithoutRights(CapturedOutput output) {
    String database = Postgres.newDatabase();
    JdbcClient jdbc =
        JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"));
    jdbc.sql("create role reader login password 'reader'").update();

    says(startOn(output, database, "reader", "reader"), "lacks a right", "permission denied");
    jdbc.sql("grant create on schema public to reader").update();
    jdbc.sql("drop owned by reader").update();
    jdbc.sql("drop role reader").update();
  }

  @Test
  void aDatabaseOfALaterVersion(CapturedOutput output) {
    String database = Postgres.newDatabase();
    Flyway.configure()
        .dataSource(database, "postgres", "postgres")
        .locations("classpath:db/migration", "classpath:db/vendor/postgresql")
        .load()
        .migrate();
    JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"))
        .sql(
            "insert into flyway_schema_history (installed_rank, version, description, type,"
                + " script, installed_by, execution_time, success) values (9999, '99999', 'later', 'SQL', 'V99999__later.sql', 'x', 1, true)")
        .update();

    says(startOn(output, database, "postgres", "postgres"), "later version", "99999");
  }

  @Test
  void noAdministrator(CapturedOutput output) {
    says(
        startOn(output, "jdbc:h2:mem:nobody", "sa", "", "--necessity.admin.id="),
        "NECESSITY_ADMIN_ID");
  }

  @Test
  void anEmbeddedDatabaseThatIsDamaged(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    String database = "jdbc:h2:file:" + folder.resolve("damaged");
    JdbcClient.create(new DriverManagerDataSource(database, "sa", ""))
        .sql("create table kept (id integer)")
        .update();
    Path file = folder.resolve("damaged.mv.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (byte) 'x');
    Files.write(file, bytes);

    says(startOn(output, database, "sa", ""), "damaged", "backup");

    assertThat(file).as("nothing is changed in it").hasBinaryContent(bytes);
  }

  @Test
  void anEmbeddedDatabaseThatIsInUse(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    String database = "jdbc:h2:file:" + folder.resolve("taken");
    JdbcClient.create(new DriverManagerDataSource(database, "sa", ""))
        .sql("create table kept (id integer)")
        .update();
    try (FileChannel other =
            FileChannel.open(folder.resolve("taken.mv.db"), StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();

      says(startOn(output, database, "sa", ""), "in use");
    }
  }
}
