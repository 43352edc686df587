package dev.necessity.policy.mutate;

import dev.necessity.policy.example.FileExamples.Rows;
import dev.necessity.policy.example.TableExamples;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/**
 * Changes a decision file in one place after the other, and asks its examples whether they notice:
 * first the rows of the changed table, which are quick, and only where they do not, the whole
 * requests.
 */
public final class MutationRun {

  private final PolicyFile file;
  private final Rows rows;
  private final Predicate<DecisionDiagram> requests;
  private final Budgets budgets;
  private final DmnEngine engine = PolicyEngine.create();
  private final Map<String, Optional<TableExamples>> tables = new HashMap<>();

  /**
   * @param requests whether an example request gets another answer from a changed file than is
   *     expected
   */
  public MutationRun(
      PolicyFile file, Rows rows, Predicate<DecisionDiagram> requests, Budgets budgets) {
    this.file = file;
    this.rows = rows;
    this.requests = requests;
    this.budgets = budgets;
  }

  /** Who is told how far a run is. */
  public interface Progress {

    void done(int changes, int of);
  }

  /**
   * @param unnoticed those of all changes that no example notices
   */
  public record MutationResult(List<Mutation> all, List<Mutation> unnoticed) {}

  /**
   * Tries every change.
   *
   * @throws IOException when rows exist but cannot be read
   * @throws IllegalArgumentException when examples fail as the file stands, so that they tell
   *     nothing of a change
   */
  public MutationResult run(Progress progress) throws IOException {
    if (requests.test(DecisionDiagram.of(engine, file.model()))) {
      throw new IllegalArgumentException(
          "An example request fails as the file stands, so it tells nothing of a change. Run policy examples first.");
    }
    List<Mutation> all = Mutations.of(file);
    List<Mutation> unnoticed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      progress.done(i, all.size());
      Mutation mutation = all.get(i);
      String decision = mutation.place().decision();
      if (!tables.containsKey(decision)) {
        tables.put(decision, examples(decision));
      }
      if (!noticed(mutation, tables.get(decision))) {
        unnoticed.add(mutation);
      }
    }
    return new MutationResult(all, List.copyOf(unnoticed));
  }

  /** Which example would notice a change that none does, in an analyst's words. */
  public String advice(Mutation mutation) {
    String decision = mutation.place().decision();
    return MissingExample.advice(
        mutation,
        file.tables().contains(decision) ? Optional.of(file.table(decision)) : Optional.empty(),
        tables.get(decision),
        budgets);
  }

  private boolean noticed(Mutation mutation, Optional<TableExamples> examples) {
    // What a column of a table asks is answered by the row itself.
    boolean shownToRows = mutation.place().part() != Mutation.Part.QUESTION;
    if (shownToRows
        && examples.filter(table -> table.failAfter(mutation::applyTo, budgets)).isPresent()) {
      return true;
    }
    DmnModelInstance changed = file.model().clone();
    mutation.applyTo(changed);
    return requests.test(DecisionDiagram.of(engine, changed));
  }

  private Optional<TableExamples> examples(String decision) throws IOException {
    Optional<Reader> csv = rows.open(decision);
    if (csv.isEmpty()) {
      return Optional.empty();
    }
    try (Reader content = csv.get()) {
      TableExamples examples = TableExamples.of(file.model(), decision, content);
      if (!examples.run(budgets).failures().isEmpty()) {
        throw new IllegalArgumentException(
            rows.name(decision)
                + ": a row fails as the file stands, so it tells nothing of a change. Run policy examples first.");
      }
      return Optional.of(examples);
    }
  }
}
