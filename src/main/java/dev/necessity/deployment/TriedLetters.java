package dev.necessity.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.assessment.Assessor;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.notice.NoticePreview;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.policy.compare.RequestKinds;
import dev.necessity.policy.model.Catalogue.Entry;
import dev.necessity.policy.model.DecisionDiagram;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.model.PolicySelection;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Whether the letters about the cases of a policy can be written, tried before the policy is live:
 * on a request of which nothing is known but what the catalogue asks for, as if its documentation
 * period ended now.
 */
@Component
class TriedLetters {

  private final DeployedPolicies policies;
  private final ObjectProvider<RequestReader> reader;
  private final ObjectMapper json;
  private final Clock clock;

  /**
   * @param policies asked for while files are deployed, which the engine is built to do before it
   *     has one; so is the reader
   */
  TriedLetters(
      @Lazy DeployedPolicies policies,
      ObjectProvider<RequestReader> reader,
      ObjectMapper json,
      Clock clock) {
    this.policies = policies;
    this.reader = reader;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What goes wrong for a row of a catalogue; empty where nothing does, or where no request reaches
   * the row.
   *
   * @param deployment the files of the same deployment
   */
  Optional<String> problem(Entry entry, PolicyFile catalogue, List<PolicyFile> deployment) {
    Policies after = with(catalogue, deployment);
    return kind(entry, catalogue, after).flatMap(kind -> problem(kind, after));
  }

  private Policies with(PolicyFile catalogue, List<PolicyFile> deployment) {
    Policies after = policies.with(diagram(catalogue));
    for (PolicyFile file : deployment) {
      if (file != catalogue) {
        after = after.with(diagram(file));
      }
    }
    return after;
  }

  private static DecisionDiagram diagram(PolicyFile file) {
    return DecisionDiagram.read(PolicyEngine.create(), new ByteArrayInputStream(file.content()));
  }

  private Optional<Map<String, Object>> kind(Entry entry, PolicyFile catalogue, Policies after) {
    return RequestKinds.codes(catalogue).stream()
        .filter(code -> entry.row().cells().stream().anyMatch(cell -> cell.contains(code)))
        .flatMap(code -> RequestKinds.of(code, LocalDate.now(clock), catalogue).stream())
        .filter(
            kind -> {
              PolicySelection selection =
                  PolicySelection.of(
                      after.catalog().evaluateRow(Policies.CATALOG, Map.of("request", kind)));
              return entry.policyId().equals(selection.policyId())
                  && entry.version().equals(selection.version());
            })
        .findFirst();
  }

  private Optional<String> problem(Map<String, Object> kind, Policies after) {
    Request request = reader.getObject().readAccepted(request(kind));
    NoticeWriter writer = new NoticeWriter();
    NoticePreview preview = new NoticePreview(new Assessor(after, json), after, writer, clock);
    NoticeRenderer renderer = new NoticeRenderer(writer, json);
    for (Audience audience : Audience.values()) {
      for (Language language : Language.values()) {
        try {
          Notice notice = preview.of(request, audience, language);
          renderer.html(notice);
          Optional<String> unsaid =
              audience == Audience.PROVIDER ? unsaid(notice) : Optional.empty();
          if (unsaid.isPresent()) {
            return unsaid;
          }
        } catch (RuntimeException | StackOverflowError unwritable) {
          return Optional.of(
              "The notice for the "
                  + audience
                  + " in '"
                  + language.tag()
                  + "' about a request for "
                  + request.procedure().code()
                  + " of which nothing arrived cannot be written: "
                  + unwritable.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unsaid(Notice notice) {
    return notice.criteria().stream()
        .filter(criterion -> criterion.reason().isBlank() || criterion.citation().isBlank())
        .findFirst()
        .map(
            criterion ->
                "Where nothing arrived, the policy gives no reason or no citation for '"
                    + criterion.id()
                    + "', so that a letter could not say why.");
  }

  private byte[] request(Map<String, Object> kind) {
    Map<String, Object> request = new HashMap<>(kind);
    request.put("requestId", "nothing-sent");
    request.put("member", Map.of("memberId", "M-0"));
    request.put("provider", Map.of("npi", "1234567893"));
    request.put("requestedSetting", Request.Setting.AMBULATORY.name());
    request.put("diagnoses", List.of());
    request.put("evidence", Map.of());
    try {
      return json.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
