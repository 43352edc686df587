package dev.necessity.history;

import dev.necessity.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class StoredAssessmentsOnPostgresTest extends StoredAssessmentsTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }
}
