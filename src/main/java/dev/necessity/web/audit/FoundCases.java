package dev.necessity.web.audit;

import dev.necessity.audit.search.CaseIndex.Page;
import dev.necessity.audit.search.Search;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The search for cases and what it found, for the template {@code audit/search}.
 *
 * @param fields of the form
 * @param total in words
 * @param query of the address, each field with an ampersand behind it
 */
record FoundCases(List<Field> fields, Page found, String total, String query) {

  /**
   * @param value null where nothing is asked for
   */
  record Field(String name, String label, String type, String value) {

    private static Field text(String name, String label, Object value) {
      return new Field(name, label, "text", value == null ? null : value.toString());
    }

    private static Field date(String name, String label, Object value) {
      return new Field(name, label, "date", value == null ? null : value.toString());
    }
  }

  static FoundCases of(Search search, Page found) {
    List<Field> fields =
        List.of(
            Field.text("caseNumber", "Case number, or its beginning", search.caseNumber()),
            Field.date("receivedFrom", "Received from (included)", search.receivedFrom()),
            Field.date("receivedTo", "Received before", search.receivedTo()),
            Field.text("policyId", "Policy", search.policyId()),
            Field.text("policyVersion", "Policy version", search.policyVersion()),
            Field.text("disposition", "Disposition, as DO_NOT_CERTIFY", search.disposition()),
            Field.text("criterion", "Criterion, by its id", search.criterion()),
            Field.text("status", "Its last status, as NOT_MET", search.status()),
            Field.text("rule", "Rule that fired, by its id", search.rule()),
            Field.text("person", "Person who acted, by user id", search.person()));
    return new FoundCases(fields, found, total(found), query(fields.stream()));
  }

  private static String total(Page page) {
    int first = page.page() * page.size();
    return (page.totalIsMore() ? "More than " : "")
        + String.format(Locale.ROOT, "%,d", page.total())
        + (page.total() == 1 ? " case" : " cases")
        + (page.items().isEmpty()
            ? ""
            : ", " + (first + 1) + " to " + (first + page.items().size()) + " below")
        + ".";
  }

  private static String query(Stream<Field> fields) {
    return fields
        .filter(field -> field.value() != null)
        .map(
            field ->
                field.name() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8) + "&")
        .collect(Collectors.joining());
  }
}
