package dev.necessity.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/**
 * Puts together what evidence may hold: of every document form the list that its record goes into.
 */
final class EvidenceSchema {

  private static final int MOST_RECORDS = 100;
  private static final String RECORD = "record.";

  private EvidenceSchema() {}

  /**
   * The schema of a request with that of its evidence.
   *
   * @param request all but the evidence's lists
   * @param forms two of them may fill the same list, with equal records
   * @throws IllegalArgumentException naming the list and both forms, when their records differ
   */
  static ObjectNode compose(ObjectNode request, Collection<DocumentForm> forms) {
    ObjectNode schema = request.deepCopy();
    ObjectNode lists = schema.withObject("/$defs/evidence/properties");
    ObjectNode records = schema.withObject("/$defs");
    forms.stream()
        .filter(form -> form.list() != null)
        .forEach(
            form -> {
              ObjectNode record = FormSchema.of(form);
              ObjectNode list = list(form);
              if (lists.has(form.list())
                  && !(lists.get(form.list()).equals(list)
                      && records.get(RECORD + form.list()).equals(record))) {
                throw new IllegalArgumentException(
                    "The form "
                        + form.id()
                        + " defines records of "
                        + form.list()
                        + " that differ from another form's.");
              }
              lists.set(form.list(), list);
              records.set(RECORD + form.list(), record);
            });
    return schema;
  }

  private static ObjectNode list(DocumentForm form) {
    ObjectNode record =
        JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + RECORD + form.list());
    ObjectNode list =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "array")
            .put("maxItems", MOST_RECORDS)
            .set("items", record);
    if (!form.single()) {
      return list;
    }
    ObjectNode listOrOne = JsonNodeFactory.instance.objectNode();
    listOrOne.putObject("if").put("type", "array");
    return listOrOne.<ObjectNode>set("then", list).set("else", record.deepCopy());
  }
}
