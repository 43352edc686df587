package dev.necessity.deployment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.necessity.cases.CaseTasks;
import dev.necessity.fact.EvidenceFacts;
import dev.necessity.policy.model.FormFacts;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import dev.necessity.request.RequestSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The forms of documents that are live: of each the version that was deployed last, which is what a
 * task shows.
 */
@Component
public class DeployedDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(DeployedDocuments.class);

  /** The engine has no query for forms. A deployed version never changes. */
  private static final String LATEST =
      "select f.ID_, f.DEPLOYMENT_ID_, f.RESOURCE_NAME_ from ACT_RE_CAMFORMDEF f"
          + " where f.VERSION_ = (select max(l.VERSION_) from ACT_RE_CAMFORMDEF l where l.KEY_ = f.KEY_) order by f.KEY_";

  private static final String AS_OF =
      "select f.ID_, f.DEPLOYMENT_ID_, f.RESOURCE_NAME_ from ACT_RE_CAMFORMDEF f where f.VERSION_ = (select max(l.VERSION_)"
          + " from ACT_RE_CAMFORMDEF l join ACT_RE_DEPLOYMENT d on d.ID_ = l.DEPLOYMENT_ID_ where l.KEY_ = f.KEY_ and d.DEPLOY_TIME_ <= ?) order by f.KEY_";
  private static final int EARLIER = 100;
  private static final String CONTENT =
      "select BYTES_ from ACT_GE_BYTEARRAY where DEPLOYMENT_ID_ = ? and NAME_ = ?";

  private record Definition(String id, String deployment, String file) {}

  /** What follows from the forms that are live. */
  private record Composed(List<Definition> of, EvidenceFacts evidence) {

    static Composed of(List<Definition> definitions, Documents documents) {
      return new Composed(definitions, FormFacts.of(documents));
    }
  }

  private final JdbcClient jdbc;
  private volatile Composed composed;
  private final Cache<List<Definition>, Composed> earlier =
      Caffeine.newBuilder().maximumSize(EARLIER).build();
  private final Map<String, DocumentForm> byDefinition = new ConcurrentHashMap<>();

  DeployedDocuments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the order of their ids. */
  public List<DocumentForm> latest() {
    return forms(definitions());
  }

  /** The file that each live form came in, by the form's id. */
  Map<String, String> fileNames() {
    return jdbc
        .sql(
            "select f.KEY_, f.RESOURCE_NAME_ from ACT_RE_CAMFORMDEF f"
                + " where f.VERSION_ = (select max(l.VERSION_) from ACT_RE_CAMFORMDEF l where l.KEY_ = f.KEY_)")
        .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those that count now: beside the live ones the packaged ones. */
  public Documents documents() {
    return evidence().documents();
  }

  /**
   * The form of a documentation task.
   *
   * @throws IllegalStateException when there is none any more
   */
  public DocumentForm formOf(VariableScope task) {
    String id = (String) task.getVariable(CaseTasks.DOCUMENT_FORM);
    return documents()
        .form(id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The form '"
                        + id
                        + "' of this document is not deployed. Deploy it, and try again."));
  }

  /** What a request may hold. */
  public RequestSchema schema() {
    return documents().schema();
  }

  /** Measures evidence as the live forms say. */
  public EvidenceFacts evidence() {
    return composed().evidence();
  }

  /** Measures evidence as the forms said that were live at some time; null means now. */
  public EvidenceFacts evidence(OffsetDateTime at) {
    if (at == null) {
      return evidence();
    }
    List<Definition> then =
        jdbc.sql(AS_OF)
            .param(Date.from(at.toInstant()))
            .query(DeployedDocuments::definition)
            .list();
    Composed known = composed;
    return (known != null && known.of().equals(then)
            ? known
            : earlier.get(
                then,
                definitions ->
                    Composed.of(definitions, Documents.packaged().and(forms(definitions)))))
        .evidence();
  }

  /**
   * By the forms that are live on whichever node they were deployed; composed again only after a
   * deployment of one. While there is no database it is what it was: nothing can be stored then,
   * and the answer to that is another's.
   */
  private Composed composed() {
    Composed known = composed;
    try {
      List<Definition> live = definitions();
      if (known == null || !known.of().equals(live)) {
        known = Composed.of(live, Documents.packaged().and(forms(live)));
        composed = known;
      }
    } catch (DataAccessException unavailable) {
      LOG.debug("The forms that are live are not known", unavailable);
    }
    return known == null ? Composed.of(List.of(), Documents.packaged()) : known;
  }

  private List<Definition> definitions() {
    return jdbc.sql(LATEST).query(DeployedDocuments::definition).list();
  }

  private static Definition definition(ResultSet row, int number) throws SQLException {
    return new Definition(row.getString(1), row.getString(2), row.getString(3));
  }

  private List<DocumentForm> forms(List<Definition> definitions) {
    return definitions.stream().map(this::form).filter(Objects::nonNull).toList();
  }

  private DocumentForm form(Definition definition) {
    DocumentForm known = byDefinition.get(definition.id());
    return known != null
        ? known
        : jdbc.sql(CONTENT)
            .params(definition.deployment(), definition.file())
            .query((row, number) -> row.getBytes(1))
            .optional()
            .map(
                content -> {
                  DocumentForm form = read(content);
                  byDefinition.put(definition.id(), form);
                  return form;
                })
            .orElse(null);
  }

  private static DocumentForm read(byte[] content) {
    try {
      return DocumentForm.read(content);
    } catch (IOException e) {
      throw new UncheckedIOException("A deployed form cannot be read.", e);
    }
  }
}
