package dev.necessity.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.policy.model.MeasuredFacts;
import dev.necessity.request.Documents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the check of a policy knows about facts. */
class FactShapeTest {

  @Test
  void everyListOfFactsShowsWhatItsItemsLookLike() {
    Map<String, Object> facts = new MeasuredFacts(FactShape.sample(Documents.packaged()));

    assertThat(((Map<?, ?>) facts.get("evidence")).keySet())
        .isEqualTo(Set.copyOf(Documents.packaged().lists()));
    assertThat(((Map<?, ?>) facts.get("evidence")).values())
        .allSatisfy(records -> assertThat((List<?>) records).hasSize(1));
    assertThat(facts)
        .containsKeys("procedureCode", "injections", "nicotineLabs", "conservativeTreatment");
    assertThat(facts.values())
        .filteredOn(Collection.class::isInstance)
        .allSatisfy(list -> assertThat((Collection<?>) list).hasSize(1));
    assertThat(((Map<?, ?>) ((List<?>) facts.get("injections")).get(0)).keySet())
        .asString()
        .contains("reliefLow", "guidance");
  }
}
