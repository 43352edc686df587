package dev.necessity.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.casework.clock.ClockExtension;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Duty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A decided case puts its notices into the folder, an extended one its extension. */
@SpringBootTest
@ActiveProfiles("test")
class OutboxOfACaseTest {

  @TempDir static Path folder;

  @Autowired Cases cases;
  @Autowired ClockExtension clock;
  @Autowired RequestReader reader;
  @Autowired Duty deliveriesToTheFolder;
  @Autowired ProcessEngine engine;
  @Autowired ObjectMapper json;

  @DynamicPropertySource
  static void switchTheFolderOn(DynamicPropertyRegistry properties) {
    properties.add("necessity.outbox.folder", folder::toString);
  }

  private String open(String example, String lineOfBusiness) {
    ObjectNode body =
        (ObjectNode) reader.parse(Models.text(Models.REQUESTS.resolve(example + ".json")));
    body.put("requestId", UUID.randomUUID().toString()).put("lineOfBusiness", lineOfBusiness);
    if (example.equals("seed")) {
      body.remove("receivedAt");
    }
    return cases.open(reader.read(body), ContentHash.of(body)).caseNumber();
  }

  private void deliverAll() throws InterruptedException {
    boolean more = true;
    while (more) {
      more = deliveriesToTheFolder.turn().take();
    }
  }

  @Test
  void theNoticesOfADecisionAreDeliveredInEachLanguage() throws Exception {
    String caseNumber = open("all-met-ambulatory", "COMMERCIAL");

    deliverAll();

    for (String audience : List.of("provider", "member")) {
      assertThat(
              json.readTree(folder.resolve(caseNumber + "-" + audience + ".json").toFile())
                  .at("/notice/caseNumber")
                  .asText())
          .isEqualTo(caseNumber);
      for (String language : List.of("en", "es")) {
        assertThat(
                Files.readAllBytes(
                    folder.resolve(caseNumber + "-" + audience + "-" + language + ".pdf")))
            .startsWith("%PDF".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void anExtensionIsToldToo() throws Exception {
    String caseNumber = open("seed", "MEDICARE_ADVANTAGE");
    engine.getIdentityService().setAuthentication("rita", List.of("reviewers"));
    try {
      clock.extend(caseNumber, "OUTSIDE_EVIDENCE", "Outside records are needed.");
    } finally {
      engine.getIdentityService().clearAuthentication();
    }

    deliverAll();

    for (String audience : List.of("provider", "member")) {
      assertThat(
              json.readTree(
                      folder.resolve(caseNumber + "-extension-" + audience + ".json").toFile())
                  .at("/extension/reason")
                  .asText())
          .isEqualTo("Outside records are needed.");
      assertThat(
              Files.readAllBytes(folder.resolve(caseNumber + "-extension-" + audience + "-es.pdf")))
          .startsWith("%PDF".getBytes(StandardCharsets.UTF_8));
    }
  }
}
