package dev.necessity.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.ContentHash;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * The demo: one user of each group, and the review's own case, received now, waiting in Tasklist.
 */
@Component
@Profile("demo")
class Demo implements ApplicationRunner {

  private static final String PASSWORD = "demo";
  private static final String NPI_OF_MIA = "1487650917";
  private static final Period TO_SURGERY = Period.ofWeeks(4);

  private final Users users;
  private final RequestReader reader;
  private final Cases cases;
  private final Clock clock;
  private final Resource seed;

  Demo(
      Users users,
      RequestReader reader,
      Cases cases,
      Clock clock,
      @Value("classpath:examples/requests/seed.json") Resource seed) {
    this.users = users;
    this.reader = reader;
    this.cases = cases;
    this.clock = clock;
    this.seed = seed;
  }

  void addUsers() {
    users.add("ana", PASSWORD, "Ana", "Alvarez", Groups.ANALYSTS);
    users.add("ines", PASSWORD, "Ines", "Iversen", Groups.INTAKE);
    users.add("rita", PASSWORD, "Rita", "Rossi", Groups.REVIEWERS);
    users.addMedicalDirector("mia", PASSWORD, "Mia", "Moreau", NPI_OF_MIA);
    users.add("aud", PASSWORD, "Aud", "Aune", Groups.AUDITORS);
    users.add("admin", PASSWORD, "Ada", "Admin", Groups.ADMIN);
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    ObjectNode request = (ObjectNode) reader.parse(seed.getContentAsByteArray());
    String hash = ContentHash.of(request);
    request.put("requestId", "DEMO-RIGHT-SIJ").remove("receivedAt");
    // The review names no date of surgery, and some of its documents cannot settle anything without
    // one: the demo plans four weeks ahead.
    request
        .withObject("/procedure")
        .put("plannedDate", LocalDate.now(clock).plus(TO_SURGERY).toString());
    cases.open(reader.read(request), hash);
  }
}
