package dev.necessity.web.audit;

import dev.necessity.audit.bundle.PrintedCase;
import dev.necessity.audit.reads.CaseReads;
import dev.necessity.audit.recheck.Recheck.Result;
import dev.necessity.audit.retention.Deletions;
import dev.necessity.audit.retention.LegalHolds;
import dev.necessity.audit.search.CaseIndex;
import dev.necessity.audit.search.Search;
import dev.necessity.audit.trace.CaseTrace;
import dev.necessity.audit.trace.DecisionModels;
import dev.necessity.engine.EngineCommands;
import dev.necessity.text.HtmlTemplate;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** The auditor's pages: HTML from a trace and from the models as they were deployed then. */
@Component
public class AuditPages implements PrintedCase {

  private final DecisionModels models;
  private final RepositoryService repository;
  private final EngineCommands engine;

  public AuditPages(DecisionModels models, RepositoryService repository, EngineCommands engine) {
    this.models = models;
    this.repository = repository;
    this.engine = engine;
  }

  public String casePage(CaseTrace trace, CsrfToken token) {
    return fill("case", Map.of("page", told(trace), "token", token));
  }

  /** The same with all its parts. */
  public String wholePage(CaseTrace trace) {
    return fill("whole", Map.of("page", told(trace)));
  }

  /**
   * One of the parts that the case's page leaves out at first.
   *
   * @return empty when the case has no such part
   */
  public Optional<String> partPage(CaseTrace trace, String name) {
    CasePage page = told(trace);
    return page.part(name).map(part -> fill("part", Map.of("page", page, "part", part)));
  }

  /** The same as a file of its own, with nothing to click and nothing to load. */
  @Override
  public String printedCasePage(CaseTrace trace) {
    return fill("printed-case", Map.of("page", told(trace), "printed", true));
  }

  private CasePage told(CaseTrace trace) {
    Optional<Diagram> process = diagram(() -> repository.getProcessModel(trace.process()));
    List<String> evaluated =
        trace.assessments().stream()
            .flatMap(assessment -> assessment.tables().stream())
            .map(CaseTrace.TableStep::definition)
            .toList();
    List<Diagram> decisions =
        evaluated.isEmpty()
            ? List.of()
            : Stream.of(evaluated.get(0), evaluated.get(evaluated.size() - 1))
                .flatMap(
                    definition -> diagram(() -> repository.getDecisionModel(definition)).stream())
                .distinct()
                .toList();
    return CasePage.of(trace, models::table, process, decisions);
  }

  public String searchPage(Search search, CaseIndex.Page found) {
    return fill("search", Map.of("page", FoundCases.of(search, found)));
  }

  public String readsPage(String caseNumber, CaseReads.Page found) {
    return fill("reads", Map.of("caseNumber", caseNumber, "found", found));
  }

  public String holdsPage(
      List<LegalHolds.Hold> standing, List<LegalHolds.HoldEvent> events, CsrfToken token) {
    return fill("holds", Map.of("standing", standing, "events", events, "token", token));
  }

  public String deletionsPage(List<Deletions.Deletion> found, int page, boolean more) {
    return fill("deletions", Map.of("found", found, "number", page, "more", more));
  }

  public String recheckPage(Result result) {
    return fill("recheck", Map.of("result", result));
  }

  private static String fill(String template, Map<String, ?> values) {
    return HtmlTemplate.fill("audit/" + template, values);
  }

  /** Empty when the model is not deployed any more or cannot be read. */
  private Optional<Diagram> diagram(Supplier<InputStream> model) {
    try {
      return Optional.of(engine.run(() -> Diagram.read(model.get())));
    } catch (RuntimeException undeployedOrBroken) {
      return Optional.empty();
    }
  }
}
