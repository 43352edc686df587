package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A document, as its Camunda Form defines it. What a form cannot say with a setting of its own,
 * custom properties of its components say: of the whole document those of the question whether it
 * is available, of a field its own (docs/documents.md).
 *
 * @param question whether the document is available
 * @param fields of the record, in the order of the form
 * @param computed what the form computes of one record
 */
public record DocumentForm(
    String id, JsonNode question, List<Field> fields, List<Computed> computed) {

  /** Fields of the form itself, not of the record. */
  static final String AVAILABLE = "available";

  static final Set<String> ABOUT_THE_FORM = Set.of(AVAILABLE, "unavailableReason", "more");

  static final String ANSWERED_BY = "answeredBy";
  public static final String PLANNED_DATE = "plannedDate";

  /** What hides everything that is asked of a document that is there. */
  private static final String NOT_THERE = "=not(available = true)";

  /** One level of nesting: {@code source_document} is the document of the source. */
  private static final String PART = "_";

  /**
   * A field of the record, or one that decides what another means.
   *
   * @param always whether the form asks it of every document that is there, whatever was answered
   *     before
   */
  public record Field(String key, JsonNode component, boolean always) {

    private static final Set<String> YES_OR_NO = Set.of("YES", "NO");

    /** What a record says in it. */
    public enum Kind {
      TEXT,
      DATE,
      NUMBER,
      YES_OR_NO,
      CHOICE,
      CHOICES
    }

    /**
     * A choice between yes and no is true or false in the record; any other is one of its values.
     */
    public Kind kind() {
      return switch (type()) {
        case "number" -> Kind.NUMBER;
        case "datetime" -> Kind.DATE;
        case "checkbox" -> Kind.YES_OR_NO;
        case "radio", "select" ->
            values().stream()
                    .allMatch(value -> value.isBoolean() || YES_OR_NO.contains(value.asText()))
                ? Kind.YES_OR_NO
                : Kind.CHOICE;
        case "checklist", "taglist" -> Kind.CHOICES;
        default -> Kind.TEXT;
      };
    }

    /** Whether the form itself holds yes and no as true and false, and not as texts. */
    public boolean isTrueOrFalse() {
      return kind() == Kind.YES_OR_NO && values().stream().allMatch(JsonNode::isBoolean);
    }

    /** The values that a record may say. */
    List<JsonNode> values() {
      return StreamSupport.stream(component.path("values").spliterator(), false)
          .map(value -> value.path("value"))
          .filter(value -> !value.asText().equals(notKnown()))
          .toList();
    }

    /** The same as texts. */
    public List<String> recorded() {
      return values().stream().map(JsonNode::asText).toList();
    }

    /** The choice that stands for "not known"; null where the form has none. */
    public String notKnown() {
      return property("notKnown");
    }

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
    public String whole() {
      int nested = key.indexOf(PART);
      return nested < 0 ? null : key.substring(0, nested);
    }

    public String name() {
      return key.substring(key.indexOf(PART) + 1);
    }

    /** The values to choose from. */
    List<String> choices() {
      return StreamSupport.stream(component.path("values").spliterator(), false)
          .map(choice -> choice.path("value").asText())
          .toList();
    }

    JsonNode sample() {
      JsonNodeFactory json = JsonNodeFactory.instance;
      return switch (kind()) {
        case TEXT -> json.textNode("text");
        case DATE ->
            json.textNode(
                component.path("subtype").asText().equals("date")
                    ? "2025-11-30"
                    : "2025-11-30T12:00:00Z");
        case NUMBER ->
            component.path("validate").path("max").isNumber()
                ? component.path("validate").path("max")
                : json.numberNode(1);
        case YES_OR_NO -> json.booleanNode(true);
        case CHOICE -> values().get(0);
        case CHOICES -> json.arrayNode().add(values().get(0));
      };
    }

    /** Asked for in order to say what another field means: the record does not have it. */
    public boolean isHelp() {
      return property("decides") != null;
    }
  }

  /**
   * An expression field: what the server computes of every record, and the form shows while
   * somebody types.
   *
   * @param expression FEEL, without the sign that the form begins it with
   * @param type what it gives; null where the form says none of them
   */
  public record Computed(String key, String expression, Type type, JsonNode component) {

    /** What an expression gives; it may always give nothing. */
    public enum Type {
      NUMBER(Number.class),
      TEXT(String.class),
      YESNO(Boolean.class);

      private final Class<?> values;

      Type(Class<?> values) {
        this.values = values;
      }

      public boolean takes(Object value) {
        return value == null || values.isInstance(value);
      }
    }

    static Computed of(String key, JsonNode component) {
      return new Computed(
          key,
          component.path("expression").asText().replaceFirst("^\\s*=", "").strip(),
          type(component.path("properties").path("type").asText("number")),
          component);
    }

    private static Type type(String said) {
      return Arrays.stream(Type.values())
          .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(said))
          .findFirst()
          .orElse(null);
    }
  }

  public static DocumentForm read(byte[] form) throws IOException {
    return of(RequestJson.MAPPER.readTree(form));
  }

  static DocumentForm of(JsonNode form) {
    List<Field> all = new ArrayList<>();
    collect(form, true, all);
    JsonNode question =
        all.stream()
            .filter(field -> field.key().equals(AVAILABLE))
            .map(Field::component)
            .findFirst()
            .orElse(form.path(AVAILABLE));
    return new DocumentForm(
        form.path("id").asText(),
        question,
        all.stream()
            .filter(field -> !isComputed(field) && !ABOUT_THE_FORM.contains(field.key()))
            .toList(),
        all.stream()
            .filter(DocumentForm::isComputed)
            .map(field -> Computed.of(field.key(), field.component()))
            .toList());
  }

  private static boolean isComputed(Field field) {
    return field.type().equals("expression");
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

  Optional<Field> field(String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** A record that says something in every field. */
  public EvidenceRecord sample() {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("id", "sample");
    fields.stream()
        .filter(field -> !field.isHelp())
        .forEach(
            field -> {
              ObjectNode whole =
                  field.whole() == null ? record : record.withObject("/" + field.whole());
              whole.set(field.name(), field.sample());
            });
    return EvidenceRecord.of(record);
  }

  /**
   * The list of the evidence that the document's record goes into; null where the form is of no
   * record.
   */
  public String list() {
    return question.path("properties").path("list").textValue();
  }

  /**
   * FEEL over a record that arrived otherwise and the name of its list: whether it answers this
   * document; null where every record of the document's list does.
   */
  public String answeredBy() {
    return question.path("properties").path(ANSWERED_BY).textValue();
  }

  /** Whether it asks for the planned date: it is of the request, and no record brings it. */
  public boolean asksForPlannedDate() {
    return list() == null && fields.stream().anyMatch(field -> field.key().equals(PLANNED_DATE));
  }

  /** Whether a single record may be sent in place of the list. */
  boolean single() {
    return question.path("properties").path("single").asText().equals("yes");
  }
}
