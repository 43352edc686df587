package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Postgres;
import dev.necessity.workflow.CaseDriver;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
class SealOnPostgresTest extends SealTest {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }

  @Test
  void theDatabaseRefusesToChangeOrRemoveASeal() {
    CaseDriver ended = sealed();

    assertThatThrownBy(() -> jdbc.sql("update necessity_seal set content = previous where case_number = ?").param(ended.caseNumber()).update())
        .hasMessageContaining("Rows of necessity_seal are only ever added.");
    assertThatThrownBy(() -> jdbc.sql("delete from necessity_seal").update()).hasMessageContaining("only ever added");
    assertThatThrownBy(() -> jdbc.sql("truncate necessity_seal").update()).hasMessageContaining("only ever added");
  }
}
