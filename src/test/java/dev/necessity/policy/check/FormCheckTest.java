package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.request.DocumentForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A form that defines no record, or another one than a second form, is named with its file and the
 * field.
 */
class FormCheckTest {

  @Test
  void theShippedFormsAreSoundAloneAndTogether() {
    Map<String, byte[]> shipped = new LinkedHashMap<>();
    Models.files(Path.of("forms"), ".form")
        .forEach(
            file ->
                shipped.put(file.toString(), Models.text(file).getBytes(StandardCharsets.UTF_8)));

    assertThat(shipped).hasSizeGreaterThan(10);
    assertThat(FormCheck.check(shipped, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type': 'number', 'properties': {'morethan': '1'}                     | Nothing reads the custom property 'morethan'.",
        "'type': 'number', 'properties': {'moreThan': 'much'}                  | 'moreThan' is for a number, and is one.",
        "'type': 'textfield', 'properties': {'happened': 'yes'}                | 'happened' is for a date.",
        "'type': 'datetime', 'properties': {'happened': 'true'}                | The custom property 'happened' is 'yes' or not there.",
        "'type': 'datetime', 'properties': {'notBefore': 'b'}                  | 'notBefore' names 'b', which is no date beside this one.",
        "'type': 'number', 'properties': {'together': 'yes'}                   | 'together' is for a part,",
        "'type': 'radio', 'values': [{'value': 'A'}], 'properties': {'notKnown': 'B'} | 'notKnown' is 'B', which is none of the choices. Take one of A.",
        "'type': 'radio', 'values': [{'value': 'A'}], 'properties': {'decides': 'b'}  | 'decides' names 'b', which is no checklist of this form.",
        "'type': 'select', 'valuesKey': 'others'                               | The choices are not written in the form,",
        "'type': 'textfield', 'validate': {'pattern': '('}                     | The pattern '(' is no regular expression,",
        "'type': 'textfield', 'validate': {'pattern': '(?=a)b'}                | The pattern '(?=a)b' is no regular expression, or looks behind or ahead",
        "'type': 'filepicker'                                                  | A component of type 'filepicker' has no place in a record.",
        "'type': 'expression'                                                  | The expression is empty.",
        "'type': 'expression', 'expression': '=1 +'                            | The expression is not FEEL.",
        "'type': 'expression', 'expression': '=b + 1'                          | Nobody gives the expression 'b'. Use one of plannedDate, receivedOn, requestedSide.",
        "'type': 'expression', 'expression': '=cout([1])'                      | FEEL has no function 'cout'",
        "'type': 'expression', 'expression': '=count()'                        | The function 'count' is called as count(list)",
        "'type': 'expression', 'expression': '=daysBetween(receivedOn, plannedDate)' | A browser has no function 'daysBetween'",
        "'type': 'expression', 'expression': '=requestedSide'                  | The expression gives something else than its 'type' says.",
        "'type': 'expression', 'expression': '=count(for i in 1..1000000000 return i)' | The expression fails for a sample of a record.",
        "'type': 'expression', 'expression': '=1', 'properties': {'type': 'date'}  | 'type' is none that an expression can have.",
      })
  void aFieldThatDefinesNothing(String component, String message) {
    assertThat(
            FormCheck.check(
                Map.of("forms/one.form", form("one", "things", "'key': 'a', " + component)),
                List.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.file()).isEqualTo("forms/one.form");
              assertThat(finding.place()).isEqualTo("'a'");
              assertThat(finding.message()).startsWith(message);
            });
  }

