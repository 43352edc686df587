package dev.necessity.fact;

import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import dev.necessity.request.Evidence;
import dev.necessity.request.EvidenceRecord;
import dev.necessity.request.Request;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the records of the evidence say, list by list, as the forms define them (docs/documents.md).
 * It knows no list and no field. Thread-safe.
 */
public final class EvidenceFacts {

  /** What evaluates the expression fields of the forms. */
  @FunctionalInterface
  public interface FieldExpressions {

    /** The value over these names, some of which may be null. */
    Object value(String expression, Map<String, Object> names);
  }

  /** No expression is evaluated: each field that a form computes is as if it gave nothing. */
  private static final FieldExpressions NONE = (expression, names) -> null;

  /** What the condition under which a record answers a document calls the record's list. */
  private static final String LIST = "list";

  private final Map<String, RecordFacts> byList = new LinkedHashMap<>();
  private final Documents documents;
  private final FieldExpressions feel;

  /**
   * @param documents whose lists are measured
   */
  public EvidenceFacts(Documents documents, FieldExpressions feel) {
    this.documents = documents;
    this.feel = feel;
    documents
        .lists()
        .forEach(
            list -> byList.put(list, new RecordFacts(documents.ofList(list).orElseThrow(), feel)));
  }

  /** The forms that it measures by. */
  public Documents documents() {
    return documents;
  }

  /**
   * Whether records that arrived answer a document, so that nobody need be asked for it any more.
   */
  public boolean isAnswered(DocumentForm document, Request request, Evidence added) {
    if (document.answeredBy() == null) {
      return document.list() != null && !added.records(document.list()).isEmpty();
    }
    Map<String, Object> around = aroundARecord(request);
    return added.lists().keySet().stream()
        .filter(byList::containsKey)
        .anyMatch(
            list ->
                added.records(list).stream()
                    .anyMatch(
                        record -> answers(document, byList.get(list).names(record, around), list)));
  }

  private boolean answers(DocumentForm document, Map<String, Object> names, String list) {
    names.put(LIST, list);
    try {
      return Boolean.TRUE.equals(feel.value(document.answeredBy(), names));
    } catch (RuntimeException failed) {
      throw new NotComputedException(document.id(), "available", "it fails", failed);
    }
  }

  /** All lists, each with one record that says something in every field. */
  static Map<String, Object> sample(Documents documents) {
    Map<String, Object> lists = new LinkedHashMap<>();
    documents
        .lists()
        .forEach(list -> lists.put(list, List.of(sample(documents.ofList(list).orElseThrow()))));
    return lists;
  }

  /** Of all lists, the only texts that some facts of their records can be. */
  static Map<String, Object> choices(Documents documents) {
    Map<String, Object> lists = new LinkedHashMap<>();
    new EvidenceFacts(documents, NONE)
        .byList.forEach((list, facts) -> lists.put(list, facts.choices()));
    return lists;
  }

  private static Map<String, Object> sample(DocumentForm form) {
    return new RecordFacts(form, NONE).of(form.sample(), Map.of());
  }

  /**
   * The names that the expressions of a form may use, with what they are of a record that says
   * nothing; the same of one that says something in every field, and of others that differ from it
   * in one field each.
   */
  public static List<Map<String, Object>> namesOf(DocumentForm form) {
    RecordFacts facts = new RecordFacts(form, NONE);
    Map<String, Object> nothing = new HashMap<>();
    Stream.of(RecordFacts.RECEIVED_ON, RecordFacts.PLANNED_DATE, RecordFacts.REQUESTED_SIDE)
        .forEach(name -> nothing.put(name, null));
    Map<String, Object> everything =
        facts.names(
            form.sample(),
            Map.of(
                RecordFacts.RECEIVED_ON,
                "2025-11-30",
                RecordFacts.PLANNED_DATE,
                "2025-12-31",
                RecordFacts.REQUESTED_SIDE,
                "RIGHT"));
    List<Map<String, Object>> samples =
        new ArrayList<>(List.of(facts.names(EvidenceRecord.empty(), nothing), everything));
    facts
        .otherwise()
        .forEach(
            (key, values) ->
                values.forEach(
                    value -> {
                      Map<String, Object> other = new HashMap<>(everything);
                      other.put(key, value);
                      samples.add(other);
                    }));
    return samples;
  }

  /**
   * Every list, each measured when it is read: a policy reads few of them, and is asked very often.
   */
  Map<String, Object> of(Request request, Evidence counted) {
    return new Lists(counted, aroundARecord(request));
  }

  /** What an expression may use besides the record. */
  public static Map<String, Object> aroundARecord(Request request) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put(RecordFacts.RECEIVED_ON, request.receivedAt().toLocalDate().toString());
    names.put(
        RecordFacts.PLANNED_DATE,
        request.procedure().plannedDate() == null
            ? null
            : request.procedure().plannedDate().toString());
    names.put(
        RecordFacts.REQUESTED_SIDE,
        request.procedure().side() == null ? null : request.procedure().side().name());
    return names;
  }

  private final class Lists extends AbstractMap<String, Object> {

    private final Evidence counted;
    private final Map<String, Object> around;
    private final Map<String, Object> measured = new ConcurrentHashMap<>();

    Lists(Evidence counted, Map<String, Object> around) {
      this.counted = counted;
      this.around = around;
    }

    @Override
    public boolean containsKey(Object list) {
      return byList.containsKey(list);
    }

    @Override
    public Object get(Object list) {
      return containsKey(list) ? measured.computeIfAbsent((String) list, this::measure) : null;
    }

    private List<Object> measure(String list) {
      RecordFacts facts = byList.get(list);
      List<Object> all = new ArrayList<>();
      counted.records(list).forEach(record -> all.add(facts.of(record, around)));
      return all;
    }

    /** Known without measuring anything, and so whether there are any. */
    @Override
    public int size() {
      return byList.size();
    }

    @Override
    public Set<String> keySet() {
      return byList.keySet();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      Set<Entry<String, Object>> entries = new LinkedHashSet<>();
      byList.keySet().forEach(list -> entries.add(Map.entry(list, get(list))));
      return entries;
    }
  }
}
