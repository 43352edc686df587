package dev.necessity.policy.begin;

import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The complete set that a policy begins with: its tables, a form for each document, examples that
 * notice every slip in the tables, and the catalogue with a row for it. It judges requests as it
 * is. What only people can say stands in it as TODO, and the check names each.
 */
public final class NewPolicyFiles {

  private static final List<String> TABLES =
      List.of(
          "criterionList",
          "judgedCriteria",
          "levelOfCare",
          "raisedDoubts",
          "doubts",
          "documentRequests",
          "documents",
          "recommendedSteps",
          "nextSteps",
          "raisedCaveats",
          "caveats",
          "plainWords",
          "references");
  private static final List<String> REQUESTS =
      List.of("documented", "otherwise", "contradicted", "unclear", "nothing-sent");
  private static final Templates TEMPLATES = new Templates();

  private final NewPolicy policy;
  private final List<Document> documents;
  private final List<Criterion> criteria = new ArrayList<>();

  private NewPolicyFiles(NewPolicy policy) {
    this.policy = policy;
    this.documents = documents(policy);
    policy
        .criteria()
        .forEach(
            question -> {
              Document document =
                  documents.stream()
                      .filter(each -> each.title().equals(question.document()))
                      .findFirst()
                      .orElseThrow();
              Criterion criterion =
                  new Criterion(
                      question.id(),
                      question.field(),
                      question.title(),
                      document.name(),
                      document.list());
              criteria.add(criterion);
              document.criteria().add(criterion);
            });
  }

  /**
   * @param field of the document's form that asks for it
   * @param list of the evidence that the records of the document go into
   */
  public record Criterion(String key, String field, String title, String document, String list) {}

  /**
   * @param name by which the policy's tables know it
   */
  public record Document(
      String key, String name, String title, String form, String list, List<Criterion> criteria) {}

  /**
   * The files by their paths, with / between folders.
   *
   * @param policy that is sound
   * @param catalogue that gets the row
   * @param rows of examples of the catalogue, CSV; null where there are none
   * @param finalTables their version, which the policy's cases are decided by
   * @throws NewVersion.RefusedException when the version tag is none
   * @throws LiveRow.RefusedException when no row can be put into the catalogue
   */
  public static Map<String, byte[]> of(
      NewPolicy policy, PolicyFile catalogue, String rows, String finalTables) {
    return new NewPolicyFiles(policy).files(new CatalogueRow(policy, finalTables), catalogue, rows);
  }

  private Map<String, byte[]> files(CatalogueRow row, PolicyFile catalogue, String rows) {
    Map<String, byte[]> files = new TreeMap<>();
    String file = "dmn/" + policy.id() + ".dmn";
    files.put(
        file, NewVersion.of(PolicyFile.read(file, xml("policy.dmn", variables())), policy.tag()));
    documents.forEach(
        document ->
            files.put(
                "forms/" + document.form() + ".form",
                json("document.form", with("document", document))));
    String tables = "examples/tables/" + policy.id() + "/";
    criteria.forEach(
        criterion ->
            files.put(
                tables + criterion.key() + ".csv",
                text("tables/criterion.csv", with("criterion", criterion))));
    TABLES.forEach(
        table -> files.put(tables + table + ".csv", text("tables/" + table + ".csv", variables())));
    REQUESTS.forEach(
        request -> {
          String name = "examples/requests/" + policy.id() + "/" + policy.id() + "-" + request;
          files.put(name + ".json", json("request.json", with("request", request)));
          files.put(name + ".expected.json", json("expected.json", with("request", request)));
        });
    files.put("dmn/policy-catalog.dmn", row.onTopOf(catalogue));
    if (rows != null) {
      files.put(
          "examples/tables/policy-catalog/policyCatalog.csv",
          row.examples(catalogue, rows).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static List<Document> documents(NewPolicy policy) {
    List<Document> documents = new ArrayList<>();
    policy.criteria().stream()
        .map(NewPolicy.Question::document)
        .distinct()
        .forEach(
            title -> {
              String words = Identifier.dashed(title);
              String wanted = words.isEmpty() ? "document" : words;
              String key =
                  Stream.iterate(1, number -> number + 1)
                      .map(number -> number == 1 ? wanted : wanted + "-" + number)
                      .filter(
                          free -> documents.stream().noneMatch(other -> other.key().equals(free)))
                      .findFirst()
                      .orElseThrow();
              // Of the policy's own, so that no other policy's records are meant.
              String form = policy.id() + "-" + key;
              documents.add(
                  new Document(
                      key,
                      Identifier.capitals(key),
                      title,
                      form,
                      Identifier.camel(form),
                      new ArrayList<>()));
            });
    return documents;
  }

  private Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(
        "policy",
        Map.of(
            "id",
            policy.id(),
            "title",
            policy.title(),
            "answer",
            policy.answer(),
            "codes",
            policy.codes()));
    variables.put("criteria", criteria);
    variables.put("documents", documents);
    return variables;
  }

  private Map<String, Object> with(String name, Object value) {
    Map<String, Object> variables = variables();
    variables.put(name, value);
    return variables;
  }

  private static byte[] xml(String template, Map<String, Object> variables) {
    return TEMPLATES.fill(Templates.Kind.XML, template, variables);
  }

  private static byte[] json(String template, Map<String, Object> variables) {
    return TEMPLATES.fill(Templates.Kind.JSON, template, variables);
  }

  private static byte[] text(String template, Map<String, Object> variables) {
    return TEMPLATES.fill(Templates.Kind.TEXT, template, variables);
  }
}
