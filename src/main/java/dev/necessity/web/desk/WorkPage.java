package dev.necessity.web.desk;

import dev.necessity.cases.CaseState;
import dev.necessity.cases.Worklist.Row;
import dev.necessity.casework.sheet.RequestSummary;
import dev.necessity.notice.Wording;
import dev.necessity.web.desk.WorkWanted.Whose;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of cases with work to do, for the template {@code desk/work}.
 *
 * @param query of the address, each field with an ampersand behind it
 * @param number of the page, from 0
 */
record WorkPage(
    WorkWanted wanted,
    List<Choice> whose,
    List<Choice> states,
    List<Listed> cases,
    String query,
    int number,
    boolean more) {

  private static final Map<Whose, String> WHOSE =
      Map.of(
          Whose.ALL, "anybody's",
          Whose.MINE, "mine",
          Whose.GROUP, "offered to my groups",
          Whose.UNASSIGNED, "nobody's yet");

  /** What a form offers to choose. */
  record Choice(String value, String text) {}

  record Listed(
      String caseNumber,
      ShownClock clock,
      String due,
      String state,
      String urgency,
      String lineOfBusiness,
      String policy,
      String tasks) {}

  /**
   * @param rows one more than a page has where there are more
   */
  static WorkPage of(
      WorkWanted wanted,
      List<Row> rows,
      int number,
      int size,
      Map<String, String> people,
      Wording words,
      OffsetDateTime now) {
    return new WorkPage(
        wanted,
        Arrays.stream(Whose.values())
            .map(whose -> new Choice(whose.name(), WHOSE.get(whose)))
            .toList(),
        Stream.concat(
                Stream.of(new Choice("", "any")),
                Arrays.stream(CaseState.values())
                    .filter(state -> !state.ended())
                    .map(state -> new Choice(state.name(), RequestSummary.words(state))))
            .toList(),
        rows.stream().limit(size).map(row -> listed(row, people, words, now)).toList(),
        query(wanted),
        number,
        rows.size() > size);
  }

  private static Listed listed(
      Row row, Map<String, String> people, Wording words, OffsetDateTime now) {
    return new Listed(
        row.caseNumber(),
        ShownClock.of(row.dueAt(), row.priority(), now),
        row.dueAt() == null ? "" : words.instant(row.dueAt().toString()),
        RequestSummary.words(row.state()),
        RequestSummary.words(row.urgency()),
        RequestSummary.words(row.lineOfBusiness()),
        row.policyId() == null ? "none" : row.policyId(),
        tasks(row, people));
  }

  private static String tasks(Row row, Map<String, String> people) {
    return (row.tasks() == 1 ? "1 task" : row.tasks() + " tasks")
        + (row.people().isEmpty()
            ? ""
            : ", with " + row.people().stream().map(people::get).collect(Collectors.joining(", ")));
  }

  private static String query(WorkWanted wanted) {
    List<String> fields = new ArrayList<>();
    fields.add("whose=" + wanted.whose());
    if (wanted.state() != null) {
      fields.add("state=" + wanted.state());
    }
    if (wanted.policyId() != null) {
      fields.add("policyId=" + URLEncoder.encode(wanted.policyId(), StandardCharsets.UTF_8));
    }
    if (wanted.overdue()) {
      fields.add("overdue=true");
    }
    if (wanted.expedited()) {
      fields.add("expedited=true");
    }
    if (wanted.caseNumber() != null) {
      fields.add("caseNumber=" + URLEncoder.encode(wanted.caseNumber(), StandardCharsets.UTF_8));
    }
    return fields.stream().map(field -> field + "&").collect(Collectors.joining());
  }
}
