package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.policy.equality.RandomFacts;
import dev.necessity.policy.model.Policy.Judgement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy's file and the final tables are judged as one, whichever of them was changed. */
class PolicyTest {

  private static final int SEEDS = 60;
  private static final Policy POLICY = Models.wholeSiJointFusion();

  private static Policy changed(String file, String was, String became) {
    String text = Models.text(Models.DMN.resolve(file));
    assertThat(text).contains(was);
    DecisionDiagram changed = Models.parse(text.replace(was, became));
    return Models.policies().with(changed).whole("siJointFusion", "any", "any");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "si-joint-fusion.dmn | <text>70</text> | <text>75</text>",
        "si-joint-fusion.dmn | <text>\"MET\"</text> | <text>\"UNSURE\"</text>",
        "si-joint-fusion.dmn | caveats: caveats | caveats: []",
        "determination.dmn | <text>\"NOT_MEDICALLY_NECESSARY\"</text> | <text>\"UNDETERMINED\"</text>",
        "determination.dmn | <text>\"NOT_MET\"</text> | <text>\"UNSURE\"</text>",
        "determination.dmn | doubts: policyAnswer.doubts | doubts: []"
      })
  void aChangedFileGivesTheSameWhetherOrNotWhatIsUnchangedIsEvaluatedAgain(
      String file, String was, String became) {
    Policy changed = changed(file, was, became);
    boolean differs = false;
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, Object> variables =
          Map.of(
              "facts",
              new RandomFacts(seed).get(),
              "documentation",
              seed % 2 == 0 ? "OPEN" : "CLOSED");
      Judgement before = POLICY.judge(variables, null);
      Judgement again = changed.judge(variables, before);

      assertThat(again.context())
          .as("seed %d", seed)
          .isEqualTo(changed.judge(variables, null).context());
      assertThat(again.firings())
          .as("seed %d", seed)
          .isEqualTo(changed.judge(variables, null).firings());
      differs |= !again.context().equals(before.context());
    }
    assertThat(differs).as("the change is noticed").isTrue();
  }
}
