package dev.necessity.casework.intake;

import dev.necessity.cases.CaseChanges;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseNumber;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.RegisteredCase;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTalks;
import dev.necessity.cases.CaseTasks;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.Link;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.casework.document.OpenDocuments;
import dev.necessity.casework.people.Participants;
import dev.necessity.engine.EngineCommands;
import dev.necessity.history.StoredAssessments;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Opens, reads and changes cases for the API. */
@Service
public class Cases {

  /** Nobody pages through more; to count them all would take longer than to list a page. */
  private static final int COUNTED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Cases.class);

  private final CaseRegister register;
  private final Participants participants;
  private final CaseVariables variables;
  private final EngineCommands engine;
  private final CaseChanges changes;
  private final RuntimeService runtime;
  private final OpenDocuments documents;
  private final StoredValues stored;
  private final StoredAssessments assessments;
  private final CaseTalks talks;

  Cases(
      CaseRegister register,
      Participants participants,
      CaseVariables variables,
      EngineCommands engine,
      CaseChanges changes,
      RuntimeService runtime,
      OpenDocuments documents,
      StoredValues stored,
      StoredAssessments assessments,
      CaseTalks talks) {
    this.register = register;
    this.participants = participants;
    this.variables = variables;
    this.engine = engine;
    this.changes = changes;
    this.runtime = runtime;
    this.documents = documents;
    this.stored = stored;
    this.assessments = assessments;
    this.talks = talks;
  }

  /** A case, and whether this call opened it. */
  public record Opened(String caseNumber, boolean created) {}

  /**
   * A line of a request that is to be a case: its number, what to keep of it, and what its run
   * starts with.
   */
  private record Opening(String caseNumber, Request request, int line, Map<String, Object> start) {}

  /**
   * Opens a case for a request. The same request again is the same case, also when both arrive at
   * once.
   *
   * @param contentHash of the body as it was sent
   * @throws CaseConflictException when the request id is known with other content
   */
  public Opened open(Request request, String contentHash) {
    return open(request, contentHash, null);
  }

  /**
   * @param link to the case that this one continues, or null
   */
  public Opened open(Request request, String contentHash, Link link) {
    return open(List.of(request), contentHash, link).get(0);
  }

  /** The same for a request of several lines, each a case: all of them are opened, or none. */
  public List<Opened> open(List<Request> lines, String contentHash) {
    return open(lines, contentHash, null);
  }

  private List<Opened> open(List<Request> lines, String contentHash, Link link) {
    List<RegisteredCase> known = register.linesOf(lines.get(0).requestId());
    return known.isEmpty() ? openNew(lines, contentHash, link) : same(known, contentHash);
  }

  private List<Opened> openNew(List<Request> lines, String contentHash, Link link) {
    List<Opening> openings =
        IntStream.rangeClosed(1, lines.size())
            .mapToObj(line -> opening(lines.get(line - 1), line, link))
            .toList();
    try {
      return open(
          openings,
          contentHash,
          link,
          opening ->
              runtime.startProcessInstanceByKey(
                  CaseTasks.PROCESS, opening.caseNumber(), opening.start()));
    } catch (CaseConflictException refused) {
      throw refused;
    } catch (RuntimeException failure) {
      LOG.error(
          "Case {}: a step failed when the request arrived; the request is kept, and the step is tried again as a job",
          openings.stream().map(Opening::caseNumber).collect(Collectors.joining(", ")),
          failure);
      return open(openings, contentHash, link, this::keep);
    }
  }

  private List<Opened> open(
      List<Opening> openings, String contentHash, Link link, Consumer<Opening> start) {
    try {
      return engine.run(
          () ->
              openings.stream()
                  .map(
                      opening -> {
                        register(opening, contentHash, link);
                        start.accept(opening);
                        return new Opened(opening.caseNumber(), true);
                      })
                  .toList());
    } catch (DuplicateKeyException sentTwiceAtOnce) {
      return same(register.linesOf(openings.get(0).request().requestId()), contentHash);
    }
  }

  private Opening opening(Request request, int line, Link link) {
    return new Opening(
        CaseNumber.next(),
        request,
        line,
        link == null
            ? Map.of(CaseVariables.REQUEST, variables.json(request))
            : Map.of(
                CaseVariables.REQUEST,
                variables.json(request),
                CaseVariables.LINK,
                variables.json(link)));
  }

  /**
   * Stores the request without deciding anything, so that a failing step leaves an incident and
   * loses nothing.
   */
  private void keep(Opening opening) {
    String run =
        runtime
            .createMessageCorrelation("requestKept")
            .processInstanceBusinessKey(opening.caseNumber())
            .setVariables(opening.start())
            .correlateStartMessage()
            .getId();
    register.open(opening.caseNumber(), run);
  }

  private void register(Opening opening, String contentHash, Link link) {
    String caseNumber = opening.caseNumber();
    register.add(
        caseNumber,
        opening.request(),
        opening.line(),
        contentHash,
        variables.hash(opening.request()));
    if (link != null) {
      register.lockFamily(link.of());
      register
          .openRelative(link.of())
          .ifPresent(
              open -> {
                throw new CaseConflictException(
                    "Case "
                        + open.caseNumber()
                        + " of the same request is still open; add the evidence there.");
              });
      register.link(caseNumber, link);
    }
    participants.opened(caseNumber, opening.request());
  }

  private static List<Opened> same(List<RegisteredCase> known, String contentHash) {
    return known.stream()
        .map(
            line -> {
              if (!line.contentHash().equals(contentHash)) {
                throw new CaseConflictException(
                    "A request with this requestId was received with other content, as case "
                        + line.caseNumber()
                        + ". Send a changed request under a new requestId.");
              }
              return new Opened(line.caseNumber(), false);
            })
        .toList();
  }

  /**
   * @throws CaseNotFoundException when there is no such case
   */
  public CaseView view(String caseNumber) {
    return engine.run(() -> read(entry(caseNumber)));
  }

  public CaseView.Page list(CaseRegister.Filter filter, int page, int size) {
    List<CaseView.ListedCase> lines =
        register.list(filter, page, size).stream()
            .map(
                entry ->
                    new CaseView.ListedCase(
                        entry.caseNumber(),
                        entry.requestId(),
                        entry.state(),
                        entry.policy(),
                        entry.receivedAt(),
                        entry.dueAt()))
            .toList();
    long total = register.count(filter, COUNTED);
    return new CaseView.Page(lines, page, size, Math.min(total, COUNTED), total > COUNTED);
  }

  /**
   * Adds evidence to a case that is not decided.
   *
   * @throws CaseConflictException when the case has ended
   */
  public CaseView addEvidence(String caseNumber, Evidence evidence) {
    correlate(
        caseNumber,
        "Send evidence",
        "evidenceReceived",
        CaseVariables.EVIDENCE,
        run -> {
          participants.sentEvidence(caseNumber);
          return evidence;
        });
    return view(caseNumber);
  }

  /** Ends a case at the wish of its sender. */
  public CaseView withdraw(String caseNumber, String reason) {
    correlate(
        caseNumber,
        "Withdraw",
        "requestWithdrawn",
        CaseVariables.WITHDRAWAL,
        run -> Map.of("reason", reason));
    return view(caseNumber);
  }

  /**
   * Tells the run of a case what arrived for it.
   *
   * @param content what {@code variable} holds then, by the run
   * @throws CaseConflictException when the case has ended
   */
  void correlate(
      String caseNumber,
      String operation,
      String message,
      String variable,
      Function<String, Object> content) {
    changes.make(
        caseNumber,
        entry -> {
          if (entry.state().ended()) {
            throw ended(entry);
          }
          List<ProcessInstance> running =
              runtime
                  .createProcessInstanceQuery()
                  .processDefinitionKey(CaseTasks.PROCESS)
                  .processInstanceBusinessKey(caseNumber)
                  .list();
          if (running.isEmpty()) {
            throw ended(entry);
          }
          Object sent = content.apply(running.get(0).getId());
          try {
            running.forEach(instance -> engine.log(operation, instance.getId()));
            runtime
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(caseNumber)
                .setVariable(variable, variables.json(sent))
                .correlate();
          } catch (MismatchingMessageCorrelationException busy) {
            throw new CaseConflictException(
                "Case "
                    + caseNumber
                    + " is between two steps or waits for an operator. Try again in a moment.");
          }
          return null;
        });
  }

  private static CaseConflictException ended(RegisteredCase entry) {
    String how =
        switch (entry.state()) {
          case WITHDRAWN -> "The request of case %s was withdrawn";
          case DECIDED -> "Case %s is decided";
          default -> "The request of case %s was routed elsewhere";
        };
    return new CaseConflictException(
        how.formatted(entry.caseNumber()) + " and can no longer be changed. Send a new request.");
  }

  private RegisteredCase entry(String caseNumber) {
    return register.find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
  }

  private CaseView read(RegisteredCase entry) {
    StoredAssessments.StoredAssessment judged =
        assessments
            .find(entry.caseNumber())
            .filter(found -> found.processInstance() != null)
            .orElseThrow(() -> new CaseNotFoundException(entry.caseNumber()));
    String instance = judged.processInstance();
    Values values =
        stored.of(
            instance,
            CaseVariables.DETERMINATION,
            CaseVariables.RECEIVED_AT,
            CaseVariables.DUE_AT,
            CaseVariables.DOCUMENTATION_UNTIL,
            CaseVariables.EXTENSION);
    CaseView.Clock clock =
        new CaseView.Clock(
            values.text(CaseVariables.RECEIVED_AT).orElse(CaseVariables.text(entry.receivedAt())),
            values.text(CaseVariables.DUE_AT).orElse(null),
            values.text(CaseVariables.DOCUMENTATION_UNTIL).orElse(null));
    return new CaseView(
        entry.caseNumber(),
        entry.requestId(),
        entry.state(),
        entry.policy(),
        clock,
        values.json(CaseVariables.EXTENSION),
        judged.assessment(),
        entry.state() == CaseState.WAITING_FOR_DOCUMENTATION ? documents.of(instance) : List.of(),
        entry.state() == CaseState.DECIDED ? values.json(CaseVariables.DETERMINATION) : null,
        entry.state() == CaseState.DECIDED ? talks.of(entry.caseNumber()) : List.of(),
        register.relatives(entry.caseNumber()),
        otherLines(entry));
  }

  private List<CaseView.OtherLine> otherLines(RegisteredCase entry) {
    return register.linesOf(entry.requestId()).stream()
        .filter(line -> !line.caseNumber().equals(entry.caseNumber()))
        .map(line -> new CaseView.OtherLine(line.caseNumber(), line.state()))
        .toList();
  }
}
