package dev.necessity.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tables a database has. */
final class SchemaTables {

  private SchemaTables() {}

  static boolean exists(JdbcClient database, String table) {
    return database
            .sql(
                "select count(*) from information_schema.tables where table_schema = current_schema and lower(table_name) = lower(?)")
            .param(table)
            .query(Long.class)
            .single()
        > 0;
  }
}
