package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.necessity.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connections are set up where the database is PostgreSQL, and left alone elsewhere. */
class PostgresConnectionsTest {

  @Test
  void thePlannerOfPostgresKeepsNoIntermediateResultsForNestedLoops() {
    try (HikariDataSource pool = pool(Postgres.newDatabase(), "postgres", null)) {
      assertThat(new JdbcTemplate(pool).queryForObject("show enable_material", String.class))
          .isEqualTo("off");
    }
  }

  @Test
  void whatTheOperatorHasEachConnectionDoIsDoneAsWell() {
    try (HikariDataSource pool =
        pool(Postgres.newDatabase(), "postgres", "set statement_timeout = '7s'")) {
      assertThat(new JdbcTemplate(pool).queryForObject("show statement_timeout", String.class))
          .isEqualTo("7s");
      assertThat(new JdbcTemplate(pool).queryForObject("show enable_material", String.class))
          .isEqualTo("off");
    }
  }

  @Test
  void aSessionIsInUtcAlsoWhereTheOperatorSaysOtherwise() {
    try (HikariDataSource pool =
        pool(Postgres.newDatabase(), "postgres", "set time zone 'Asia/Kolkata'")) {
      assertThat(new JdbcTemplate(pool).queryForObject("show time zone", String.class))
          .isEqualTo("UTC");
    }
  }

  @Test
  void h2IsLeftAlone() {
    try (HikariDataSource pool = pool("jdbc:h2:mem:connections", "sa", null)) {
      assertThat(pool.getConnectionInitSql()).isNull();
      assertThat(pool.getDataSourceProperties()).isEmpty();
      assertThat(new JdbcTemplate(pool).queryForObject("select 1", Integer.class)).isOne();
    }
  }

  private static HikariDataSource pool(String url, String user, String operators) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setConnectionInitSql(operators);
    pool.setPassword(user.equals("postgres") ? "postgres" : "");
    return (HikariDataSource)
        new PostgresConnections().postProcessBeforeInitialization(pool, "dataSource");
  }
}
