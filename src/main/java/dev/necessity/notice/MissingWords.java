package dev.necessity.notice;

import dev.necessity.assessment.References;
import dev.necessity.notice.PolicyTranslations.Missing;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.TableText.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy says and the notices have no words for. A letter then says it in English, or in the
 * table's own words.
 */
public final class MissingWords {

  private static final List<String> PARTS = List.of("title", "needed", "missing", "contradicted");
  private static final String REASON = "Reason";
  private static final String REFERENCES = "references";
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  private MissingWords() {}

  /**
   * A finding for each criterion and language, and one for the sentences that nobody has
   * translated; none of a file that is no policy.
   */
  public static List<Finding> of(PolicyFile file) {
    List<Finding> findings = new ArrayList<>();
    if (file.isPolicy()) {
      for (Language language : Language.values()) {
        Set<Object> known = Wording.texts(language, null).keySet();
        criteria(file)
            .filter(criterion -> !hasPlainWords(file, criterion))
            .forEach(criterion -> words(file, criterion, language, known, findings));
        sentences(file, language, findings);
      }
      references(file, findings);
    }
    return findings;
  }

  /**
   * Numbers in citations that the policy's list of references has not: a letter leaves them out.
   */
  private static void references(PolicyFile file, List<Finding> findings) {
    Set<Integer> listed =
        file.tables().contains(REFERENCES)
            ? file.table(REFERENCES).rows().stream()
                .flatMap(row -> NUMBER.matcher(row.cells().get(0)).results())
                .map(number -> Integer.valueOf(number.group()))
                .collect(Collectors.toSet())
            : Set.of();
    for (String table : file.tables()) {
      file.table(table).rows().stream()
          .flatMap(row -> row.cells().stream())
          .flatMap(cell -> TEXT.matcher(cell).results())
          .flatMap(text -> References.cited(text.group()))
          .filter(number -> !listed.contains(number))
          .distinct()
          .sorted()
          .forEach(
              number ->
                  findings.add(
                      finding(
                          file,
                          table,
                          "A citation names ["
                              + number
                              + "], which the table '"
                              + REFERENCES
                              + "' does not list, so a letter leaves its source out. Add a rule for it there, or correct the citation.")));
    }
  }

  /**
   * Tables with an output of their own id that has a reason beside it: a criterion's table says its
   * status and why.
   */
  private static Stream<String> criteria(PolicyFile file) {
    return file.tables().stream()
        .filter(
            table -> {
              List<String> outputs =
                  file.table(table).columns().stream()
                      .filter(column -> !column.input())
                      .map(Column::detail)
                      .toList();
              return outputs.contains(table) && outputs.contains(table + REASON);
            });
  }

  /** In the policy's own table, in English; what it says is translated as the other tables are. */
  private static boolean hasPlainWords(PolicyFile file, String criterion) {
    return file.tables().contains(PolicyTexts.PLAIN_WORDS)
        && file.table(PolicyTexts.PLAIN_WORDS).rows().stream()
            .anyMatch(row -> row.cells().get(0).equals('"' + criterion + '"'));
  }

  private static void words(
      PolicyFile file,
      String criterion,
      Language language,
      Set<Object> known,
      List<Finding> findings) {
    if (PARTS.stream().anyMatch(part -> !known.contains("criterion." + criterion + "." + part))) {
      findings.add(
          finding(
              file,
              criterion,
              "The notices have no words for this criterion in '"
                  + language.tag()
                  + "', so a letter says it "
                  + (language == Language.EN ? "as the table does" : "in English")
                  + ". Add a rule for it to the table '"
                  + PolicyTexts.PLAIN_WORDS
                  + "'."));
    }
  }

  private static void sentences(PolicyFile file, Language language, List<Finding> findings) {
    List<Missing> missing =
        language == Language.EN ? List.of() : PolicyTranslations.missing(file, language);
    int untranslated = missing.size();
    if (untranslated > 0) {
      findings.add(
          finding(
              file,
              "",
              untranslated
                  + (untranslated == 1 ? " text has" : " texts have")
                  + " no translation into '"
                  + language.tag()
                  + "' and would be quoted in English, the first one "
                  + missing.get(0).where()
                  + ". 'policy translations' lists them; notices/"
                  + file.id()
                  + "_"
                  + language.tag()
                  + ".csv holds them."));
    }
  }

  private static Finding finding(PolicyFile file, String decision, String message) {
    return new Finding(
        Check.NOTICE_WORDS, Severity.WARNING, file.name(), decision, "", "", message);
  }
}
