package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every shipped form, taken away, of another type, or without a choice: the shipped
 * policies that read it are named, and no other.
 */
class FormReadersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FilesCheck CHECK = new FilesCheck();
  private static final List<PolicyFile> POLICIES =
      Models.files(Models.DMN, ".dmn").stream()
          .map(
              file ->
                  PolicyFile.read(
                      file.toString(), Models.text(file).getBytes(StandardCharsets.UTF_8)))
          .filter(PolicyFile::isPolicy)
          .toList();

  /** A list that several forms fill is changed in all of them at once, or in none. */
  static Stream<Path> formsOfOneList() {
    List<Path> forms =
        Models.files(Path.of("forms"), ".form").stream()
            .filter(file -> form(file).list() != null)
            .toList();
    return forms.stream()
        .filter(
            file ->
                forms.stream().filter(other -> form(other).list().equals(form(file).list())).count()
                    == 1);
  }

  private static DocumentForm form(Path file) {
    try {
      return DocumentForm.read(Models.text(file).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Finding> replaced(JsonNode form, PolicyFile by) {
    return CHECK.between(
        List.of(),
        Map.of("new.form", form.toString().getBytes(StandardCharsets.UTF_8)),
        List.of(),
        deployed -> List.of(by));
  }

  private static JsonNode changed(Path file, DocumentForm.Field field, Consumer<ObjectNode> change)
      throws IOException {
    JsonNode form = JSON.readTree(Models.text(file));
    form.findParents("key").stream()
        .filter(component -> component.path("key").asText().equals(field.key()))
        .forEach(component -> change.accept((ObjectNode) component));
    return form;
  }

  /** Whether a file has this anywhere, between other signs than those of names. */
  private static boolean says(PolicyFile policy, String pattern) {
    return Pattern.compile("\\b(" + pattern + ")\\b")
        .matcher(new String(policy.content(), StandardCharsets.UTF_8))
        .find();
  }

  @ParameterizedTest
  @MethodSource("formsOfOneList")
  void whoReadsWhatIsGoneIsNamedAndNobodyElse(Path file) throws IOException {
    String list = form(file).list();
    for (DocumentForm.Field field :
        form(file).fields().stream().filter(field -> !field.isHelp()).toList()) {
      JsonNode without = changed(file, field, component -> component.put("key", "another"));
      boolean isReferredTo =
          !replaced(without, POLICIES.get(0)).stream()
              .allMatch(finding -> finding.cell().isEmpty());
      for (PolicyFile policy : isReferredTo ? List.<PolicyFile>of() : POLICIES) {
        List<Finding> found = replaced(without, policy);
        if (!says(policy, list) || !says(policy, field.name() + "(Known)?")) {
          assertThat(found)
              .as("%s of %s, which %s does not read", field.key(), file, policy.id())
              .isEmpty();
        } else if (field.whole() == null
            && says(policy, "evidence\\." + list + "[.\\[]" + field.name())) {
          assertThat(found)
              .as("%s of %s, which %s reads", field.key(), file, policy.id())
              .isNotEmpty()
              .allSatisfy(
                  finding -> {
                    assertThat(finding.file()).isEqualTo("new.form");
                    assertThat(finding.message())
                        .contains(
                            "Version '"
                                + policy.version()
                                + "' of the policy '"
                                + policy.id()
                                + "' is live and reads '"
                                + list
                                + "' otherwise.",
                            field.name());
                  });
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formsOfOneList")
  void whoComparesAFieldIsNamedWhenItIsOfAnotherType(Path file) throws IOException {
    String list = form(file).list();
    for (DocumentForm.Field field :
        form(file).fields().stream().filter(field -> field.whole() == null).toList()) {
      JsonNode retyped =
          changed(
              file,
              field,
              component ->
                  component
                      .retain("key", "id", "conditional")
                      .put(
                          "type",
                          field.kind() == DocumentForm.Field.Kind.NUMBER ? "textfield" : "number"));
      for (PolicyFile policy : POLICIES) {
        if (says(
            policy, "evidence\\." + list + "\\[" + field.name() + " (!?=|&gt;|&lt;) [\"\\d]+")) {
          assertThat(replaced(retyped, policy))
              .as("%s of %s, which %s compares", field.key(), file, policy.id())
              .isNotEmpty();
        }
      }
    }
  }
}
