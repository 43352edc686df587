package dev.necessity.policy.check;

import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The policies that are live, beside forms that are to replace others: what a form does not ask for
 * any more, or asks for as another type or without one of its choices, would be null to a policy
 * that reads it, without a message.
 */
final class FormReaders {

  private final PolicyCheck check;
  private final Documents before;
  private final List<PolicyFile> policies;

  /**
   * @param before the forms that are in use
   * @param policies those that are live
   */
  FormReaders(PolicyCheck check, Documents before, List<PolicyFile> policies) {
    this.check = check;
    this.before = before;
    this.policies = policies;
  }

  /**
   * @param forms content by file name
   */
  List<Finding> check(Map<String, byte[]> forms) {
    Map<String, DocumentForm> read = FormCheck.readable(forms);
    return read.values().stream()
        .flatMap(this::lists)
        .distinct()
        .flatMap(
            list -> {
              Map<String, DocumentForm> changing = new LinkedHashMap<>();
              read.forEach(
                  (file, form) -> {
                    if (lists(form).anyMatch(list::equals)) {
                      changing.put(file, form);
                    }
                  });
              return check(
                  list, changing.keySet().iterator().next(), before.and(changing.values()));
            })
        .toList();
  }

  /** The list that a form fills, and the one that it filled before. */
  private Stream<String> lists(DocumentForm form) {
    return Stream.of(form.list(), before.form(form.id()).map(DocumentForm::list).orElse(null))
        .filter(Objects::nonNull)
        .distinct();
  }

  private Stream<Finding> check(String list, String file, Documents after) {
    if (Shapes.ofRecords(list, before).equals(Shapes.ofRecords(list, after))) {
      return Stream.empty();
    }
    return policies.stream()
        .filter(policy -> new String(policy.content(), StandardCharsets.UTF_8).contains(list))
        .flatMap(
            policy -> {
              Set<Finding> known = new HashSet<>(check.reads(policy, before));
              return check.reads(policy, after, before).stream()
                  .filter(finding -> !known.contains(finding))
                  .map(
                      finding ->
                          new Finding(
                              Check.DOCUMENT,
                              Severity.ERROR,
                              file,
                              "",
                              "",
                              "",
                              "Version '"
                                  + policy.version()
                                  + "' of the policy '"
                                  + policy.id()
                                  + "' is live and reads '"
                                  + list
                                  + "' otherwise. "
                                  + finding.place()
                                  + ": "
                                  + finding.message()
                                  + " Leave in the form what it reads, or make a version of the policy live that reads it as it is now, in one deployment with the form."));
            });
  }
}
