package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.request.DocumentForm.Computed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is wrong with the definition of a document (docs/documents.md). Nothing is said of a form
 * that asks for no document.
 */
public final class FormProblems {

  /**
   * A problem, and where it is.
   *
   * @param field its key in the form
   * @param message a sentence that says what is wrong and what to do
   */
  public record Problem(String form, String field, String message) {}

  private static final Set<String> OF_THE_DOCUMENT =
      Set.of("list", "single", DocumentForm.ANSWERED_BY);
  private static final Set<String> OF_A_FIELD =
      Set.of(
          "notKnown",
          "default",
          "moreThan",
          "together",
          "meaning",
          "decides",
          "empty",
          "happened",
          "notBefore",
          "begins",
          "example",
          "subject");
  private static final Set<String> OF_AN_EXPRESSION = Set.of("type");
  private static final Set<String> YES_ONLY =
      Set.of("single", "together", "happened", "begins", "subject");
  private static final Set<String> TYPES =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "datetime",
          "checkbox",
          "radio",
          "select",
          "checklist",
          "taglist");
  private static final Set<String> CHOICES = Set.of("radio", "select", "checklist", "taglist");

  /** As FEEL and the engine can name it; "_" joins the parts. */
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

  private static final String KNOWN = "Known";
  private static final Pattern KEY = Pattern.compile(NAME + "(_" + NAME + ")?");

  private final DocumentForm form;
  private final List<Problem> problems = new ArrayList<>();

  private FormProblems(DocumentForm form) {
    this.form = form;
  }

  /** What is wrong with one form. */
  public static List<Problem> of(DocumentForm form) {
    if (form.question().isMissingNode()) {
      return List.of();
    }
    FormProblems problems = new FormProblems(form);
    problems.look();
    return problems.problems;
  }

  /** Lists that two of the forms define differently; of each the later form is named. */
  public static List<Problem> between(Collection<DocumentForm> forms) {
    List<Problem> problems = new ArrayList<>();
    Map<String, DocumentForm> first = new LinkedHashMap<>();
    for (DocumentForm form : forms) {
      DocumentForm other = form.list() == null ? null : first.putIfAbsent(form.list(), form);
      if (other != null) {
        differing(other, form)
            .forEach(
                field ->
                    problems.add(
                        new Problem(
                            form.id(),
                            field,
                            "The records of '"
                                + form.list()
                                + "' are defined otherwise by the form '"
                                + other.id()
                                + "'. Make the two say the same of this field, or give one of them a list of its own.")));
      }
    }
    return problems;
  }

  private static Set<String> differing(DocumentForm one, DocumentForm other) {
    Set<String> differing = new TreeSet<>();
    if (one.single() != other.single()) {
      differing.add(DocumentForm.AVAILABLE);
    }
    measured(one)
        .forEach(
            (field, meaning) -> {
              if (!meaning.equals(measured(other).get(field))) {
                differing.add(field);
              }
            });
    differing.addAll(
        measured(other).keySet().stream()
            .filter(field -> !measured(one).containsKey(field))
            .toList());
    ObjectNode records = FormSchema.of(one);
    ObjectNode others = FormSchema.of(other);
    Stream.of(records, others)
        .flatMap(record -> record.path("properties").properties().stream())
        .map(Map.Entry::getKey)
        .filter(
            field ->
                !records
                        .path("properties")
                        .path(field)
                        .equals(others.path("properties").path(field))
                    || isRequired(records, field) != isRequired(others, field))
        .forEach(differing::add);
    return differing;
  }

  /**
   * What the facts say of a record and the schema does not: what stands for "not known", and what
   * is computed.
   */
  private static Map<String, String> measured(DocumentForm form) {
    Map<String, String> measured = new LinkedHashMap<>();
    form.fields().stream()
        .filter(field -> field.notKnown() != null)
        .forEach(field -> measured.put(field.key(), field.notKnown()));
    form.computed()
        .forEach(
            computed ->
                measured.put(computed.key(), computed.type() + " " + computed.expression()));
    return measured;
  }

  private static boolean isRequired(ObjectNode record, String field) {
    return StreamSupport.stream(record.path("required").spliterator(), false)
        .anyMatch(name -> name.asText().equals(field));
  }

  private void look() {
    properties(DocumentForm.AVAILABLE, form.question(), OF_THE_DOCUMENT);
    if (form.list() == null) {
      return;
    }
    if (!NAME.matcher(form.list()).matches()) {
      add(
          DocumentForm.AVAILABLE,
          "The list '"
              + form.list()
              + "' is no name. Write it in letters and digits, as in 'labResults'.");
    }
    Set<String> keys = new HashSet<>();
    Stream.concat(
            form.fields().stream().map(DocumentForm.Field::key),
            form.computed().stream().map(Computed::key))
        .filter(key -> !keys.add(key))
        .forEach(
            key ->
                add(
                    key,
                    "The key is there twice, so one of the two is lost. Give each field a key of its own."));
    keys.stream()
        .filter(
            key ->
                key.endsWith(KNOWN)
                    && keys.contains(key.substring(0, key.length() - KNOWN.length())))
        .sorted()
        .forEach(
            key ->
                add(
                    key,
                    "The facts of a record say under this name whether '"
                        + key.substring(0, key.length() - KNOWN.length())
                        + "' is known. Give the field another key."));
    Stream.concat(
            form.fields().stream()
                .filter(field -> field.whole() == null)
                .map(DocumentForm.Field::key),
            form.computed().stream().map(Computed::key))
        .filter(key -> form.fields().stream().anyMatch(part -> key.equals(part.whole())))
        .forEach(
            key ->
                add(
                    key,
                    "Other fields are parts of '"
                        + key
                        + "', so it has no place of its own. Give one of them another key."));
    form.fields().forEach(this::field);
    form.computed().forEach(this::computed);
  }

  private void field(DocumentForm.Field field) {
    if (!TYPES.contains(field.type())) {
      add(
          field.key(),
          "A component of type '"
              + field.type()
              + "' has no place in a record. Use one of "
              + sorted(TYPES)
              + ".");
      return;
    }
    if (!KEY.matcher(field.key()).matches()) {
      add(
          field.key(),
          "The key is no name. Write it in letters and digits, beginning with a small letter, and with one underscore for a part, as in 'source_page'.");
    }
    properties(field.key(), field.component(), OF_A_FIELD);
    if (CHOICES.contains(field.type()) && field.choices().isEmpty()) {
      add(
          field.key(),
          "The choices are not written in the form, so nobody knows what a record may say. Give the field static options.");
    }
    Stream.of("notKnown", "default", "empty")
        .filter(
            name ->
                field.property(name) != null
                    && CHOICES.contains(field.type())
                    && !field.choices().contains(field.property(name)))
        .forEach(
            name ->
                add(
                    field.key(),
                    "'"
                        + name
                        + "' is '"
                        + field.property(name)
                        + "', which is none of the choices. Take one of "
                        + String.join(", ", field.choices())
                        + "."));
    if (field.property("moreThan") != null
        && !(field.type().equals("number") && isNumber(field.property("moreThan")))) {
      add(field.key(), "'moreThan' is for a number, and is one. Correct it.");
    }
    Stream.of("happened", "begins")
        .filter(field::says)
        .filter(name -> !field.type().equals("datetime"))
        .forEach(name -> add(field.key(), "'" + name + "' is for a date. Remove it."));
    if (field.property("notBefore") != null
        && !(field.type().equals("datetime") && isDate(field, field.property("notBefore")))) {
      add(
          field.key(),
          "'notBefore' names '"
              + field.property("notBefore")
              + "', which is no date beside this one. Write the key of a date of this form.");
    }
    if (field.says("together") && field.whole() == null) {
      add(
          field.key(),
          "'together' is for a part, whose key has an underscore. Remove it, or rename the field.");
    }
    if (field.isHelp()
        && form.fields().stream()
            .noneMatch(
                other ->
                    other.key().equals(field.property("decides"))
                        && Set.of("checklist", "taglist").contains(other.type()))) {
      add(
          field.key(),
          "'decides' names '"
              + field.property("decides")
              + "', which is no checklist of this form. Correct the key.");
    }
    String pattern = field.component().path("validate").path("pattern").asText();
    if (!isPattern(pattern)) {
      add(
          field.key(),
          "The pattern '"
              + pattern
              + "' is no regular expression, or looks behind or ahead, or back at a group, which is not done here. Correct it.");
    }
  }

  private void computed(Computed computed) {
    if (!NAME.matcher(computed.key()).matches()
        || FormSchema.OF_EVERY_RECORD.contains(computed.key())) {
      add(
          computed.key(),
          "The key is no name for what is computed. Write it in letters and digits, beginning with a small letter, and not as what every record has.");
    }
    properties(computed.key(), computed.component(), OF_AN_EXPRESSION);
    if (computed.type() == null) {
      add(
          computed.key(),
          "'type' is none that an expression can have. Take one of number, text, yesno.");
    }
    if (computed.expression().isEmpty()) {
      add(
          computed.key(),
          "The expression is empty. Write what is to be computed, or remove the field.");
    }
  }

  private void properties(String field, JsonNode component, Set<String> known) {
    component
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (!known.contains(property.getKey())) {
                add(
                    field,
                    "Nothing reads the custom property '"
                        + property.getKey()
                        + "'. Correct its name to one of "
                        + sorted(known)
                        + ", or remove it.");
              } else if (YES_ONLY.contains(property.getKey())
                  && !property.getValue().asText().equals("yes")) {
                add(
                    field,
                    "The custom property '"
                        + property.getKey()
                        + "' is 'yes' or not there. Correct or remove it.");
              }
            });
  }

  private boolean isDate(DocumentForm.Field field, String name) {
    return form.fields().stream()
        .anyMatch(
            other ->
                other.name().equals(name)
                    && other.type().equals("datetime")
                    && String.valueOf(other.whole()).equals(String.valueOf(field.whole())));
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** As a record is checked by it. */
  private static boolean isPattern(String text) {
    try {
      com.google.re2j.Pattern.compile(text);
      return true;
    } catch (com.google.re2j.PatternSyntaxException e) {
      return false;
    }
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private void add(String field, String message) {
    problems.add(new Problem(form.id(), field, message));
  }
}
