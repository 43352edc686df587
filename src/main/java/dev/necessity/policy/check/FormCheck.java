package dev.necessity.policy.check;

import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.FormProblems;
import dev.necessity.request.FormProblems.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what is wrong with the forms of documents before anyone deploys them: each alone, and
 * beside the others.
 */
public final class FormCheck {

  private FormCheck() {}

  public static boolean isForm(String fileName) {
    return fileName.endsWith(".form");
  }

  /** The forms among some files that say what a record is; each other has a finding of its own. */
  public static List<DocumentForm> sound(Map<String, byte[]> forms) {
    return readable(forms).values().stream()
        .filter(form -> FormProblems.of(form).isEmpty())
        .toList();
  }

  /** The forms among some files, by their files; what is none has a finding of its own. */
  public static Map<String, DocumentForm> readable(Map<String, byte[]> forms) {
    Map<String, DocumentForm> readable = new LinkedHashMap<>();
    forms.forEach(
        (file, content) -> {
          try {
            readable.put(file, DocumentForm.read(content));
          } catch (IOException noForm) {
            // The check of the file says so.
          }
        });
    return readable;
  }

  /**
   * Checks some forms that are to be used together.
   *
   * @param forms content by file name
   * @param others forms that are in use already, which nothing is found of; those with the id of
   *     one of the forms make room for it
   */
  public static List<Finding> check(Map<String, byte[]> forms, List<DocumentForm> others) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    List<DocumentForm> read = new ArrayList<>();
    Map<String, DocumentForm> readable = readable(forms);
    forms.forEach(
        (file, content) -> {
          DocumentForm form = readable.get(file);
          if (form == null) {
            findings.add(
                new Finding(
                    Check.UNREADABLE,
                    Severity.ERROR,
                    file,
                    "",
                    "",
                    "",
                    "This is no form: it is not JSON. Save it again in Camunda Modeler."));
            return;
          }
          String other = files.putIfAbsent(form.id(), file);
          if (other != null) {
            findings.add(
                new Finding(
                    Check.DOCUMENT,
                    Severity.ERROR,
                    file,
                    "",
                    "",
                    "",
                    "The id '"
                        + form.id()
                        + "' is also in "
                        + other
                        + ", and one form is live under an id: a policy that means the other would read records of this one. Give one of them an id of its own."));
            return;
          }
          read.add(form);
          List<Problem> problems = FormProblems.of(form);
          // A form with problems has no sample of a record.
          (problems.isEmpty() ? ExpressionFieldCheck.of(form) : problems)
              .forEach(problem -> findings.add(finding(file, problem)));
          findings.addAll(TodoCheck.in(file, content));
        });
    List<DocumentForm> together =
        new ArrayList<>(others.stream().filter(other -> !files.containsKey(other.id())).toList());
    together.addAll(read);
    FormProblems.between(together).stream()
        .filter(problem -> files.containsKey(problem.form()))
        .forEach(problem -> findings.add(finding(files.get(problem.form()), problem)));
    return findings;
  }

  /** The ids of all forms that can be read. */
  static Set<String> ids(Map<String, byte[]> forms, List<DocumentForm> others) {
    return Stream.concat(others.stream(), readable(forms).values().stream())
        .map(DocumentForm::id)
        .collect(Collectors.toSet());
  }

  private static Finding finding(String file, Problem problem) {
    return new Finding(
        Check.DOCUMENT, Severity.ERROR, file, "", "", problem.field(), problem.message());
  }
}
