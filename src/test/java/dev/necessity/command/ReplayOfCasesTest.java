package dev.necessity.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.history.HistoryRecords;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import picocli.CommandLine;

/**
 * An analyst asks which cases of the database a changed table would have decided differently; run
 * on each database that is supported.
 */
@SpringBootTest
@ActiveProfiles("test")
@DirtiesContext
abstract class ReplayOfCasesTest {

  private static final String POLICY = Models.text(Models.DMN.resolve("si-joint-fusion.dmn"));
  private static final int COPIES = 600;
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-03-07T09:00:00Z");

  @Autowired private ProcessEngine engine;
  @Autowired private Cases cases;
  @Autowired private RequestReader reader;
  @Autowired private JdbcClient jdbc;
  @Autowired private DataSource database;

  @Value("${spring.datasource.password}")
  private String password;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private Path stricter;

  @BeforeEach
  void aStricterTable() throws IOException {
    stricter =
        Files.writeString(
            folder.resolve("stricter.dmn"),
            POLICY.replaceFirst("<text>70</text>", "<text>75</text>"));
  }

  private String open(int relief, String receivedAt) {
    return CaseDriver.open(
            engine,
            cases,
            reader,
            "all-met-ambulatory",
            body -> {
              body.put("receivedAt", receivedAt);
              for (JsonNode injection : body.at("/evidence/injections")) {
                ((ObjectNode) injection).remove(List.of("painBefore", "painAfter"));
                ((ObjectNode) injection)
                    .putObject("reliefPercent")
                    .put("low", relief)
                    .put("high", relief);
              }
            })
        .caseNumber();
  }

