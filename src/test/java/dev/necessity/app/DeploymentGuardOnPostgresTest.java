package dev.necessity.app;

import dev.necessity.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@OwnEngineRest
class DeploymentGuardOnPostgresTest extends DeploymentGuardTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }
}
