package dev.necessity.casework.appeal;

import dev.necessity.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class LinkedCasesOnPostgresTest extends LinkedCasesTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }
}
