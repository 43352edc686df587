package dev.necessity.fact;

import static dev.necessity.fact.FactValues.UNKNOWN;
import static dev.necessity.fact.FactValues.plain;
import static dev.necessity.fact.FactValues.yesOrNo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.DocumentForm.Computed;
import dev.necessity.request.DocumentForm.Field;
import dev.necessity.request.EvidenceRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one record says, as its form defines it: nothing is null, and what is not known has a value
 * of its own (docs/documents.md).
 */
public final class RecordFacts {

  public static final String RECEIVED_ON = "receivedOn";
  public static final String PLANNED_DATE = "plannedDate";
  public static final String REQUESTED_SIDE = "requestedSide";

  private static final String ID = "id";
  private static final String KNOWN = "Known";

  /** They say which record counts, and what counts is measured. */
  private static final Set<String> OF_THE_RECORD = Set.of(ID, "replaces", "correction");

  private static final List<String> YES_OR_NO = List.of(yesOrNo(true), yesOrNo(false));

  private final DocumentForm form;
  private final EvidenceFacts.FieldExpressions feel;
  private final List<Field> fields;

  RecordFacts(DocumentForm form, EvidenceFacts.FieldExpressions feel) {
    this.form = form;
    this.feel = feel;
    this.fields =
        form.fields().stream()
            .filter(field -> !field.isHelp() && !OF_THE_RECORD.contains(field.key()))
            .toList();
  }

  /**
   * @param around what an expression may use besides the record
   */
  @SuppressWarnings("unchecked")
  Map<String, Object> of(EvidenceRecord record, Map<String, Object> around) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(ID, Objects.requireNonNullElse(record.id(), ""));
    for (Field field : fields) {
      Map<String, Object> whole =
          field.whole() == null
              ? facts
              : (Map<String, Object>)
                  facts.computeIfAbsent(field.whole(), none -> new LinkedHashMap<>());
      put(field, said(record, field), whole);
    }
    if (!form.computed().isEmpty()) {
      Map<String, Object> names = names(record, around);
      form.computed().forEach(computed -> put(computed, value(computed, names), facts));
    }
    return facts;
  }

  private static JsonNode said(EvidenceRecord record, Field field) {
    return field.whole() == null
        ? record.field(field.key())
        : record.field(field.whole()).path(field.name());
  }

  private static void put(Field field, JsonNode said, Map<String, Object> facts) {
    boolean known = !said.isMissingNode();
    String name = field.name();
    switch (field.kind()) {
      case TEXT, DATE -> facts.put(name, said.asText());
      case CHOICE -> facts.put(name, known ? said.asText() : unknown(field));
      case YES_OR_NO -> facts.put(name, known ? yesOrNo(said.booleanValue()) : unknown(field));
      case NUMBER -> {
        facts.put(name, plain(said.decimalValue()));
        facts.put(name + KNOWN, known);
      }
      case CHOICES -> {
        facts.put(name, texts(said));
        facts.put(name + KNOWN, known);
      }
    }
  }

  /** The only texts that some of the facts can be, with the names that the facts have. */
  @SuppressWarnings("unchecked")
  Map<String, Object> choices() {
    Map<String, Object> choices = new LinkedHashMap<>();
    for (Field field : fields) {
      Map<String, Object> whole =
          field.whole() == null
              ? choices
              : (Map<String, Object>)
                  choices.computeIfAbsent(field.whole(), none -> new LinkedHashMap<>());
      switch (field.kind()) {
        case CHOICE -> whole.put(field.name(), with(field.recorded(), unknown(field)));
        case CHOICES -> whole.put(field.name(), field.recorded());
        case YES_OR_NO -> whole.put(field.name(), with(YES_OR_NO, unknown(field)));
        default -> {}
      }
    }
    form.computed().stream()
        .filter(computed -> computed.type() == Computed.Type.YESNO)
        .forEach(computed -> choices.put(computed.key(), with(YES_OR_NO, UNKNOWN)));
    return choices;
  }

  private static Set<String> with(Collection<String> choices, String unknown) {
    Set<String> all = new LinkedHashSet<>(choices);
    all.add(unknown);
    return all;
  }

  private static String unknown(Field field) {
    return Objects.requireNonNullElse(field.notKnown(), UNKNOWN);
  }

  private static List<Object> texts(JsonNode items) {
    List<Object> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** What the form holds while somebody types this record, so that a browser computes the same. */
  Map<String, Object> names(EvidenceRecord record, Map<String, Object> around) {
    Map<String, Object> names = new HashMap<>(around);
    fields.forEach(field -> names.put(field.key(), typed(field, said(record, field))));
    return names;
  }

  /** What each field may hold instead, by its key: nothing, and each of its choices. */
  Map<String, List<Object>> otherwise() {
    Map<String, List<Object>> otherwise = new LinkedHashMap<>();
    for (Field field : fields) {
      List<Object> values = new ArrayList<>();
      values.add(null);
      switch (field.kind()) {
        case CHOICE -> values.addAll(field.recorded());
        case YES_OR_NO ->
            values.addAll(List.of(typed(field, BooleanNode.TRUE), typed(field, BooleanNode.FALSE)));
        default -> {}
      }
      otherwise.put(field.key(), values);
    }
    return otherwise;
  }

  private static Object typed(Field field, JsonNode said) {
    if (said.isMissingNode()) {
      return null;
    }
    return switch (field.kind()) {
      case TEXT, DATE, CHOICE -> said.asText();
      case NUMBER -> said.decimalValue();
      case YES_OR_NO -> field.isTrueOrFalse() ? said.booleanValue() : yesOrNo(said.booleanValue());
      case CHOICES -> texts(said);
    };
  }

  private Object value(Computed computed, Map<String, Object> names) {
    try {
      return feel.value(computed.expression(), names);
    } catch (RuntimeException failed) {
      throw new NotComputedException(form.id(), computed.key(), "it fails", failed);
    }
  }

  private void put(Computed computed, Object value, Map<String, Object> facts) {
    if (!computed.type().takes(value)) {
      throw new NotComputedException(
          form.id(), computed.key(), "it gives something else than its type says", null);
    }
    String name = computed.key();
    switch (computed.type()) {
      case NUMBER -> {
        facts.put(name, value == null ? BigDecimal.ZERO : plain(new BigDecimal(value.toString())));
        facts.put(name + KNOWN, value != null);
      }
      case TEXT -> facts.put(name, value == null ? "" : value);
      case YESNO -> facts.put(name, yesOrNo((Boolean) value));
    }
  }
}
