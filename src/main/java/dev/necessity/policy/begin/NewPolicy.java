package dev.necessity.policy.begin;

import dev.necessity.policy.model.PolicyKeys;
import dev.necessity.request.Procedure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an analyst says of a policy that is to be begun.
 *
 * @param id of the file, by which cases and pages know the policy
 * @param codes of the procedures that it is for
 * @param tag the version tag of its decisions
 */
public record NewPolicy(
    String id, String title, String tag, List<String> codes, List<Question> criteria) {

  private static final int LONGEST_ID = 60;
  private static final int LONGEST_TITLE = 300;
  private static final int MOST_CODES = 50;
  private static final int MOST_CRITERIA = 60;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern CRITERION = Pattern.compile("[a-z][A-Za-z0-9]*");

  /**
   * What a title cannot be written with: it stands in one line of a file of examples, where a bar
   * is between two texts, and in FEEL, which has its own use of the backslash.
   */
  private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029|\\\\]");

  /** Names that the new file or its forms use otherwise, and words of FEEL. */
  private static final Set<String> TAKEN =
      Set.of(
          "facts",
          "reference",
          "references",
          "criterionList",
          "criterionId",
          "criterionTitle",
          "criterionCritical",
          "criterionRequirement",
          "criterionCitation",
          "criterionDocuments",
          "criterionStatus",
          "criterionReason",
          "criterionEvidence",
          "judgedCriteria",
          "plainWords",
          "plainTitle",
          "plainNeeded",
          "plainMissing",
          "plainContradicted",
          "criterion",
          "anotherCriterion",
          "i",
          "levelOfCare",
          "setting",
          "inpatientDays",
          "settingAdverse",
          "settingReason",
          "settingCitation",
          "raisedDoubts",
          "doubt",
          "doubts",
          "doubtText",
          "doubtCitation",
          "doubtGroup",
          "doubtEvidence",
          "documentRequests",
          "requestedDocument",
          "documentTitle",
          "documentForm",
          "documentGroup",
          "documents",
          "recommendedSteps",
          "nextStep",
          "nextStepCitation",
          "nextSteps",
          "raisedCaveats",
          "caveat",
          "caveatCitation",
          "caveats",
          "available",
          "unavailableReason",
          "more",
          "id",
          "replaces",
          "correction",
          "source",
          "date",
          "evidence",
          "item",
          "if",
          "then",
          "else",
          "for",
          "in",
          "return",
          "some",
          "every",
          "satisfies",
          "between",
          "and",
          "or",
          "not",
          "null",
          "true",
          "false",
          "instance",
          "of",
          "function",
          "external",
          "time",
          "duration",
          "string",
          "number",
          "count",
          "list",
          "context",
          "get",
          "contains",
          "partial");

  /**
   * A criterion.
   *
   * @param document title of the document that settles it; several criteria may name one
   */
  public record Question(String id, String title, String document) {

    /**
     * The field of the document's form that asks for it; not the criterion's own id, which is what
     * its table gives.
     */
    String field() {
      return "shows" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    /** What its table and its form give a value to. */
    private Stream<String> names() {
      return Stream.of(id, id + "Reason", id + "Evidence", field());
    }
  }

  /** The policy cannot be begun; the message says why, each reason in a line, and what to do. */
  public static final class RefusedException extends RuntimeException {

    public RefusedException(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  /** Id of the decision with the policy's answer. */
  String answer() {
    return Identifier.camel(id) + "Answer";
  }

  /**
   * What was said, if a policy can be begun with it.
   *
   * @param existing ids of the policies and tables that there are
   * @throws RefusedException with everything that it cannot be begun for
   */
  public NewPolicy sound(Collection<String> existing) {
    List<String> problems = new ArrayList<>();
    if (!ID.matcher(id).matches() || id.length() > LONGEST_ID) {
      problems.add(
          "The id '"
              + shown(id)
              + "' is none. Write at most "
              + LONGEST_ID
              + " small letters and digits, beginning with a letter, with single dashes between words, as iron-infusion.");
    } else if (existing.contains(id)) {
      problems.add(
          "There is a policy or a table with the id '"
              + id
              + "' already. Choose another id, or begin a new version of that policy.");
    } else if (PolicyKeys.PAGES.contains(id)) {
      problems.add(
          "The workbench has a page of its own at '"
              + id
              + "', so the policy would have none. Choose another id.");
    } else if (TAKEN.contains(id)) {
      problems.add(
          "The id '" + id + "' is used in every policy for something else. Choose another one.");
    }
    title(problems, "The title of the policy", title);
    codes(problems);
    criteria(problems);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return this;
  }

  private void codes(List<String> problems) {
    if (codes.isEmpty() || codes.size() > MOST_CODES) {
      problems.add("Give 1 to " + MOST_CODES + " procedure codes that the policy is for.");
    }
    codes.stream()
        .filter(code -> !Procedure.isCode(code))
        .forEach(
            code ->
                problems.add(
                    "The procedure code '"
                        + shown(code)
                        + "' is none. A code has five digits and capital letters, as J1439."));
  }

  private void criteria(List<String> problems) {
    if (criteria.isEmpty() || criteria.size() > MOST_CRITERIA) {
      problems.add("Give 1 to " + MOST_CRITERIA + " criteria.");
    }
    Set<String> names = new HashSet<>(Set.of(id, answer()));
    for (Question criterion : criteria) {
      if (!CRITERION.matcher(criterion.id()).matches() || criterion.id().length() > LONGEST_ID) {
        problems.add(
            "The criterion's id '"
                + shown(criterion.id())
                + "' is none. Write at most "
                + LONGEST_ID
                + " letters and digits, beginning with a small letter, as ferritinLow.");
      } else if (TAKEN.contains(criterion.id())) {
        problems.add(
            "The criterion's id '"
                + criterion.id()
                + "' is a word of FEEL, or every policy uses it for something else. Choose another one.");
      } else if (!criterion.names().allMatch(names::add)) {
        problems.add(
            "The criterion's id '"
                + criterion.id()
                + "' is there twice, or its table would give a value under a name that is used already. Choose another one.");
      }
      title(
          problems,
          "The title of the criterion '" + shown(criterion.id()) + "'",
          criterion.title());
      title(
          problems,
          "The document of the criterion '" + shown(criterion.id()) + "'",
          criterion.document());
    }
  }

  private static void title(List<String> problems, String what, String text) {
    if (text.isBlank() || text.length() > LONGEST_TITLE || UNWRITABLE.matcher(text).find()) {
      problems.add(
          what
              + " needs 1 to "
              + LONGEST_TITLE
              + " characters in one line, without | and \\. Correct it.");
    }
  }

  private static String shown(String text) {
    return text.length() > LONGEST_ID ? text.substring(0, LONGEST_ID) + "…" : text;
  }
}
