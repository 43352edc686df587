package dev.necessity.policy.check;

import dev.necessity.feel.FeelSyntax;
import dev.necessity.policy.check.Findings.Place;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.Documents;
import dev.necessity.work.Budget;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/**
 * Finds what is wrong with a DMN file before anyone deploys it. Nothing in the file is evaluated
 * but cells that compare with constants, within a budget for each table and for the file, so that
 * no file can keep the check busy. Thread-safe.
 */
public final class PolicyCheck {

  private static final long STEPS = 100_000_000;
  private static final long STEPS_OF_A_TABLE = 10_000_000;
  private static final long STEPS_OF_ALL_TABLES = 60_000_000;
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final int NAMED = 3;

  private final DmnEngine engine = PolicyEngine.create();
  private final FeelSyntax syntax = new FeelSyntax();

  /**
   * Checks one file.
   *
   * @param fileName how the findings name it
   * @return all findings, errors first; empty when the file is fit to be deployed. A file that
   *     cannot be read is a finding
   */
  public List<Finding> check(String fileName, byte[] content) {
    try {
      return check(PolicyFile.read(fileName, content));
    } catch (PolicyFile.UnreadableException e) {
      return List.of(Finding.ofFile(Check.UNREADABLE, fileName, e.getMessage()));
    }
  }

  /** Checks a file that was read already, beside the forms that are packaged. */
  public List<Finding> check(PolicyFile file) {
    return check(file, Documents.packaged());
  }

  /**
   * @param documents the forms that say what the file reads of records
   */
  public List<Finding> check(PolicyFile file, Documents documents) {
    Findings findings = new Findings(file.name());
    try {
      Names names = Names.of(file.model());
      Shapes shapes = Shapes.of(names, documents);
      new Budget(STEPS, TIME)
          .run(
              () -> {
                look(file, names, shapes, findings);
                return null;
              });
      rules(file, names, shapes, findings);
    } catch (Budget.ExhaustedException tooLarge) {
      findings.error(
          Check.TOO_LARGE_TO_ANALYSE,
          Place.FILE,
          "The check of the file does not end in reasonable time ("
              + tooLarge.getMessage()
              + "), so nobody could vouch for it. Its largest tables are "
              + largest(file)
              + ": split them, or split the file.");
    } catch (StackOverflowError tooDeep) {
      findings.error(
          Check.TOO_LARGE_TO_ANALYSE,
          Place.FILE,
          "An expression of the file is nested too deeply to be looked at. Split it into decisions of their own.");
    }
    return findings.all().stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }

  /**
   * What a file reads otherwise than the forms give it, and whatever else is wrong with an
   * expression or a cell; its rules are not looked at.
   */
  public List<Finding> reads(PolicyFile file, Documents documents) {
    Names names = Names.of(file.model());
    return reads(file, names, Shapes.of(names, documents));
  }

  /**
   * @param before other forms, in the place of which the documents are to come
   */
  List<Finding> reads(PolicyFile file, Documents documents, Documents before) {
    Names names = Names.of(file.model());
    return reads(file, names, Shapes.of(names, documents, before));
  }

  private static List<Finding> reads(PolicyFile file, Names names, Shapes shapes) {
    Findings findings = new Findings(file.name());
    new Budget(STEPS, TIME)
        .run(
            () -> {
              new ExpressionCheck(file.model(), names, shapes, findings).run();
              tables(file)
                  .forEach(
                      decision ->
                          new CellCheck(Table.of(decision, names), names, shapes, findings).run());
              return null;
            });
    return findings.all().stream().filter(Finding::isError).toList();
  }

  private static Stream<Decision> tables(PolicyFile file) {
    return file.model().getModelElementsByType(Decision.class).stream()
        .filter(decision -> decision.getExpression() instanceof DecisionTable);
  }

  private void look(PolicyFile file, Names names, Shapes shapes, Findings findings) {
    // What is known of a cell says more than what follows from it.
    tables(file)
        .forEach(
            decision ->
                findings.look(
                    Place.of(decision.getId()),
                    () -> {
                      Table table = Table.of(decision, names);
                      new CellCheck(table, names, shapes, findings).run();
                      new TableCheck(table, names, findings).run();
                    }));
    findings.look(Place.FILE, () -> syntax(file, findings));
    findings.look(Place.FILE, new LanguageCheck(file.model(), findings)::run);
    findings.look(Place.FILE, new StructureCheck(file, names, findings)::run);
    findings.look(
        Place.FILE, () -> new ExpressionCheck(file.model(), names, shapes, findings).run());
    findings.look(Place.FILE, new AnswerCheck(names, shapes, findings)::run);
    findings.look(Place.FILE, () -> TodoCheck.look(file, findings));
    findings.look(Place.FILE, () -> StaleNumbers.look(file, findings));
    if (findings.all().stream().noneMatch(Finding::isError)) {
      engineAccepts(file, findings);
    }
  }

  /**
   * Each table has a budget of its own, and the small ones come first: what one takes is not
   * missing to another.
   */
  private static void rules(PolicyFile file, Names names, Shapes shapes, Findings findings) {
    Budget all = new Budget(STEPS_OF_ALL_TABLES, TIME);
    tables(file)
        .sorted(Comparator.comparingInt(PolicyCheck::rows))
        .forEach(
            decision ->
                findings.look(
                    Place.of(decision.getId()),
                    () -> rules(decision, names, shapes, all, findings)));
  }

  private static void rules(
      Decision decision, Names names, Shapes shapes, Budget all, Findings findings) {
    boolean wrong =
        findings.all().stream()
            .anyMatch(finding -> finding.isError() && finding.decision().equals(decision.getId()));
    try {
      all.run(
          () ->
              new Budget(STEPS_OF_A_TABLE, TIME)
                  .run(
                      () -> {
                        new RuleCheck(Table.of(decision, names), names, shapes, findings, wrong)
                            .run();
                        return null;
                      }));
    } catch (Budget.ExhaustedException tooLarge) {
      findings.error(
          Check.TOO_LARGE_TO_ANALYSE,
          Place.of(decision.getId()),
          "The table is not analysed to its end, because it has too many combinations to look for all gaps and overlaps ("
              + tooLarge.getMessage()
              + "). Split it into smaller tables.");
    }
  }

  private static int rows(Decision decision) {
    return ((DecisionTable) decision.getExpression()).getRules().size();
  }

  private static String largest(PolicyFile file) {
    return tables(file)
        .sorted(Comparator.comparingInt(PolicyCheck::rows).reversed())
        .limit(NAMED)
        .map(decision -> "'" + decision.getId() + "'")
        .collect(Collectors.joining(", "));
  }

  private void syntax(PolicyFile file, Findings findings) {
    for (FeelSyntax.Finding finding : syntax.check(file.model())) {
      Place place = Place.of(finding.decisionId());
      if (finding.row() > 0) {
        place = place.row(finding.row(), finding.ruleId());
      }
      if (!findings.hasErrorAt(place.cell(finding.cell()))) {
        findings.error(
            Check.FEEL_SYNTAX,
            place.cell(finding.cell()),
            "This is not FEEL: "
                + finding.message()
                + ". Correct it; if it is a text, put it in quotes.");
      }
    }
  }

  /**
   * The last word is the engine's: it refuses some files that are wrong in ways that have no check
   * of their own.
   */
  private void engineAccepts(PolicyFile file, Findings findings) {
    try {
      engine.parseDecisions(file.model());
    } catch (RuntimeException e) {
      findings.error(
          Check.ENGINE, Place.FILE, "The engine would refuse this file: " + e.getMessage());
    }
  }
}
