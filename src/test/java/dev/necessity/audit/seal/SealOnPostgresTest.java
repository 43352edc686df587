package dev.necessity.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Postgres;
import dev.necessity.casework.CaseDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
class SealOnPostgresTest extends SealTest {

  private static final int COPIES = 1000;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    Postgres.useFor(properties);
  }

  @ParameterizedTest
  @CsvSource({
    "necessity_seal_word, word",
    "necessity_case_deletion, case_number",
    "necessity_legal_hold_event, case_number",
    "necessity_case_read, case_number",
    "necessity_seal, content"
  })
  void whatIsKeptForAuditorsIsOnlyEverAddedTo(String table, String column) {
    sealed();
    jdbc.sql(
            "insert into necessity_case_read (case_number, user_id, read_at, what) values ('PA-READ', 'aud', current_timestamp, 'PAGE')")
        .update();

    for (String change :
        List.of(
            "update " + table + " set " + column + " = " + column,
            "truncate " + table,
            "delete from " + table)) {
      assertThatThrownBy(() -> jdbc.sql(change).update())
          .as(change)
          .hasMessageContaining("only ever added");
    }
  }

  @Test
  void theDatabaseRefusesToChangeOrRemoveASeal() {
    CaseDriver ended = sealed();

    assertThatThrownBy(
            () ->
                jdbc.sql("update necessity_seal set content = previous where case_number = ?")
                    .param(ended.caseNumber())
                    .update())
        .hasMessageContaining("Rows of necessity_seal are only ever added.");
    assertThatThrownBy(() -> jdbc.sql("delete from necessity_seal").update())
        .hasMessageContaining("only ever added");
    assertThatThrownBy(() -> jdbc.sql("truncate necessity_seal").update())
        .hasMessageContaining("only ever added");
  }

  @Test
  void theEndOfTheChainOnlyMovesForward() {
    sealed();

    assertThatThrownBy(() -> jdbc.sql("update necessity_seal_head set seq = seq - 1").update())
        .hasMessageContaining("only moves forward");
    assertThatThrownBy(() -> jdbc.sql("delete from necessity_seal_head").update())
        .hasMessageContaining("only moves forward");
    assertThatThrownBy(() -> jdbc.sql("truncate necessity_seal_head").update())
        .hasMessageContaining("only ever added");
  }

  /**
   * Counted over 1,000 ended cases, each the review's own to its denial; 3 KB of the 60 that one
   * may weigh.
   */
  @Test
  void whatACaseIsSealedAndFoundByIsSmall() {
    CaseDriver denied = denied();
    sealer.sealAll();

    // What the other tests left in the tables is not the case's: what a thousand more of it add is
    // measured.
    Map<String, Long> bytes = new TreeMap<>();
    for (String table : List.of("necessity_seal", "necessity_audit_case")) {
      long before = size(table);
      copy(table, denied.caseNumber());
      bytes.put(table, (size(table) - before) / COPIES);
    }

    assertThat(bytes.values().stream().mapToLong(Long::longValue).sum())
        .as(bytes + " bytes a case, indexes included")
        .isLessThan(3072);
  }

  private long size(String table) {
    return jdbc.sql("select pg_total_relation_size(?::regclass)")
        .param(table)
        .query(Long.class)
        .single();
  }

  private void copy(String table, String caseNumber) {
    List<String> columns =
        jdbc.sql("select column_name from information_schema.columns where table_name = ?")
            .param(table)
            .query(String.class)
            .list();
    String values =
        columns.stream()
            .map(
                column ->
                    column.equals("previous")
                        ? "encode(sha256(n::text::bytea), 'hex')"
                        : Set.of("seq", "case_number").contains(column)
                            ? "("
                                + column
                                + " || '0' || n)"
                                + (column.equals("seq") ? "::bigint" : "")
                            : column)
            .collect(Collectors.joining(", "));
    jdbc.sql(
            "insert into "
                + table
                + " ("
                + String.join(", ", columns)
                + ") select "
                + values
                + " from "
                + table
                + ", generate_series(1000, 999 + "
                + COPIES
                + ") n where case_number = ?")
        .param(caseNumber)
        .update();
  }
}
