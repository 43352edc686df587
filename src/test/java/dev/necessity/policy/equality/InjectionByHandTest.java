package dev.necessity.policy.equality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.RequestReader;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a request for CPT 27096 says, the tables say of it what the text of its policy says. */
class InjectionByHandTest {

  private static final int REQUESTS = 2_000;
  private static final RequestReader READER = new RequestReader(Clock.systemUTC());

  @Test
  void requestsOnCommercialLinesAreJudgedAsTheTextSays() {
    areJudgedAsByHand("siJointInjection", "COMMERCIAL", InjectionOnCommercialLinesByHand::new);
  }

  @Test
  void requestsUnderMedicareAdvantageAreJudgedAsTheTextSays() {
    areJudgedAsByHand(
        "siJointInjectionMedicare", "MEDICARE_ADVANTAGE", InjectionUnderMedicareByHand::new);
  }

  private static void areJudgedAsByHand(
      String decision, String lineOfBusiness, Function<JsonNode, InjectionByHand> byHand) {
    Policy policy =
        Models.wholePolicies().stream()
            .filter(each -> each.decision().equals(decision))
            .findFirst()
            .orElseThrow();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, REQUESTS)
        .parallel()
        .forEach(
            seed -> {
              ObjectNode request = RandomInjections.of(seed, lineOfBusiness);
              InjectionByHand.Result expected = byHand.apply(request).judge();

              InjectionByHand.Result judged = judged(policy, request);

              assertThat(judged).as("seed %d: %s", seed, request).isEqualTo(expected);
              expected
                  .criteria()
                  .forEach((criterion, status) -> seen.add(criterion + " " + status));
              seen.addAll(expected.doubts());
              seen.add(
                  Set.of("MET").containsAll(expected.criteria().values())
                      ? "all met"
                      : "not all met");
            });

    // Silence about treatment is never a contradiction.
    Set<String> possible = new HashSet<>(Set.of("all met", "not all met"));
    Models.texts(policy.own(), "criterionList", "criterionId")
        .forEach(
            criterion ->
                Stream.of("MET", "UNSURE", "NOT_MET")
                    .map(status -> criterion + " " + status)
                    .filter(status -> !status.equals("conservativeTreatment NOT_MET"))
                    .forEach(possible::add));
    Models.texts(policy.own(), "raisedDoubts", "doubt").stream()
        .filter(
            doubt ->
                lineOfBusiness.equals("MEDICARE_ADVANTAGE") || !doubt.equals("inpatientByNeed"))
        .forEach(possible::add);
    assertThat(new TreeSet<>(seen))
        .as("every status and every doubt is among them")
        .isEqualTo(new TreeSet<>(possible));
  }

  private static InjectionByHand.Result judged(Policy policy, ObjectNode request) {
    Map<String, Object> answer =
        policy
            .own()
            .judge(policy.decision(), Map.of("facts", Models.facts(READER.read(request))), null)
            .context();
    return new InjectionByHand.Result(
        items(answer, "criteria").stream()
            .collect(
                Collectors.toMap(
                    each -> (String) each.get("id"),
                    each -> (String) each.get("judged"),
                    (one, other) -> one,
                    TreeMap::new)),
        items(answer, "doubts").stream()
            .map(doubt -> (String) doubt.get("id"))
            .collect(Collectors.toCollection(TreeSet::new)),
        answer.get("setting").equals("INPATIENT"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> items(Map<String, Object> answer, String list) {
    return (List<Map<String, Object>>) answer.get(list);
  }
}
