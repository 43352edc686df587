package dev.necessity.notice;

import dev.necessity.assessment.References;
import dev.necessity.policy.model.CriterionList;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.PlainNumber;
import dev.necessity.policy.model.Policy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a policy's file says beside the assessment: the reason of the level of care (its decision
 * {@code levelOfCare}, where it has one), the references behind the numbers in its citations (its
 * decision {@code references}), and each criterion in the member's words (its decision {@code
 * plainWords}, which an earlier policy has not).
 */
public final class PolicyTexts {

  /** Id of the table of criteria in the member's words. */
  static final String PLAIN_WORDS = "plainWords";

  private static final String LEVEL_OF_CARE = "levelOfCare";

  private static final List<String> LEVEL_OF_CARE_OUTPUTS =
      List.of("setting", "inpatientDays", "settingReason", "settingCitation");

  private static final Pattern FACT = Pattern.compile("\\{([A-Za-z]+(?:\\.[A-Za-z]+)*)}");

  private final Policy whole;
  private final DecisionDiagram policy;
  private final Map<String, Object> facts;

  public PolicyTexts(Policy policy, Map<String, Object> facts) {
    this.whole = policy;
    this.policy = policy.own();
    this.facts = facts;
  }

  /** The files whose texts an assessment quotes. */
  List<DecisionDiagram> files() {
    return whole.finalTables() == null ? List.of(policy) : List.of(policy, whole.finalTables());
  }

  /**
   * A criterion in the member's words; empty where the policy has none.
   *
   * @param part {@code title}, {@code needed}, {@code missing} or {@code contradicted}
   */
  Optional<String> plain(String criterion, String part) {
    return policy.has(PLAIN_WORDS)
        ? policy.evaluate(PLAIN_WORDS, Map.of("criterion", criterion)).stream()
            .findFirst()
            .map(row -> row.get(output(part)))
            .map(Object::toString)
        : Optional.empty();
  }

  /**
   * What the policy requires for a criterion, in its own words; empty where it has no list of
   * criteria.
   */
  Optional<String> requirement(String criterion) {
    return policy.has(CriterionList.DECISION)
        ? policy.evaluate(CriterionList.DECISION, Map.of("facts", facts)).stream()
            .filter(row -> criterion.equals(row.get(CriterionList.ID)))
            .findFirst()
            .map(row -> (String) row.get(CriterionList.REQUIREMENT))
        : Optional.empty();
  }

  /** What the table calls a part. */
  private static String output(String part) {
    return "plain" + part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
  }

  /** The policy's own judgement of the setting. */
  record LevelOfCare(String setting, BigDecimal inpatientDays, String reason, String citation) {}

  /**
   * Empty where the policy has no table of that name, or one without these outputs: its reason and
   * citation are nobody's to guess.
   */
  Optional<LevelOfCare> levelOfCare() {
    return policy.has(LEVEL_OF_CARE)
        ? policy.evaluate(LEVEL_OF_CARE, Map.of("facts", facts)).stream()
            .filter(row -> LEVEL_OF_CARE_OUTPUTS.stream().allMatch(name -> row.get(name) != null))
            .findFirst()
            .map(
                row ->
                    new LevelOfCare(
                        row.get("setting").toString(),
                        new BigDecimal(row.get("inpatientDays").toString()),
                        row.get("settingReason").toString(),
                        row.get("settingCitation").toString()))
        : Optional.empty();
  }

  /**
   * The references that the citations name, in order of their numbers; one that the policy does not
   * list is left out, which {@link MissingWords} says before the policy is live.
   */
  List<Notice.Reference> references(Stream<String> citations) {
    References references = new References(policy);
    return citations
        .flatMap(References::cited)
        .distinct()
        .sorted()
        .flatMap(
            number ->
                references.text(number).map(text -> new Notice.Reference(number, text)).stream())
        .toList();
  }

  /**
   * A text in which {@code {path.to.fact}} is replaced by what was measured; empty where there is
   * no such fact.
   */
  Optional<String> filled(String text) {
    return FACT.matcher(text).results().allMatch(match -> fact(match.group(1)) != null)
        ? Optional.of(
            FACT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(fact(match.group(1)))))
        : Optional.empty();
  }

  private String fact(String path) {
    Object value = facts;
    for (String step : path.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value == null
        ? null
        : value instanceof BigDecimal number ? PlainNumber.of(number) : value.toString();
  }
}
