package dev.necessity.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/**
 * A page in the browser: the application with its demo users, on a port of its own, one for all of
 * these tests.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles({"test", "demo"})
@ExtendWith(WithBrowser.class)
abstract class PageTest {

  @LocalServerPort private int port;
  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;

  Browser browser;

  void visit(Browser started) {
    browser = started;
    // The engine's web applications serve the engine that this JVM registered last.
    ProcessEngines.registerProcessEngine(engine);
    browser.visit(port);
  }

  /** A case for one of the example requests. */
  CaseDriver openCase(String example, Consumer<ObjectNode> change) {
    return CaseDriver.open(engine, cases, reader, example, change);
  }

  CaseDriver openCase(String example) {
    return openCase(example, request -> {});
  }
}
