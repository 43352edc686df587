package dev.necessity.audit.retention;

import dev.necessity.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class RetentionOnPostgresTest extends RetentionTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }
}
