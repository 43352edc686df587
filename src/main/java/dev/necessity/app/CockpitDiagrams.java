package dev.necessity.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.app.door.EnginePath;
import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.model.PolicyKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Shows Cockpit a policy's diagram with the keys of its decisions for their ids. Cockpit looks for
 * the table to show by the key, and the file has the ids alone ({@link PolicyKeys}). Programs get
 * the file as it was deployed.
 */
@Component
class CockpitDiagrams extends OncePerRequestFilter {

  private static final Pattern DIAGRAM =
      Pattern.compile("decision(-requirements)?-definition/([^/]+)/xml");

  /** Where a decision is named: itself, a requirement of it, and what the diagram draws. */
  private static final Pattern NAMED =
      Pattern.compile("(\\bid=\"|\\bhref=\"#|\\bdmnElementRef=\")([^\"]+)(?=\")");

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final ObjectMapper json;

  CockpitDiagrams(RepositoryService repository, EngineCommands engine, ObjectMapper json) {
    this.repository = repository;
    this.engine = engine;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Matcher diagram =
        DIAGRAM.matcher(
            EnginePath.of(request).filter(EnginePath::webapps).map(EnginePath::path).orElse(""));
    if (!diagram.matches()) {
      chain.doFilter(request, response);
      return;
    }
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, answer);
    Map<String, String> keys =
        answer.getStatus() == HttpStatus.OK.value() && answer.getContentSize() > 0
            ? engine.run(() -> keys(diagram.group(1) != null, diagram.group(2)))
            : Map.of();
    if (keys.isEmpty()) {
      answer.copyBodyToResponse();
      return;
    }
    ObjectNode told = (ObjectNode) json.readTree(answer.getContentAsByteArray());
    told.put(
        "dmnXml",
        NAMED
            .matcher(told.path("dmnXml").asText())
            .replaceAll(
                named ->
                    Matcher.quoteReplacement(
                        named.group(1) + keys.getOrDefault(named.group(2), named.group(2)))));
    byte[] body = json.writeValueAsBytes(told);
    answer.resetBuffer();
    answer.getOutputStream().write(body);
    answer.copyBodyToResponse();
  }

  /** The keys of a file's decisions by their ids; none where the two are the same. */
  private Map<String, String> keys(boolean ofFile, String definition) {
    String file =
        ofFile
            ? definition
            : repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionId(definition)
                .singleResult()
                .getDecisionRequirementsDefinitionId();
    List<DecisionDefinition> decisions =
        file == null
            ? repository.createDecisionDefinitionQuery().decisionDefinitionId(definition).list()
            : repository
                .createDecisionDefinitionQuery()
                .decisionRequirementsDefinitionId(file)
                .list();
    return decisions.stream()
        .map(DecisionDefinition::getKey)
        .filter(PolicyKeys::isFull)
        .collect(Collectors.toMap(PolicyKeys::decision, key -> key));
  }
}
