package dev.necessity.request;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms of documents that count at the same time: what evidence may hold, and what is measured
 * of it. Immutable.
 */
public final class Documents {

  private final Map<String, DocumentForm> byId;
  private final Map<String, DocumentForm> byList = new LinkedHashMap<>();
  private RequestSchema schema;

  private Documents(Map<String, DocumentForm> byId) {
    this.byId = byId;
    byId.values().stream()
        .filter(form -> form.list() != null)
        .forEach(form -> byList.putIfAbsent(form.list(), form));
  }

  /** Those that are packaged; read when they are needed first. */
  public static Documents packaged() {
    return Packaged.DOCUMENTS;
  }

  private static final class Packaged {

    private static final Documents DOCUMENTS = new Documents(byId(PackagedForms.read()));
  }

  /** These, and others that take the place of those with their id. */
  public Documents and(Collection<DocumentForm> others) {
    Map<String, DocumentForm> forms = new LinkedHashMap<>(byId);
    forms.putAll(byId(others));
    return new Documents(forms);
  }

  private static Map<String, DocumentForm> byId(Collection<DocumentForm> forms) {
    Map<String, DocumentForm> byId = new LinkedHashMap<>();
    forms.forEach(form -> byId.put(form.id(), form));
    return byId;
  }

  /** What a request may hold; composed when it is needed first. */
  public synchronized RequestSchema schema() {
    if (schema == null) {
      schema = RequestSchema.composed(byId.values());
    }
    return schema;
  }

  /** The names of the lists that evidence may hold. */
  public List<String> lists() {
    return List.copyOf(byList.keySet());
  }

  /** A form that fills a list: of several, which define its records alike, the first. */
  public Optional<DocumentForm> ofList(String list) {
    return Optional.ofNullable(byList.get(list));
  }

  public Optional<DocumentForm> form(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
