package dev.necessity.determination.notice;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.TableText;
import dev.necessity.policy.TableText.Column;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a policy says and the notices have no words for. A letter then says it in English, or in the table's own words. */
public final class MissingWords {

  private static final List<String> PARTS = List.of("title", "needed", "missing", "contradicted");
  private static final String REASON = "Reason";

  private MissingWords() {}

  /** A finding for each criterion and language, and one for the sentences that nobody has translated; none of a file that is no policy. */
  public static List<Finding> of(PolicyFile file) {
    List<Finding> findings = new ArrayList<>();
    if (file.isPolicy()) {
      for (Language language : Language.values()) {
        Set<Object> known = Wording.texts(language, null).keySet();
        file.tables().forEach(table -> criteria(table, file.table(table)).forEach(criterion -> words(file, table, criterion, language, known, findings)));
        sentences(file, language, findings);
      }
    }
    return findings;
  }

  /** The outputs of a table that have a reason beside them: a criterion's table says its status and why. */
  private static Stream<String> criteria(String decision, TableText table) {
    List<String> outputs = table.columns().stream().filter(column -> !column.input()).map(Column::detail).toList();
    return outputs.stream().filter(output -> output.equals(decision) && outputs.contains(output + REASON));
  }

  private static void words(PolicyFile file, String table, String criterion, Language language, Set<Object> known, List<Finding> findings) {
    String missing = PARTS.stream().map(part -> "criterion." + criterion + "." + part).filter(key -> !known.contains(key)).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      findings.add(finding(file, table, "The notices have no words for this criterion (" + missing + "), so a letter says it "
          + (language == Language.EN ? "as the table does" : "in English") + ". Write them in notices/criteria_" + language.tag() + ".properties."));
    }
  }

  private static void sentences(PolicyFile file, Language language, List<Finding> findings) {
    int untranslated = language == Language.EN ? 0 : PolicyTranslations.missing(file, language).size();
    if (untranslated > 0) {
      findings.add(finding(file, "", untranslated + (untranslated == 1 ? " sentence has" : " sentences have") + " no translation into '" + language.tag()
          + "' and would be quoted in English. 'policy translations' lists them; notices/policy_" + language.tag() + ".csv holds them."));
    }
  }

  private static Finding finding(PolicyFile file, String decision, String message) {
    return new Finding(Check.NOTICE_WORDS, Severity.WARNING, file.name(), decision, "", "", message);
  }
}
