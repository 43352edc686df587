package dev.necessity.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import dev.necessity.workflow.Cases;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The demo: one user of each group, and the review's own case, received now, waiting in Tasklist. */
@Component
@Profile("demo")
class Demo implements ApplicationRunner {

  private static final String PASSWORD = "demo";

  private final Users users;
  private final RequestReader reader;
  private final Cases cases;
  private final Resource seed;

  Demo(Users users, RequestReader reader, Cases cases, @Value("classpath:examples/requests/seed.json") Resource seed) {
    this.users = users;
    this.reader = reader;
    this.cases = cases;
    this.seed = seed;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    users.add("ana", PASSWORD, "Ana", "Alvarez", Groups.ANALYSTS);
    users.add("ines", PASSWORD, "Ines", "Iversen", Groups.INTAKE);
    users.add("rita", PASSWORD, "Rita", "Rossi", Groups.REVIEWERS);
    users.add("mia", PASSWORD, "Mia", "Moreau", Groups.MEDICAL_DIRECTORS);
    users.add("aud", PASSWORD, "Aud", "Aune", Groups.AUDITORS);
    users.add("admin", PASSWORD, "Admin", "Demo", Groups.ADMIN);

    ObjectNode request = (ObjectNode) reader.parse(seed.getContentAsByteArray());
    request.remove("receivedAt");
    request.put("requestId", "DEMO-RIGHT-SIJ");
    cases.open(reader.read(request), ContentHash.of(request));
  }
}
