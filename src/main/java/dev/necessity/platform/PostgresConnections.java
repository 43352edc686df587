package dev.necessity.platform;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Connections to PostgreSQL as this application needs them. The driver sends the rows of a batch as one statement: a step of a case
 * inserts dozens. And the planner keeps no intermediate results in memory for a nested loop: the engine's list of tasks asks for each
 * task who may see it, which the planner takes to be as dear as it is to find few, so that it does not mind what it joins the tasks
 * with; it then went through all open tasks for each of them, two seconds for 7,000 tasks. And the session is in UTC, whatever a pooler in
 * between or the role of the user says.
 */
@Component
final class PostgresConnections implements BeanPostProcessor {

  private static final String OURS = "set enable_material = off; set time zone 'UTC'";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      String operators = pool.getConnectionInitSql();
      pool.setConnectionInitSql(operators == null ? OURS : operators + "; " + OURS);
    }
    return bean;
  }
}
