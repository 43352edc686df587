package dev.necessity.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import dev.necessity.cases.CaseVariables;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.impl.value.ObjectValueImpl;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is taken of a submitted form: its fields, each of its type and length, and nothing else; for
 * each form of the repository.
 */
class FormFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Path> forms() {
    return Models.files(Path.of("forms"), ".form").stream();
  }

  private static FormFields fields(String form) throws Exception {
    return FormFields.of(Files.readAllBytes(Path.of("forms", form + ".form")));
  }

  /**
   * A value of each type that the engine knows, and of each that JSON has. The object tells when
   * somebody reads it.
   */
  private static List<Object> values() {
    ObjectValueImpl object =
        new ObjectValueImpl(
            null,
            "{\"@class\":\"java.lang.Runtime\"}",
            "application/json",
            "java.lang.Runtime",
            false) {
          @Override
          public Object getValue() {
            throw new AssertionError("an object that came from outside was read");
          }
        };
    return Arrays.asList(
        object,
        Variables.objectValue(new Date()).create(),
        Variables.fileValue("a.txt").file(new byte[] {1}).create(),
        Variables.byteArrayValue(new byte[] {1}),
        SpinValues.xmlValue("<a/>").create(),
        SpinValues.jsonValue("{\"a\": 1}").create(),
        SpinValues.jsonValue("[{\"a\": 1}]").create(),
        SpinValues.jsonValue("[\"X\"]").create(),
        SpinValues.jsonValue("[").create(),
        Variables.dateValue(new Date()),
        Variables.longValue(Long.MAX_VALUE),
        Variables.shortValue((short) -1),
        Variables.doubleValue(Double.NaN),
        Variables.doubleValue(Double.POSITIVE_INFINITY),
        Variables.doubleValue(0.1),
        Variables.stringValue("x".repeat(4001)),
        Variables.untypedNullValue(),
        "text",
        "",
        " ",
        "${1+1}",
        "1e999999999",
        "2026-02-30",
        true,
        1,
        -1,
        1.5,
        BigInteger.TEN.pow(40),
        List.of("a"),
        Map.of("a", 1),
        new StringBuilder("a"),
        new String[] {"a"});
  }

  private static Set<String> namesOfTheProcess() throws Exception {
    Set<String> names =
        new TreeSet<>(
            Set.of(
                "reviewResult",
                "decisionResult",
                "formSubmitted",
                "receivedBy",
                "loopCounter",
                "nrOfInstances",
                "documentRequests",
                "answer_1",
                "a/b",
                "~",
                ""));
    for (var field : CaseVariables.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        names.add((String) field.get(null));
      }
    }
    return names;
  }

  private static Set<String> keys(JsonNode component) {
    Set<String> keys = new TreeSet<>();
    component.findValues("key").stream().map(JsonNode::asText).forEach(keys::add);
    return keys;
  }

  private static List<String> problems(FormFields fields, VariableMap sent) {
    try {
      Map<String, Object> taken = fields.take(sent);
      assertThat(sent.keySet()).containsAll(taken.keySet());
      assertThat(taken.values()).allSatisfy(FormFieldsTest::isPlain);
      return List.of();
    } catch (InvalidRequestException refused) {
      return refused.violations().stream().map(Violation::pointer).toList();
    }
  }

  private static void isPlain(Object value) {
    assertThat(value)
        .isInstanceOfAny(
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Short.class,
            Double.class,
            List.class);
    if (value instanceof String text) {
      assertThat(text).hasSizeLessThanOrEqualTo(4000);
    } else if (value instanceof List<?> list) {
      assertThat(list).allMatch(String.class::isInstance);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whateverIsSubmittedInAFieldIsTakenAsAPlainValueOrRefusedByItsName(Path form)
      throws Exception {
    FormFields fields = FormFields.of(Files.readAllBytes(form));
    for (String key : keys(JSON.readTree(form.toFile()))) {
      for (Object value : values()) {
        assertThat(problems(fields, Variables.createVariables().putValue(key, value)))
            .isSubsetOf("/" + key);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whatIsNoFieldIsRefusedByItsNameWhateverItIs(Path form) throws Exception {
    FormFields fields = FormFields.of(Files.readAllBytes(form));
    Set<String> foreign = new TreeSet<>(namesOfTheProcess());
    foreign.removeAll(keys(JSON.readTree(form.toFile())));
    assertThat(foreign)
        .as(
            "but for what a request is typed with, no form has a field named as a variable of the process")
        .hasSizeGreaterThanOrEqualTo(namesOfTheProcess().size() - 3);
    for (String name : foreign) {
      for (Object value : values()) {
        assertThat(problems(fields, Variables.createVariables().putValue(name, value)))
            .containsExactly("/" + name.replace("~", "~0").replace("/", "~1"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      medical-director-review | decision      | "DENY"        | must be one of UPHOLD, OVERTURN, MODIFY, ASK_FOR_DOCUMENTS
      medical-director-review | decision      | true          | must be one of UPHOLD, OVERTURN, MODIFY, ASK_FOR_DOCUMENTS
      medical-director-review | decision      | 7             | must be a text
      medical-director-review | inpatientDays | 1.5           | must be a whole number
      medical-director-review | inpatientDays | -1            | must be 0 or more
      medical-director-review | rationale     | 7             | must be a text
      nicotine-lab            | available     | "true"        | must be one of true, false
      nicotine-lab            | drawnOn       | "10.01.2026"  | must be a date as 2026-01-15
      injection-report        | painBefore    | "eight"       | must be a number
      injection-report        | painBefore    | "1e9"         | must be a number
      injection-report        | painBefore    | 11            | must be 10 or less
      injection-report        | more          | "yes"         | must be true or false
      injection-report        | combinedWith  | "[\\"KNEE\\"]" | must be one of HIP, TROCHANTERIC_BURSA, LUMBAR_SPINE, OTHER
      injection-report        | combinedWith  | "HIP"         | must be a list of texts in JSON
      injection-report        | combinedWith  | "{}"          | must be a list
      """)
  void aValueThatDoesNotFitIsToldWhatWould(String form, String field, String value, String message)
      throws Exception {
    FormFields fields = fields(form);
    Object sent = JSON.readValue(value, Object.class);

    assertThatThrownBy(() -> fields.take(Variables.createVariables().putValue(field, sent)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused ->
                assertThat(refused.violations())
                    .containsExactly(new Violation("/" + field, message)));
  }

  @Test
  void tasklistsListsAndNumbersAsTextsAreTaken() throws Exception {
    assertThat(
            fields("injection-report")
                .take(
                    Variables.createVariables()
                        .putValue("combinedWith", SpinValues.jsonValue("[\"HIP\"]").create())
                        .putValue("painBefore", "8")
                        .putValue("available", true)
                        .putValue("source_document", null)
                        .putValue("side", "")))
        .isEqualTo(Map.of("combinedWith", List.of("HIP"), "painBefore", "8", "available", true));
  }

  @Test
  void anEmptyListIsAnAnswer() throws Exception {
    assertThat(
            fields("injection-report")
                .take(Variables.createVariables().putValue("combinedWith", "[]")))
        .isEqualTo(Map.of("combinedWith", List.of()));
  }

  @Test
  void whatIsAlwaysShownAndRequiredMustBeThere() throws Exception {
    FormFields fields = fields("confirm-certification");

    assertThatThrownBy(() -> fields.requireAll(Map.of()))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            refused ->
                assertThat(
                        refused.violations().stream()
                            .map(Violation::pointer)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("/decision", "/note"));
    fields("medical-director-review").requireAll(Map.of("decision", "ASK_FOR_DOCUMENTS"));
  }
}