  private int replay(BooleanSupplier stop, Path candidate, String... period) {
    out.getBuffer().setLength(0);
    return new CommandLine(
            new ReplayCommand(
                () -> {
                  try (var connection = database.getConnection()) {
                    return CaseDatabase.open(
                        connection.getMetaData().getURL(),
                        connection.getMetaData().getUserName(),
                        password);
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                },
                stop))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(
                        "--candidate",
                        candidate.toString(),
                        "--report",
                        folder.resolve("report").toString()),
                    java.util.stream.Stream.of(period))
                .toArray(String[]::new));
  }

  @Test
  void theCasesOfAPeriodAreComparedWithWhatWasRecordedAndTheRuleThatDidItIsNamed()
      throws IOException {
    open(72, "2026-03-01T23:59:59Z");
    String flipped = open(72, "2026-03-02T09:00:00Z");
    open(80, "2026-03-02T10:00:00Z");
    CaseDriver.open(
        engine, cases, reader, "bilateral", body -> body.put("receivedAt", "2026-03-02T11:00:00Z"));
    open(72, "2026-03-03T00:00:00Z");

    assertThat(replay(() -> false, stricter, "--from", "2026-03-02", "--to", "2026-03-03"))
        .isEqualTo(1);

    assertThat(out.toString())
        .contains(
            "3 cases, 2 judged, 1 not covered by the policy, 0 that cannot be read",
            "1 with another disposition",
            "a second");
    assertThat(Files.readAllLines(folder.resolve("report/differences.csv")))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith(
            "2026-03-02T09:00Z,"
                + flipped
                + ",CERTIFY,DO_NOT_CERTIFY,diagnosticInjections: MET to NOT_MET,")
        .contains(
            "injectionStandard: rule_injectionStandard_current [70",
            "became rule_injectionStandard_current [75");
    assertThat(folder.resolve("report/replay.html"))
        .content()
        .contains("2 were CERTIFY; now 1 CERTIFY, 1 DO_NOT_CERTIFY.", "<svg", flipped);
  }

  @Test
  void theOldSideIsWhatWasRecorded() throws IOException {
    String recorded = open(80, "2026-03-05T09:00:00Z");
    String bytes =
        jdbc.sql(
                "select o.BYTEARRAY_ID_ from ACT_HI_DEC_OUT o join ACT_HI_DECINST d on d.ID_ = o.DEC_INST_ID_ join ACT_HI_PROCINST p on p.ID_ = d.PROC_INST_ID_"
                    + " where p.BUSINESS_KEY_ = ? and d.ACT_ID_ = 'decideProcedureAndSetting'")
            .param(recorded)
            .query(String.class)
            .single();
    jdbc.sql("update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ = ?")
        .params(
            HistoryRecords.change(
                jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where ID_ = ?")
                    .param(bytes)
                    .query(byte[].class)
                    .single(),
                record ->
                    record.replace("\"disposition\":\"CERTIFY\"", "\"disposition\":\"PEND\"")),
            bytes)
        .update();

    assertThat(
            replay(
                () -> false,
                Models.DMN.resolve("si-joint-fusion.dmn"),
                "--from",
                "2026-03-05",
                "--to",
                "2026-03-06"))
        .isEqualTo(1);

    assertThat(Files.readAllLines(folder.resolve("report/differences.csv")).get(1))
        .contains(",PEND,CERTIFY,");
  }

  @Test
  void aReplayThatWasStoppedGoesOnWhereItStopped() throws IOException {
    copy(open(72, FIRST.toInstant().toString()), COPIES);
    AtomicInteger asked = new AtomicInteger();

    assertThat(
            replay(
                () -> asked.incrementAndGet() > 1,
                stricter,
                "--from",
                "2026-03-07",
                "--to",
                "2026-03-08"))
        .isEqualTo(130);
    // It stops after the case at which it is, whichever core asks first.
    assertThat(out.toString())
        .containsPattern("(?m)^([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-5][0-9]) cases, \\1 judged")
        .contains("Stopped before the end.");

    assertThat(replay(() -> false, stricter, "--from", "2026-03-07", "--to", "2026-03-08"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains((COPIES + 1) + " cases, " + (COPIES + 1) + " judged")
        .doesNotContain("Stopped");
    assertThat(Files.readAllLines(folder.resolve("report/differences.csv")))
        .hasSize(COPIES + 2)
        .doesNotHaveDuplicates();
  }

  /** More cases that were judged as one was, received one second apart. */
  private void copy(String caseNumber, int copies) {
    for (int n = 1; n <= copies; n++) {
      String copy = "copy-" + n;
      jdbc.sql(
              "insert into necessity_case (case_number, request_id, content_hash, state, received_at, decided_before_acts) select ?, ?, content_hash, state, cast(? as timestamp with time zone), true"
                  + " from necessity_case where case_number = ?")
          .params(copy, copy, FIRST.plusSeconds(n), caseNumber)
          .update();
      jdbc.sql(
              "insert into ACT_HI_PROCINST (ID_, PROC_INST_ID_, BUSINESS_KEY_, PROC_DEF_KEY_, PROC_DEF_ID_, START_TIME_) select ?, ?, ?, PROC_DEF_KEY_, PROC_DEF_ID_, START_TIME_"
                  + " from ACT_HI_PROCINST where BUSINESS_KEY_ = ?")
          .params(copy, copy, copy, caseNumber)
          .update();
      jdbc.sql(
              "insert into ACT_HI_VARINST (ID_, PROC_INST_ID_, ACT_INST_ID_, NAME_, TEXT_, BYTEARRAY_ID_) select concat(v.ID_, '-', cast(? as varchar(20))), ?, ?, v.NAME_, v.TEXT_, v.BYTEARRAY_ID_"
                  + " from ACT_HI_VARINST v join ACT_HI_PROCINST p on p.ID_ = v.PROC_INST_ID_ where p.BUSINESS_KEY_ = ? and v.ACT_INST_ID_ = p.ID_")
          .params(copy, copy, copy, caseNumber)
          .update();
      jdbc.sql(
              "insert into ACT_HI_DECINST (ID_, DEC_DEF_ID_, DEC_DEF_KEY_, PROC_INST_ID_, ACT_ID_, EVAL_TIME_) select concat(d.ID_, '-', cast(? as varchar(20))), d.DEC_DEF_ID_, d.DEC_DEF_KEY_,"
                  + " ?, d.ACT_ID_, d.EVAL_TIME_ from ACT_HI_DECINST d join ACT_HI_PROCINST p on p.ID_ = d.PROC_INST_ID_ where p.BUSINESS_KEY_ = ?")
          .params(copy, copy, caseNumber)
          .update();
      jdbc.sql(
              "insert into ACT_HI_DEC_OUT (ID_, DEC_INST_ID_, VAR_NAME_, BYTEARRAY_ID_) select concat(o.ID_, '-', cast(? as varchar(20))), concat(d.ID_, '-', cast(? as varchar(20))), o.VAR_NAME_,"
                  + " o.BYTEARRAY_ID_ from ACT_HI_DEC_OUT o join ACT_HI_DECINST d on d.ID_ = o.DEC_INST_ID_ join ACT_HI_PROCINST p on p.ID_ = d.PROC_INST_ID_ where p.BUSINESS_KEY_ = ?")
          .params(copy, copy, caseNumber)
          .update();
    }
  }

  @Test
  void aFileOfRequestsAndAPeriodDoNotGoTogether() {
    assertThat(replay(() -> false, stricter, "--from", "2026-03-05", "--requests", "past.jsonl"))
        .isEqualTo(2);
    assertThat(replay(() -> false, stricter, "--from", "yesterday")).isEqualTo(2);
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidSo() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                CaseDatabase.open(
                    "jdbc:h2:file:" + folder.resolve("none") + ";LOCK_TIMEOUT=1", "sa", ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("stop the server");
    assertThat(folder.resolve("none.mv.db")).doesNotExist();
  }
}
