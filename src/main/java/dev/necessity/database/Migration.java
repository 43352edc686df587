package dev.necessity.database;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold before a table is touched, by Flyway or by the engine, which starts after it. */
@Configuration(proxyBeanMethods = false)
class Migration {

  @Bean
  FlywayMigrationStrategy checkedMigration() {
    return flyway -> {
      MigrationInfoService migrations = flyway.info();
      SchemaVersion.refuseOthers(migrations);
      StoredZone.check(JdbcClient.create(flyway.getConfiguration().getDataSource()));
      inOrder(flyway, migrations).migrate();
    };
  }

  /**
   * The revision of 2026-11-25 has 92 and not yet 74, which comes after it there (docs/adr/0074).
   * On any other database nothing is out of order, and Flyway does not warn of it.
   */
  private static Flyway inOrder(Flyway flyway, MigrationInfoService migrations) {
    Set<String> applied =
        Arrays.stream(migrations.applied())
            .filter(migration -> migration.getVersion() != null)
            .map(migration -> migration.getVersion().toString())
            .collect(Collectors.toSet());
    return applied.contains("92") && !applied.contains("74")
        ? Flyway.configure().configuration(flyway.getConfiguration()).outOfOrder(true).load()
        : flyway;
  }
}
