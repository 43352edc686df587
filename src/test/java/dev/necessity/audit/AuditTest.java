package dev.necessity.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import dev.necessity.workflow.CaseDriver;
import dev.necessity.workflow.Cases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** What the stories of an auditor start from: cases, driven to where the story needs them. */
@SpringBootTest
@ActiveProfiles("test")
abstract class AuditTest {

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;

  CaseDriver open(String example, Consumer<ObjectNode> change) {
    ObjectNode body = (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")).getBytes(StandardCharsets.UTF_8));
    body.put("requestId", UUID.randomUUID().toString());
    change.accept(body);
    Cases.Opened opened = as("ines", "intake", () -> cases.open(reader.read(body), ContentHash.of(body)));
    return CaseDriver.of(engine, cases, opened.caseNumber());
  }

  /** The review's own case, received now. */
  CaseDriver openSeedNow() {
    return open("seed", body -> body.remove("receivedAt"));
  }

  /** The review's case as it ends when nothing arrives: denied by mia. */
  CaseDriver denied() {
    return openSeedNow().time("documentationPeriodOver").review(Map.of("decision", "UPHOLD"));
  }

  <T> T as(String user, String group, Supplier<T> work) {
    engine.getIdentityService().setAuthentication(user, List.of(group));
    try {
      return work.get();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
