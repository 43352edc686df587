package dev.necessity.determination.notice;

import dev.necessity.determination.References;
import dev.necessity.policy.DecisionDiagram;
import dev.necessity.policy.PlainNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a policy's file says beside the assessment: the reason of the level of care (its decision {@code levelOfCare}), and
 * the references behind the numbers in its citations (its decision {@code references}).
 */
public final class PolicyTexts {

  private static final Pattern FACT = Pattern.compile("\\{([A-Za-z]+(?:\\.[A-Za-z]+)*)}");

  private final DecisionDiagram policy;
  private final Map<String, Object> facts;

  public PolicyTexts(DecisionDiagram policy, Map<String, Object> facts) {
    this.policy = policy;
    this.facts = facts;
  }

  /** The policy's own judgement of the setting. */
  record LevelOfCare(String setting, BigDecimal inpatientDays, String reason, String citation) {}

  LevelOfCare levelOfCare() {
    Map<String, Object> row = policy.evaluateRow("levelOfCare", Map.of("facts", facts));
    return new LevelOfCare((String) row.get("setting"), new BigDecimal(row.get("inpatientDays").toString()),
        (String) row.get("settingReason"), (String) row.get("settingCitation"));
  }

  /** The references that the citations name, in order of their numbers. */
  List<Notice.Reference> references(Stream<String> citations) {
    References references = new References(policy);
    return citations.flatMap(References::cited).distinct().sorted()
        .map(number -> new Notice.Reference(number, references.text(number).orElseThrow(() -> new IllegalStateException(
            "A citation names the reference " + number + ", which the decision 'references' of the policy does not list."))))
        .toList();
  }

  /** A text in which {@code {path.to.fact}} is replaced by what was measured; empty where there is no such fact. */
  Optional<String> filled(String text) {
    return FACT.matcher(text).results().allMatch(match -> fact(match.group(1)) != null)
        ? Optional.of(FACT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(fact(match.group(1))))) : Optional.empty();
  }

  private String fact(String path) {
    Object value = facts;
    for (String step : path.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value == null ? null : value instanceof BigDecimal number ? PlainNumber.of(number) : value.toString();
  }
}
