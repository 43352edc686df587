package dev.necessity.determination.explain;

import dev.necessity.determination.Assessment;
import dev.necessity.determination.Assessor;
import dev.necessity.determination.DocumentationPeriod;
import dev.necessity.determination.explain.Explanation.Margin;
import dev.necessity.determination.explain.Explanation.Obstacle;
import dev.necessity.determination.explain.Explanation.PlannedDates;
import dev.necessity.determination.explain.Explanation.Settlement;
import dev.necessity.fact.Facts;
import dev.necessity.policy.DecisionDiagram;
import dev.necessity.request.DocumentType;
import dev.necessity.request.Evidence;
import dev.necessity.request.RecordSearch;
import dev.necessity.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Explains an assessment by asking the policy's own tables what they would say of other evidence; it knows no rule itself. */
@Component
public class Explainer {

  private static final String CERTIFY = "CERTIFY";
  private static final String MET = "MET";
  private static final String NOT_MET = "NOT_MET";

  private final Assessor assessor;
  private final RecordSearch records = new RecordSearch();

  public Explainer(Assessor assessor) {
    this.assessor = assessor;
  }

  /** Of a request that no policy covers there is nothing to explain: the disposition is ROUTE and the lists are empty. */
  public Explanation explain(Request request) {
    Assessment assessment = assessor.assess(request, DocumentationPeriod.OPEN);
    String disposition = assessment.recommendation().disposition();
    Optional<DecisionDiagram> policy = assessor.policy(request);
    if (policy.isEmpty()) {
      return new Explanation(null, disposition, List.of(), List.of(), List.of(), null);
    }
    if (disposition.equals(CERTIFY)) {
      Predicate<Request> certified = other -> CERTIFY.equals(assessor.assess(other, DocumentationPeriod.OPEN).recommendation().disposition());
      List<Margin> margins = Margins.of(request, certified);
      PlannedDates dates = Margins.plannedDates(request, certified);
      return new Explanation(assessment.policy(), disposition, List.of(), List.of(), margins, dates);
    }
    return notCertified(request, assessment, policy.get());
  }

  private Explanation notCertified(Request request, Assessment assessment, DecisionDiagram policy) {
    Map<String, Object> setting = policy.evaluateRow(Obstacles.SETTING, Map.of("facts", Facts.measure(request)));
    boolean settingAdverse = Boolean.TRUE.equals(setting.get("settingAdverse"));
    List<List<String>> sets = new Obstacles(policy, assessment.criteria(), settingAdverse).smallestSets();
    Map<String, String> titles = assessment.missingDocumentation().stream()
        .collect(Collectors.toMap(Assessment.MissingDocument::document, Assessment.MissingDocument::title));
    List<Obstacle> obstacles = new ArrayList<>(assessment.criteria().stream()
        .filter(criterion -> sets.stream().anyMatch(set -> set.contains(criterion.id())))
        .map(criterion -> new Obstacle(criterion.id(), criterion.title(), criterion.status(), criterion.reason(), criterion.citation(),
            criterion.status().equals(NOT_MET) ? criterion.evidence() : List.of(), criterion.documents().stream().map(document -> settlement(request, policy, criterion.id(), document, titles)).toList(), null))
        .toList());
    if (sets.stream().anyMatch(set -> set.contains(Obstacles.SETTING))) {
      obstacles.add(new Obstacle(Obstacles.SETTING, "Setting", "ADVERSE", (String) setting.get("settingReason"),
          (String) setting.get("settingCitation"), List.of(), List.of(), (String) setting.get("setting")));
    }
    return new Explanation(assessment.policy(), assessment.recommendation().disposition(), sets, obstacles, List.of(), null);
  }

  private Settlement settlement(Request request, DecisionDiagram policy, String criterion, String document, Map<String, String> titles) {
    Predicate<Evidence> settles = added -> MET.equals(policy.evaluateRow(criterion,
        Map.of("facts", Facts.measure(request.withEvidence(request.evidence().plus(added))))).get(criterion));
    Evidence least = records.find(DocumentType.valueOf(document), request.receivedAt().toLocalDate(), settles).orElse(null);
    return new Settlement(document, titles.getOrDefault(document, document), least);
  }
}