  @Test
  void aListThatTwoFormsDefineWithDifferentTypesIsNamedAtTheField() throws IOException {
    byte[] number = form("one", "things", "'key': 'a', 'type': 'number'");
    byte[] text = form("two", "things", "'key': 'a', 'type': 'textfield'");

    Map<String, byte[]> both = new LinkedHashMap<>();
    both.put("one.form", number);
    both.put("two.form", text);
    for (List<Finding> findings :
        List.of(
            FormCheck.check(both, List.of()),
            FormCheck.check(Map.of("two.form", text), List.of(DocumentForm.read(number))))) {
      assertThat(findings)
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.file()).isEqualTo("two.form");
                assertThat(finding.place()).isEqualTo("'a'");
                assertThat(finding.message())
                    .startsWith("The records of 'things' are defined otherwise by the form 'one'.");
              });
    }
    assertThat(
            FormCheck.check(
                Map.of("new.form", form("one", "things", "'key': 'a', 'type': 'textfield'")),
                List.of(DocumentForm.read(number))))
        .as("a new version of the form")
        .isEmpty();
    assertThat(
            FormCheck.check(
                Map.of("two.form", form("two", "others", "'key': 'a', 'type': 'textfield'")),
                List.of(DocumentForm.read(number))))
        .isEmpty();
  }

  @Test
  void twoFormsWithOneIdAreTwoMeaningsOfOneDocument() {
    Map<String, byte[]> both = new LinkedHashMap<>();
    both.put("a/lab.form", form("lab", "things", "'key': 'a', 'type': 'number'"));
    both.put("b/lab.form", form("lab", "others", "'key': 'a', 'type': 'textfield'"));

    assertThat(FormCheck.check(both, List.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("b/lab.form");
              assertThat(finding.message()).startsWith("The id 'lab' is also in a/lab.form");
            });
  }

  @Test
  void whatIsMeasuredOfAListIsTheSameWhicheverFormFillsIt() throws IOException {
    DocumentForm one =
        DocumentForm.read(
            form("one", "things", "'key': 'a', 'type': 'expression', 'expression': '=1'"));
    for (String other :
        List.of(
            "'key': 'a', 'type': 'expression', 'expression': '=2'",
            "'key': 'b', 'type': 'expression', 'expression': '=1'",
            "'key': 'a', 'type': 'expression', 'expression': '=string(1)', 'properties': {'type': 'text'}")) {
      assertThat(FormCheck.check(Map.of("two.form", form("two", "things", other)), List.of(one)))
          .as(other)
          .isNotEmpty()
          .allSatisfy(
              finding ->
                  assertThat(finding.message())
                      .startsWith("The records of 'things' are defined otherwise"));
    }
    assertThat(
            FormCheck.check(
                Map.of(
                    "two.form",
                    form("two", "things", "'key': 'a', 'type': 'expression', 'expression': '=1'")),
                List.of(one)))
        .isEmpty();
  }

  @Test
  void aConditionThatIsNoFeelIsNamed() {
    byte[] form = form("one", "things', 'answeredBy': 'list = ", "'key': 'a', 'type': 'number'");
    assertThat(FormCheck.check(Map.of("one.form", form), List.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.place()).isEqualTo("'available'");
              assertThat(finding.message()).startsWith("'answeredBy' is not FEEL.");
            });
  }

  @Test
  void aNameThatTheFactsOfARecordNeedIsNoFields() {
    assertThat(
            FormCheck.check(
                Map.of(
                    "one.form",
                    form(
                        "one",
                        "things",
                        "'key': 'a', 'type': 'number'}, {'key': 'aKnown', 'type': 'number'")),
                List.of()))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith("The facts of a record say under this name whether 'a' is known."));
  }

  @Test
  void whatIsNoDocumentIsLeftAlone() {
    byte[] form =
        "{\"id\": \"talk\", \"components\": [{\"type\": \"number\", \"key\": \"a\", \"properties\": {\"anything\": \"goes\"}}]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(FormCheck.check(Map.of("talk.form", form), List.of())).isEmpty();
    assertThat(
            FormCheck.check(Map.of("x.form", "<a/>".getBytes(StandardCharsets.UTF_8)), List.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.check()).isEqualTo(Check.UNREADABLE));
  }

  private static byte[] form(String id, String list, String field) {
    return ("{'id': '"
            + id
            + "', 'components': [{'type': 'radio', 'key': 'available', 'properties': {'list': '"
            + list
            + "'}}, {"
            + field
            + "}]}")
        .replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8);
  }
}
