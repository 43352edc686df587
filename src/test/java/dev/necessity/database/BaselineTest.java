package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.EarlierDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A new database is made by one script, and one of a supported earlier revision by the migrations
 * since: both come to the same tables.
 */
class BaselineTest {

  private static final List<String> ON_POSTGRES =
      List.of(
          "select concat_ws(' ', table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable, column_default, is_identity)"
              + " from information_schema.columns where table_schema = 'public' and table_name like 'necessity%'",
          "select indexdef from pg_indexes where schemaname = 'public' and tablename like 'necessity%'",
          "select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where conrelid::regclass::text like '%necessity%'",
          "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal and tgrelid::regclass::text like '%necessity%'",
          "select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace");

  /** The name of a primary key is made up by H2. */
  private static final List<String> ON_H2 =
      List.of(
          "select concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity)"
              + " from information_schema.columns where table_schema = 'PUBLIC' and table_name like 'NECESSITY%'",
          "select concat_ws(' ', i.table_name, case when i.index_type_name = 'PRIMARY KEY' then '' else regexp_replace(i.index_name, '_INDEX_.*', '') end,"
              + " i.index_type_name, c.ordinal_position, c.column_name, c.ordering_specification)"
              + " from information_schema.indexes i join information_schema.index_columns c on c.index_name = i.index_name"
              + " where i.table_schema = 'PUBLIC' and i.table_name like 'NECESSITY%'",
          "select concat_ws(' ', constraint_name, check_clause) from information_schema.check_constraints where constraint_name like 'NECESSITY%'",
          "select concat_ws(' ', constraint_name, unique_constraint_name) from information_schema.referential_constraints where constraint_name like 'NECESSITY%'");

  private static Flyway migrations(DataSource database, String vendor) {
    return Flyway.configure()
        .dataSource(database)
        .outOfOrder(true)
        .ignoreMigrationPatterns("*:missing")
        .callbacks(new EngineTables())
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
        .load();
  }

  private static List<String> tables(DataSource database, String vendor) {
    JdbcClient jdbc = JdbcClient.create(database);
    return (vendor.equals("h2") ? ON_H2 : ON_POSTGRES)
        .stream().flatMap(sql -> jdbc.sql(sql).query(String.class).list().stream()).toList();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "2026-11-25, h2",
    "2026-11-25, postgresql",
    "2026-11-28, h2",
    "2026-11-28, postgresql"
  })
  void anUpgradedDatabaseHasTheTablesOfANewOne(String revision, String vendor) {
    DataSource upgraded = EarlierDatabase.load(revision, vendor);
    DataSource made = EarlierDatabase.empty(vendor);

    migrations(upgraded, vendor).migrate();
    migrations(made, vendor).migrate();

    assertThat(tables(made, vendor)).hasSizeGreaterThan(100);
    assertThat(tables(upgraded, vendor)).containsExactlyInAnyOrderElementsOf(tables(made, vendor));
    assertThat(migrations(upgraded, vendor).migrate().migrationsExecuted).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aDatabaseFromBeforeTheOldestSupportedRevisionIsRefused(String vendor) {
    DataSource old = EarlierDatabase.load("2026-11-25", vendor);
    JdbcClient.create(old)
        .sql("delete from \"flyway_schema_history\" where \"version\" in ('90', '91', '92')")
        .update();

    assertThatThrownBy(() -> SchemaVersion.refuseOthers(migrations(old, vendor).info()))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("too old (73.")
        .hasMessageContaining("from 92 on");
  }
}
