package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A document, as its Camunda Form defines it. What a form cannot say with a setting of its own, custom properties of its components
 * say: of the whole document those of the question whether it is available, of a field its own (docs/documents.md).
 *
 * @param question whether the document is available
 * @param fields of the record, in the order of the form
 */
public record DocumentForm(String id, JsonNode question, List<Field> fields) {

  /** Fields of the form itself, not of the record. */
  static final String AVAILABLE = "available";
  static final Set<String> ABOUT_THE_FORM = Set.of(AVAILABLE, "unavailableReason", "more");

  /** What hides everything that is asked of a document that is there. */
  private static final String NOT_THERE = "=not(available = true)";
  /** One level of nesting: {@code source_document} is the document of the source. */
  private static final String PART = "_";

  /**
   * A field of the record, or one that decides what another means.
   *
   * @param always whether the form asks it of every document that is there, whatever was answered before
   */
  record Field(String key, JsonNode component, boolean always) {

    /** A custom property; null where the component has none of that name. */
    String property(String name) {
      return component.path("properties").path(name).textValue();
    }

    boolean says(String name) {
      return "yes".equals(property(name));
    }

    String type() {
      return component.path("type").asText();
    }

    /** The name of the part of the record that the field is in, else null. */
    String whole() {
      int nested = key.indexOf(PART);
      return nested < 0 ? null : key.substring(0, nested);
    }

    String name() {
      return key.substring(key.indexOf(PART) + 1);
    }

    /** The values to choose from. */
    List<String> choices() {
      return StreamSupport.stream(component.path("values").spliterator(), false).map(choice -> choice.path("value").asText()).toList();
    }

    /** Asked for in order to say what another field means: the record does not have it. */
    boolean isHelp() {
      return property("decides") != null;
    }
  }

  public static DocumentForm read(byte[] form) throws IOException {
    return of(RequestJson.MAPPER.readTree(form));
  }

  static DocumentForm of(JsonNode form) {
    List<Field> all = new ArrayList<>();
    collect(form, true, all);
    JsonNode question = all.stream().filter(field -> field.key().equals(AVAILABLE)).map(Field::component).findFirst().orElse(form.path(AVAILABLE));
    return new DocumentForm(form.path("id").asText(), question, all.stream().filter(field -> !ABOUT_THE_FORM.contains(field.key())).toList());
  }

  private static void collect(JsonNode component, boolean always, List<Field> into) {
    for (JsonNode inner : component.path("components")) {
      JsonNode hide = inner.path("conditional").path("hide");
      boolean shown = always && (hide.isMissingNode() || NOT_THERE.equals(hide.asText()));
      if (inner.path("key").isTextual()) {
        into.add(new Field(inner.path("key").textValue(), inner, shown));
      }
      collect(inner, shown, into);
    }
  }

  /** The list of the evidence that the document's record goes into; null where the form is of no record. */
  public String list() {
    return question.path("properties").path("list").textValue();
  }

  /** Whether a single record may be sent in place of the list. */
  boolean single() {
    return question.path("properties").path("single").asText().equals("yes");
  }
}
