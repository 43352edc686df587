package dev.necessity.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.PolicyRef;
import dev.necessity.engine.JsonVariable;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Request;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.springframework.stereotype.Component;

/** The variables of a case by name, and JSON in and out of them: never Java-serialised objects. */
@Component
public class CaseVariables {

  public static final String REQUEST = "request";
  public static final String REQUEST_AS_RECEIVED = "requestAsReceived";
  public static final String FACTS = "facts";
  public static final String POLICY_ANSWER = Policy.ANSWER;
  public static final String ASSESSMENT = "assessment";
  public static final String DETERMINATION = "determination";
  public static final String NOTICE = "notice";
  public static final String DOCUMENTATION = "documentation";
  public static final String DOCUMENT_REQUESTS = "documentRequests";
  public static final String DOCUMENT_COUNT = "documentCount";
  public static final String UNAVAILABLE_DOCUMENTS = "unavailableDocuments";
  public static final String EVIDENCE = "evidence";
  public static final String AMENDMENT = "amendment";
  public static final String CONFIRMATION = "confirmation";
  public static final String CONFIRMATION_GROUP = "confirmationGroup";
  public static final String CONFIRMED = "confirmed";
  public static final String REVIEW = "review";
  public static final String REVIEWED_STATUSES = "reviewedStatuses";
  public static final String DOCUMENTS_ASKED = "documentsAsked";
  public static final String DOCUMENTS_ASKED_FOR = "documentsAskedFor";
  public static final String WITHDRAWAL = "withdrawal";
  public static final String TALK_ASKED = "talkAsked";
  public static final String TALK_RESULT = "talkResult";
  public static final String TALK_OUTCOME = "talkOutcome";
  public static final String RECONSIDERATION = "reconsideration";

  public static final String POLICY_ID = "policyId";
  public static final String POLICY_VERSION = "policyVersion";
  public static final String POLICY_DECISION = "policyDecision";
  public static final String FINAL_DECISION = "finalDecision";
  public static final String FINAL_VERSION = "finalVersion";
  public static final String ROUTE_REASON = "routeReason";
  public static final String OUTCOME = "outcome";
  public static final String WHAT_NEXT = "whatNext";
  public static final String CERTIFIED_UNTIL = "certifiedUntil";
  public static final String URGENCY = "urgency";
  public static final String LINE_OF_BUSINESS = "lineOfBusiness";
  public static final String RECEIVED_AT = "receivedAt";
  public static final String DUE_AT = "dueAt";
  public static final String DOCUMENTATION_UNTIL = "documentationUntil";
  public static final String CLOCK_WARNINGS = "clockWarnings";
  public static final String CLOCK_SCHEDULE = "clockSchedule";
  public static final String EXTENSION_LIMIT = "extensionLimit";
  public static final String EXTENSION_GROUNDS = "extensionGrounds";
  public static final String LINK = "link";
  public static final String EXTENSION = "extension";
  public static final String NEXT_WARNING_AT = "nextWarningAt";

  /**
   * Prefix of the answer to one documentation task: one variable each, so that two people never
   * write the same row.
   */
  public static final String ANSWER = "answer_";

  private final ObjectMapper json;

  public CaseVariables(ObjectMapper json) {
    this.json = json;
  }

  /** A value as a JSON variable. */
  public JsonValue json(Object value) {
    return JsonVariable.of(value, json);
  }

  /** Tells whether a value is still the one that was kept with an act ({@link Acts}). */
  public String hash(Object value) {
    return hash(json(value));
  }

  public String hash(JsonValue value) {
    return ContentHash.of(read(value.getValueSerialized(), JsonNode.class));
  }

  public <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <T> T read(VariableScope scope, String name, Class<T> type) {
    return find(scope, name, type)
        .orElseThrow(() -> new IllegalStateException("The case has no variable '" + name + "'."));
  }

  public <T> Optional<T> find(VariableScope scope, String name, Class<T> type) {
    JsonValue value = scope.getVariableTyped(name, false);
    return Optional.ofNullable(value)
        .map(JsonValue::getValueSerialized)
        .map(text -> read(text, type));
  }

  /** The policy of the case, as it is pinned. */
  public static PolicyRef policy(VariableScope scope) {
    return PolicyRef.of(
        (String) scope.getVariable(POLICY_ID),
        (String) scope.getVariable(POLICY_VERSION),
        (String) scope.getVariable(FINAL_DECISION),
        (String) scope.getVariable(FINAL_VERSION));
  }

  /** What the policy's own file has just answered, for the final tables to go on from. */
  public void keepAnswer(DelegateExecution execution) {
    execution.setVariable(POLICY_ANSWER, json(DecisionOutput.single(execution)));
  }

  public Request request(VariableScope scope) {
    return read(scope, REQUEST, Request.class);
  }

  /**
   * Puts a request with more evidence in the place of the one that is known; the one that was
   * received is kept as it came.
   */
  public void replaceRequest(VariableScope scope, Request changed) {
    if (!scope.hasVariable(REQUEST_AS_RECEIVED)) {
      JsonValue received = scope.getVariableTyped(REQUEST, false);
      scope.setVariable(
          REQUEST_AS_RECEIVED, SpinValues.jsonValue(received.getValueSerialized()).create());
    }
    scope.setVariable(REQUEST, json(changed));
  }

  public Assessment assessment(VariableScope scope) {
    return read(scope, ASSESSMENT, Assessment.class);
  }

  /** The documents that somebody answered as not available; they are not asked for again. */
  public Set<String> unavailableDocuments(VariableScope scope) {
    return unavailable(scope).keySet();
  }

  /**
   * Those documents, each with the reason that was given; of a case that an earlier version opened
   * it is not known.
   */
  public Map<String, String> unavailable(VariableScope scope) {
    Map<String, String> reasons = new TreeMap<>();
    find(scope, UNAVAILABLE_DOCUMENTS, JsonNode.class)
        .ifPresent(
            answered -> {
              answered
                  .properties()
                  .forEach(
                      document -> reasons.put(document.getKey(), document.getValue().asText()));
              if (answered.isArray()) {
                answered.forEach(document -> reasons.put(document.asText(), "no reason was kept"));
              }
            });
    return reasons;
  }

  /** An instant as a variable: ISO 8601 with seconds and offset. */
  public static String text(OffsetDateTime instant) {
    return instant.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  public OffsetDateTime instant(VariableScope scope, String name) {
    return OffsetDateTime.parse((String) scope.getVariable(name));
  }

  /** Any value as another shape of the same JSON. */
  public <T> T convert(Object value, Class<T> type) {
    return json.convertValue(value, type);
  }

  public ObjectMapper mapper() {
    return json;
  }
}
