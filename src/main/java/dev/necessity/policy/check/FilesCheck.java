package dev.necessity.policy.check;

import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds what is wrong with files that are to be used together: with each decision file and each
 * form alone, and with each beside the others.
 */
public final class FilesCheck {

  private final PolicyCheck check = new PolicyCheck();

  /**
   * @param files decision files and forms, content by name
   * @param live forms that are in use already
   * @param policies that are live beside the files, given some of these; asked for only when they
   *     are needed
   * @return what is found of each file, in their order; nothing for one that is sound
   */
  public Map<String, List<Finding>> check(
      Map<String, byte[]> files,
      List<DocumentForm> live,
      UnaryOperator<List<PolicyFile>> policies) {
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    Map<String, byte[]> forms = new LinkedHashMap<>();
    List<PolicyFile> decisions = new ArrayList<>();
    files.forEach(
        (name, content) -> {
          findings.put(name, new ArrayList<>());
          if (FormCheck.isForm(name)) {
            forms.put(name, content);
            return;
          }
          try {
            decisions.add(PolicyFile.read(name, content));
          } catch (PolicyFile.UnreadableException e) {
            findings.get(name).add(Finding.ofFile(Check.UNREADABLE, name, e.getMessage()));
          }
        });
    Documents documents = Documents.packaged().and(live).and(FormCheck.sound(forms));
    decisions.forEach(file -> findings.get(file.name()).addAll(check.check(file, documents)));
    try {
      between(decisions, forms, live, policies)
          .forEach(finding -> findings.get(finding.file()).add(finding));
    } catch (RuntimeException unforeseen) {
      // Nobody knows which of them it is; what was found of each alone stands.
      findings.forEach(
          (file, found) ->
              found.add(Finding.ofFile(Check.CHECKED, file, Findings.failure(unforeseen))));
    }
    return findings;
  }

  /**
   * What is wrong with forms, with what decision files ask for, and with what policies that are
   * live read of the forms.
   */
  public List<Finding> between(
      List<PolicyFile> decisions,
      Map<String, byte[]> forms,
      List<DocumentForm> live,
      UnaryOperator<List<PolicyFile>> policies) {
    List<Finding> findings = new ArrayList<>(FormCheck.check(forms, live));
    findings.addAll(AskedDocuments.check(decisions, FormCheck.ids(forms, live)));
    if (!forms.isEmpty() && findings.stream().noneMatch(Finding::isError)) {
      findings.addAll(
          new FormReaders(check, Documents.packaged().and(live), policies.apply(decisions))
              .check(forms));
    }
    return findings;
  }
}
