package dev.necessity.casework.review;

import dev.necessity.cases.CaseVariables;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyNotFoundException;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the tables of {@code review-outcome.dmn} say of a medical director's decision as a whole,
 * and the specialties that they list.
 */
@Component
public class ReviewRules {

  private static final String PROBLEMS = "reviewProblems";
  private static final String SPECIALTIES = "reviewerSpecialties";

  private final Policies policies;
  private final CaseVariables variables;

  ReviewRules(Policies policies, CaseVariables variables) {
    this.policies = policies;
    this.variables = variables;
  }

  /**
   * A decision as the table {@code reviewProblems} reads it; what the form leaves out is NOT_STATED
   * or 0, never absent.
   *
   * @param recommended disposition of the policy
   * @param specialty FIT, OTHER or NOT_LISTED
   */
  record Entered(
      String decision,
      String recommended,
      String procedure,
      String setting,
      BigDecimal inpatientDays,
      String requestedSetting,
      BigDecimal requestedDays,
      boolean rationaleRepeats,
      String specialty,
      int specialtyReasonLength) {}

  /**
   * @param fit for the requested procedure
   */
  public record Specialty(String code, String name, boolean fit) {

    /** As a form offers it. */
    String label() {
      return name + " (" + code + ")" + (fit ? ", fit for the procedure" : "");
    }

    private static Specialty of(Map<String, Object> row) {
      return new Specialty(
          (String) row.get("specialtyCode"),
          (String) row.get("specialtyName"),
          Boolean.TRUE.equals(row.get("specialtyFit")));
    }
  }

  /** One of those that a field of a form offers. */
  record Choice(String label, String value) {}

  /**
   * @throws InvalidRequestException naming every problem with its field
   */
  void check(Entered entered) {
    DecisionDiagram table =
        table(PROBLEMS)
            .orElseThrow(
                () ->
                    FormProblem.of(
                        "decision",
                        "the deployed file review-outcome has no table "
                            + PROBLEMS
                            + ", so no decision can be checked; ask an analyst to deploy one that has"));
    List<Violation> problems =
        table.evaluate(PROBLEMS, Map.of("entered", variables.convert(entered, Map.class))).stream()
            .map(
                row ->
                    new Violation("/" + row.get("problemField"), (String) row.get("problemText")))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(problems);
    }
  }

  /** What a form offers to choose from. */
  public List<Choice> choices(String procedureCode) {
    return specialties(procedureCode).stream()
        .map(specialty -> new Choice(specialty.label(), specialty.code()))
        .toList();
  }

  private List<Specialty> specialties(String procedureCode) {
    return table(SPECIALTIES).stream()
        .flatMap(
            table -> table.evaluate(SPECIALTIES, Map.of("procedureCode", procedureCode)).stream())
        .map(Specialty::of)
        .toList();
  }

  /**
   * The specialty of the list that somebody chose who is asked for nothing else of it.
   *
   * @throws InvalidRequestException when it is not in the list
   */
  public Specialty listed(String procedureCode, String codeOrName) {
    return specialty(procedureCode, codeOrName)
        .orElseThrow(
            () ->
                FormProblem.of(
                    "reviewerSpecialty",
                    "choose one of the specialties that the form lists, by its code or its name"));
  }

  /** The specialty of the list that is meant by its code or by its name. */
  Optional<Specialty> specialty(String procedureCode, String codeOrName) {
    return specialties(procedureCode).stream()
        .filter(each -> each.code().equals(codeOrName) || each.name().equalsIgnoreCase(codeOrName))
        .findFirst();
  }

  /** Empty where a file is live that an earlier version brought, or somebody deployed. */
  private Optional<DecisionDiagram> table(String decision) {
    try {
      return Optional.of(policies.table(decision));
    } catch (PolicyNotFoundException older) {
      return Optional.empty();
    }
  }
}
