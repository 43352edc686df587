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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** The auditor's pages: HTML from a trace and from the models as they were deployed then. */
@Component
public class AuditPages implements PrintedCase {

  /**
   * bpmn-js, which draws diagrams as Camunda Modeler does; from a package that the application
   * holds.
   */
  private static final String VIEWER = "webjars/bpmn-js/dist/";

  private final DecisionModels models;
  private final RepositoryService repository;
  private final EngineCommands engine;

  public AuditPages(DecisionModels models, RepositoryService repository, EngineCommands engine) {
    this.models = models;
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * @param base from the page to the site's root, as in {@code ../}
   */
  public String casePage(CaseTrace trace, String base, CsrfToken token) {
    Markup viewer =
        new Markup(
            "<link rel=\"stylesheet\" href=\""
                + base
                + VIEWER
                + "assets/diagram-js.css\">"
                + "<script src=\""
                + base
                + VIEWER
                + "bpmn-navigated-viewer.production.min.js\" defer></script>"
                + "<script src=\""
                + base
                + "site/process.js\" defer></script>");
    return Markup.pageWith(
        viewer,
        base,
        "Case " + trace.caseNumber(),
        Stream.concat(Stream.of(CasePage.actions(trace, token)), content(trace).stream())
            .toArray());
  }

  /** The same as a file of its own, with nothing to click and nothing to load. */
  @Override
  public String printedCasePage(CaseTrace trace) {
    return Markup.file(
        style("style.css"),
        "Case " + trace.caseNumber(),
        content(trace).toArray());
  }

  private static String style(String name) {
    try (InputStream css = new ClassPathResource("static/site/" + name).getInputStream()) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Markup> content(CaseTrace trace) {
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
    return CasePage.content(trace, models::table, process, decisions);
  }

  public String searchPage(Search search, CaseIndex.Page found, String base) {
    return Markup.page(base, "Cases", SearchPage.content(search, found).toArray());
  }

  public String readsPage(String caseNumber, CaseReads.Page found, String base) {
    return Markup.page(base, "Reads of case " + caseNumber, KeepingPage.reads(found).toArray());
  }

  public String holdsPage(
      List<LegalHolds.Hold> standing,
      List<LegalHolds.HoldEvent> events,
      String base,
      CsrfToken token) {
    return Markup.page(base, "Legal holds", KeepingPage.holds(standing, events, token).toArray());
  }

  public String deletionsPage(List<Deletions.Deletion> found, int page, boolean more, String base) {
    return Markup.page(base, "Removed cases", KeepingPage.deletions(found, page, more).toArray());
  }

  public String recheckPage(Result result, String base) {
    return Markup.page(
        base,
        "Case " + result.caseNumber() + " judged again",
        RecheckPage.content(result, base + "audit/" + result.caseNumber()).toArray());
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
