package dev.necessity.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/**
 * Makes the engine's tables on a new database, by the engine's own scripts and before any migration
 * of ours, which may then say what of them is not needed (docs/adr/0073).
 */
@Component
class EngineTables implements Callback {

  /** In the engine's order. */
  private static final List<String> PARTS =
      List.of(
          "engine",
          "history",
          "identity",
          "case.engine",
          "case.history",
          "decision.engine",
          "decision.history");

  static boolean exist(JdbcClient database) {
    return SchemaTables.exists(database, "ACT_RE_DEPLOYMENT");
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    if (exist(JdbcClient.create(new SingleConnectionDataSource(connection, true)))) {
      return;
    }
    String vendor = isPostgres(connection) ? "postgres" : "h2";
    ResourceDatabasePopulator scripts = new ResourceDatabasePopulator();
    for (String part : PARTS) {
      scripts.addScript(
          new ClassPathResource(
              "org/camunda/bpm/engine/db/create/activiti." + vendor + ".create." + part + ".sql"));
    }
    scripts.populate(connection);
  }

  private static boolean isPostgres(Connection connection) {
    try {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be asked what it is.", e);
    }
  }

  @Override
  public String getCallbackName() {
    return "engine tables";
  }
}
