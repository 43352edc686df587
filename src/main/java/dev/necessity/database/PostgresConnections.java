package dev.necessity.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Connections to PostgreSQL as this application needs them. The driver sends the rows of a batch as
 * one statement: a step of a case inserts dozens. And the planner keeps no intermediate results in
 * memory for a nested loop: the engine's list of tasks asks for each task who may see it, which the
 * planner takes to be as dear as it is to find few, so that it does not mind what it joins the
 * tasks with; it then went through all open tasks for each of them, two seconds for 7,000 tasks.
 * The session is in UTC, whatever a pooler in between or the role of the user says. And nobody
 * waits for ever: not for a row that another holds, nor for a server that stopped in the middle of
 * a transaction, nor for an answer over a network that is gone. What the server refuses is told
 * without the row that it refused.
 */
@Component
final class PostgresConnections implements BeanPostProcessor {

  private static final String OURS =
      "set enable_material = off; set time zone 'UTC'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '2min'";
  private static final String LONGEST_ANSWER_SECONDS = "300";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && isPostgres(pool)) {
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      pool.addDataSourceProperty("socketTimeout", LONGEST_ANSWER_SECONDS);
      pool.addDataSourceProperty("logServerErrorDetail", "false");
      String operators = pool.getConnectionInitSql();
      pool.setConnectionInitSql(operators == null ? OURS : operators + "; " + OURS);
    }
    return bean;
  }

  static boolean isPostgres(HikariDataSource pool) {
    return pool.getJdbcUrl().startsWith("jdbc:postgresql:");
  }
}
