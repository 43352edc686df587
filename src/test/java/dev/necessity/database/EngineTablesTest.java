package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.Postgres;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The engine's tables are there before our migrations, which drop the indexes nobody reads by. */
class EngineTablesTest {

  private static final String UNUSED_INDEXES = "219";

  private static DataSource newDatabase(String vendor) {
    return vendor.equals("postgresql")
        ? new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres")
        : new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private static Flyway migrations(DataSource database, String vendor, String target) {
    return Flyway.configure()
        .dataSource(database)
        .target(target)
        .callbacks(new EngineTables())
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load();
  }

  private static List<String> indexes(DataSource database, String vendor) {
    return JdbcClient.create(database)
        .sql(
            vendor.equals("postgresql")
                ? "select upper(indexname) from pg_indexes where schemaname = current_schema"
                : "select upper(index_name) from information_schema.indexes where table_schema = current_schema")
        .query(String.class)
        .list();
  }

  private static List<String> unused() {
    return Pattern.compile("ACT_IDX_\\w+")
        .matcher(Models.text(Path.of("src/main/resources/db/migration/V219__unused_indexes.sql")))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aNewDatabaseHasTheEnginesTablesWithoutTheIndexesThatNobodyReadsBy(String vendor) {
    DataSource database = newDatabase(vendor);
    Flyway all = migrations(database, vendor, "latest");
    String before =
        Arrays.stream(all.info().all())
            .map(each -> each.getVersion().toString())
            .takeWhile(version -> !version.equals(UNUSED_INDEXES))
            .reduce((first, second) -> second)
            .orElseThrow();

    migrations(database, vendor, before).migrate();
    assertThat(indexes(database, vendor))
        .as("the engine has each of them: none is misspelt, none has another name by now")
        .containsAll(unused());

    all.migrate();
    assertThat(indexes(database, vendor))
        .contains("ACT_IDX_HI_PRO_I_BUSKEY")
        .doesNotContainAnyElementsOf(unused());
    assertThat(all.migrate().migrationsExecuted).as("once").isZero();
  }
}
