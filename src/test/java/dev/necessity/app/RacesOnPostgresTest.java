package dev.necessity.app;

import dev.necessity.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class RacesOnPostgresTest extends RacesTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }
}
