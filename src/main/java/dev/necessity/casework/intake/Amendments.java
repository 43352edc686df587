package dev.necessity.casework.intake;

import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.people.Caller;
import dev.necessity.casework.people.Participants;
import dev.necessity.request.Amended;
import dev.necessity.request.Amendment;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.springframework.stereotype.Service;

/**
 * Amends requests of cases that are not decided; each is judged again under its version of the
 * policy.
 */
@Service
public class Amendments {

  private final Cases cases;
  private final Participants participants;
  private final CaseVariables variables;
  private final RequestReader reader;
  private final RuntimeService runtime;
  private final IdentityService identities;
  private final Clock clock;

  Amendments(
      Cases cases,
      Participants participants,
      CaseVariables variables,
      RequestReader reader,
      RuntimeService runtime,
      IdentityService identities,
      Clock clock) {
    this.cases = cases;
    this.participants = participants;
    this.variables = variables;
    this.reader = reader;
    this.runtime = runtime;
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when it has ended, or the caller may not because of what they did
   *     in it
   * @throws dev.necessity.request.RequestProblem when the request as amended would make no sense
   */
  public void amend(String caseNumber, Amendment amendment) {
    cases.correlate(
        caseNumber,
        "Amend",
        "evidenceReceived",
        CaseVariables.AMENDMENT,
        run -> {
          Request known =
              variables.read(
                  runtime
                      .<JsonValue>getVariableTyped(run, CaseVariables.REQUEST, false)
                      .getValueSerialized(),
                  Request.class);
          amendment.applied(known, reader);
          Optional<Caller> caller = Caller.of(identities);
          Amended amended =
              new Amended(
                  amendment,
                  amendment.before(known),
                  caller.map(Caller::userId).orElse(null),
                  caller.map(Caller::name).orElse(null),
                  OffsetDateTime.now(clock));
          participants.amended(caseNumber, run, variables.hash(amended));
          return amended;
        });
  }
}
