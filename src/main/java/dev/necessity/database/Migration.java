package dev.necessity.database;

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
      SchemaVersion.refuseOthers(flyway.info());
      StoredZone.check(JdbcClient.create(flyway.getConfiguration().getDataSource()));
      flyway.migrate();
    };
  }
}
