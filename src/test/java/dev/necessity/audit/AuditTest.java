package dev.necessity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.history.HistoryRecords;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** What the stories of an auditor start from: cases, driven to where the story needs them. */
@SpringBootTest
@ActiveProfiles("test")
public abstract class AuditTest {

  @Autowired protected ProcessEngine engine;
  @Autowired protected Cases cases;
  @Autowired RequestReader reader;
  @Autowired protected JdbcClient jdbc;

  protected CaseDriver open(String example, Consumer<ObjectNode> change) {
    ObjectNode body =
        (ObjectNode)
            reader.parse(
                Models.text(Models.REQUESTS.resolve(example + ".json"))
                    .getBytes(StandardCharsets.UTF_8));
    body.put("requestId", UUID.randomUUID().toString());
    change.accept(body);
    Cases.Opened opened =
        as("ines", "intake", () -> cases.open(reader.read(body), ContentHash.of(body)));
    return CaseDriver.of(engine, cases, opened.caseNumber());
  }

  /** The review's own case, received now. */
  protected CaseDriver openSeedNow() {
    return open("seed", body -> body.remove("receivedAt"));
  }

  /** The review's case as it ends when nothing arrives: denied by mia. */
  protected CaseDriver denied() {
    return openSeedNow().time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
  }

  /** Changes a stored JSON value of a case behind the engine's back. */
  protected void tamper(CaseDriver driver, String variable, UnaryOperator<String> change) {
    String bytes =
        jdbc.sql("select BYTEARRAY_ID_ from ACT_HI_VARINST where PROC_INST_ID_ = ? and NAME_ = ?")
            .params(driver.processInstanceId(), variable)
            .query(String.class)
            .single();
    String stored =
        new String(
            jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where ID_ = ?")
                .param(bytes)
                .query(byte[].class)
                .single(),
            StandardCharsets.UTF_8);
    String changed = change.apply(stored);
    assertThat(changed).isNotEqualTo(stored);
    jdbc.sql("update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ = ?")
        .params(changed.getBytes(StandardCharsets.UTF_8), bytes)
        .update();
  }

  /** Changes the records of a case's assessments behind the engine's back. */
  protected void tamperWithEvaluations(CaseDriver driver, UnaryOperator<String> change) {
    List<String> records =
        jdbc.sql(
                "select o.BYTEARRAY_ID_ from ACT_HI_DEC_OUT o join ACT_HI_DECINST d on d.ID_ = o.DEC_INST_ID_"
                    + " where d.PROC_INST_ID_ = ? and d.ACT_ID_ in ('assessCriteria', 'decideProcedureAndSetting')")
            .param(driver.processInstanceId())
            .query(String.class)
            .list();
    long changes =
        records.stream()
            .filter(
                id -> {
                  byte[] stored =
                      jdbc.sql("select BYTES_ from ACT_GE_BYTEARRAY where ID_ = ?")
                          .param(id)
                          .query((row, n) -> row.getBytes(1))
                          .single();
                  byte[] changed = HistoryRecords.change(stored, change);
                  jdbc.sql("update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ = ?")
                      .params(changed, id)
                      .update();
                  return !Arrays.equals(changed, stored);
                })
            .count();
    assertThat(changes).isPositive();
  }

  protected <T> T as(String user, String group, Supplier<T> work) {
    engine.getIdentityService().setAuthentication(user, List.of(group));
    try {
      return work.get();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
