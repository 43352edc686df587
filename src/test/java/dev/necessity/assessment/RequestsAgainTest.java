package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.assessment.RequestExamples.Example;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsAgainTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final RequestReader READER = new RequestReader(Clock.systemUTC());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "si-joint-fusion | 70           | 75           | true",
        "si-joint-fusion | 70           | 70.0         | false",
        "si-joint-fusion | 42           | 41           | true",
        "determination   | \"A1\"       | \"A2\"       | false",
        "determination   | \"PEND\"     | \"CERTIFY\"  | true",
        "si-joint-fusion | facts.diagnoses | facts.nothing | true",
        "policy-catalog  | \"27279\"    | \"27280\"    | true",
        "decision-clock  | \"PT72H\"    | \"PT71H\"    | false"
      })
  void aChangedFileIsSaidToFailWhereTheExamplesFailWithIt(
      String file, String was, String became, boolean fails) throws IOException {
    List<Example> examples = RequestExamples.in(Models.REQUESTS);
    String text = Models.text(Models.DMN.resolve(file + ".dmn"));
    assertThat(text).contains("<text>" + was + "</text>");
    DecisionDiagram changed =
        Models.parse(text.replace("<text>" + was + "</text>", "<text>" + became + "</text>"));
    Budgets budgets =
        new Budgets(
            () -> new Budget(100_000_000, Duration.ofMinutes(1)),
            new Budget(Long.MAX_VALUE, Duration.ofMinutes(10)));

    assertThat(new RequestsAgain(examples, READER, Models.policies(), JSON).failAfter(changed))
        .isEqualTo(fails);
    assertThat(
            RequestExamples.run(
                    examples, READER, new Assessor(Models.policies().with(changed), JSON), budgets)
                .failures()
                .isEmpty())
        .isEqualTo(!fails);
  }

  @Test
  void filesAsTheyAreFailNothing() throws IOException {
    assertThat(
            new RequestsAgain(RequestExamples.in(Models.REQUESTS), READER, Models.policies(), JSON)
                .failAfter(Models.siJointFusion()))
        .isFalse();
  }
}
