package dev.necessity.policy.model;

import dev.necessity.feel.CompiledDecision.Firing;
import dev.necessity.feel.FeelTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy as requests are judged by it: its own file, and the final tables that go on from what
 * the file answers. Each is pinned to a case in one version; together they give one assessment.
 *
 * @param decision key of the file's top decision
 * @param finalTables null where the file ends in a determination of its own
 */
public record Policy(String decision, DecisionDiagram own, DecisionDiagram finalTables) {

  /** Id of the file of the final tables, in each of its versions. */
  private static final String FINAL_TABLES = "determination-tables";

  /** Key of the final tables' top decision. */
  public static final String FINAL_DECISION = PolicyKeys.of(FINAL_TABLES, "wholeAssessment");

  /** What the final tables call that which the policy's own file answers. */
  public static final String ANSWER = "policyAnswer";

  /** The table that says how a document is asked for, and its column with the document's name. */
  public static final String DOCUMENT_REQUESTS = "documentRequests";

  public static final String DOCUMENT = "requestedDocument";

  /** The table of a file that ends in a determination of its own. */
  public static final String END = "whatNext";

  /** Whether the file with an id is that of the final tables, of whatever version. */
  public static boolean isFinalTables(String file) {
    return FINAL_TABLES.equals(file);
  }

  /** What both files read of the lists of records. */
  public FactsRead factsRead() {
    return finalTables == null ? own.factsRead() : own.factsRead().and(finalTables.factsRead());
  }

  /**
   * How the documents that the policy knows are asked for: the rows of its table, in their order.
   * The tables of earlier versions list what is missing of them: there all are said to be.
   */
  public List<Map<String, Object>> documentRequests() {
    DecisionDiagram file = holding(DOCUMENT_REQUESTS);
    return file.has(DOCUMENT_REQUESTS)
        ? file.detached(DOCUMENT_REQUESTS)
            .evaluate(
                DOCUMENT_REQUESTS, Map.of("missingDocuments", names(file.table(DOCUMENT_REQUESTS))))
        : List.of();
  }

  private static List<Object> names(TableText table) {
    int column =
        table.columns().stream()
            .map(each -> each.input() ? "" : String.valueOf(each.detail()))
            .toList()
            .indexOf(DOCUMENT);
    return table.rows().stream()
        .flatMap(
            row ->
                FeelTree.expression(row.cells().get(column)).flatMap(FeelTree::constant).stream())
        .toList();
  }

  /** The file that holds a decision which is the policy's own or of the final tables. */
  public DecisionDiagram holding(String key) {
    return finalTables != null && finalTables.has(key) ? finalTables : own;
  }

  /**
   * Judges what is known of a request; quicker when another version of the policy judged the same
   * variables before.
   *
   * @param variables facts and documentation
   * @param before what the other version said, or null
   */
  public Judgement judge(Map<String, ?> variables, Judgement before) {
    boolean sameFile =
        before != null
            && before.policy.own == own
            && before.policy.decision.equals(decision)
            && before.variables == variables;
    DecisionDiagram.Judgement answer =
        sameFile
            ? before.answer
            : own.judge(decision, variables, before == null ? null : before.answer);
    if (finalTables == null) {
      return new Judgement(this, variables, answer, Map.of(), answer);
    }
    Map<String, Object> handedOn = new HashMap<>(variables);
    handedOn.put(ANSWER, answer.context());
    boolean goesOn = before != null && before.policy.finalTables != null;
    if (goesOn && before.handedOn.equals(handedOn)) {
      // The very same map tells the evaluation that nothing it reads was given otherwise.
      handedOn = before.handedOn;
    }
    return new Judgement(
        this,
        variables,
        answer,
        handedOn,
        finalTables.judge(FINAL_DECISION, handedOn, goesOn ? before.whole : null));
  }

  /**
   * What a policy said.
   *
   * @param answer of the policy's own file
   * @param handedOn what the final tables read; empty where there are none
   * @param whole of the final tables; where there are none, the answer
   */
  public record Judgement(
      Policy policy,
      Map<String, ?> variables,
      DecisionDiagram.Judgement answer,
      Map<String, Object> handedOn,
      DecisionDiagram.Judgement whole) {

    /** The assessment and what the process turns on. */
    public Map<String, Object> context() {
      return whole.context();
    }

    /** A part of it, which the names lead to; of a list, that part of each of its items. */
    public Object part(String... names) {
      return whole.part(names);
    }

    /**
     * What each table did but for those of which it is known that they did the same in another
     * judgement of the same variables.
     */
    public Map<String, Firing> firingsUnlike(Judgement other) {
      if ((policy.finalTables == null) != (other.policy.finalTables == null)) {
        return firings();
      }
      Map<String, Firing> firings = new LinkedHashMap<>(answer.firingsUnlike(other.answer));
      if (policy.finalTables != null) {
        firings.putAll(whole.firingsUnlike(other.whole));
      }
      return firings;
    }

    /** What each table did, in the order of evaluation. */
    public Map<String, Firing> firings() {
      Map<String, Firing> firings = new LinkedHashMap<>(answer.firings().get());
      firings.putAll(whole.firings().get());
      return firings;
    }
  }
}
