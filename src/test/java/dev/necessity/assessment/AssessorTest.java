package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.request.Documents;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AssessorTest {

  private final AtomicInteger measured = new AtomicInteger();

  /** The policies of the repository, with forms that count how often they measure. */
  private final Policies counting =
      new Policies() {
        @Override
        public DecisionDiagram table(String decision) {
          return Models.policies().table(decision);
        }

        @Override
        public DecisionDiagram policy(String decision, String version) {
          return Models.policies().policy(decision, version);
        }

        @Override
        public EvidenceFacts evidence() {
          return new EvidenceFacts(
              Documents.packaged(),
              (expression, names) -> {
                measured.incrementAndGet();
                return null;
              });
        }
      };

  private void assess(String example) {
    Request request =
        new RequestReader(Clock.systemUTC())
            .read(
                Models.text(Models.REQUESTS.resolve(example + ".json"))
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(request.evidence().records("injections")).isNotEmpty();
    new Assessor(counting, ExampleRequestsTest.JSON).assess(request, DocumentationPeriod.OPEN);
  }

  @Test
  void aWhatIfMeasuresTheRecordsThatThePolicyReads() {
    assess("all-met-ambulatory");

    assertThat(measured).hasPositiveValue();
  }

  @Test
  void aWhatIfUnderAPolicyThatReadsNoRecordMeasuresNone() {
    assess("si-joint-fusion-without-transfixation/everything-that-27279-asks-for");

    assertThat(measured).hasValue(0);
  }
}
