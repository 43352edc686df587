package dev.necessity.casework.people;

import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.Acts.Kind;
import dev.necessity.cases.Acts.Role;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.Link;
import dev.necessity.engine.LoggedIn;
import dev.necessity.engine.form.FormProblem;
import dev.necessity.request.Request;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * One person is never two roles in one case, told apart by user and by NPI. Who brought in what a
 * case is judged by, or requested it, does not judge it, nor any other case of its family; who
 * judged one brings nothing into another. First review, peer review and appeal are different
 * people: who decided a case of the family decides no other and holds no talk about it; who held a
 * talk may judge the reconsideration that it leads to, but no appeal. The lines of a request share
 * what it was judged by, so roles are told apart among them as within a case; but they are no
 * review of each other, and one person may decide them all.
 */
@Component
public class Participants {

  private final Acts acts;
  private final CaseRegister register;
  private final IdentityService identities;
  private final Clock clock;

  Participants(Acts acts, CaseRegister register, IdentityService identities, Clock clock) {
    this.acts = acts;
    this.register = register;
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * Keeps who opened a case, and which provider requested it.
   *
   * @throws CaseConflictException when the caller may not, because of what they did in another case
   *     of the family
   */
  public void opened(String caseNumber, Request request) {
    sent(Kind.ENTERED, caseNumber);
    acts.add(
        new Act(
            caseNumber, Kind.REQUESTED, null, null, null, request.provider().npi(), null, now()));
  }

  /**
   * @param npi of the clinician of the provider
   */
  public void askedToTalk(String caseNumber, String npi) {
    acts.add(new Act(caseNumber, Kind.ASKED_TO_TALK, null, null, null, npi, null, now()));
  }

  /**
   * @throws CaseConflictException when the caller may not, because of what they did before
   */
  public void sentEvidence(String caseNumber) {
    sent(Kind.SENT_EVIDENCE, caseNumber);
  }

  /**
   * @param contentHash of what was amended
   * @throws CaseConflictException when the caller may not, because of what they did before
   */
  public void amended(String caseNumber, String processInstance, String contentHash) {
    sent(Kind.AMENDED, caseNumber, processInstance, contentHash);
  }

  private void sent(Kind kind, String caseNumber) {
    sent(kind, caseNumber, null, null);
  }

  private void sent(Kind kind, String caseNumber, String processInstance, String contentHash) {
    caller()
        .ifPresent(
            user -> {
              objection(kind, caseNumber, false, user, null)
                  .ifPresent(
                      objection -> {
                        throw new CaseConflictException(
                            Character.toUpperCase(objection.charAt(0))
                                + objection.substring(1)
                                + ".");
                      });
              acts.add(
                  new Act(caseNumber, kind, processInstance, null, user, null, contentHash, now()));
            });
  }

  /**
   * Keeps what the caller did in a task.
   *
   * @param field of its form, which an objection names
   * @param npi null where the form asks for none
   * @throws dev.necessity.request.InvalidRequestException when the caller may not, because of what
   *     they did before
   */
  public void did(Kind kind, DelegateTask task, String field, String npi, String contentHash) {
    caller()
        .ifPresent(
            user -> {
              objection(kind, task, user, npi)
                  .ifPresent(
                      objection -> {
                        throw FormProblem.of(field, objection);
                      });
              acts.add(
                  new Act(
                      caseNumber(task),
                      kind,
                      task.getProcessInstanceId(),
                      task.getId(),
                      user,
                      npi,
                      contentHash,
                      now()));
            });
  }

  /**
   * Why somebody may not do a task; empty for who may.
   *
   * @param npi null while it is not known
   */
  public Optional<String> objection(Kind kind, DelegateTask task, String userId, String npi) {
    boolean appeal =
        register
            .continued(task.getProcessInstanceId())
            .filter(continued -> continued.kind() == Link.Kind.APPEAL)
            .isPresent();
    return objection(kind, caseNumber(task), appeal, userId, npi);
  }

  private Optional<String> objection(
      Kind kind, String caseNumber, boolean appeal, String userId, String npi) {
    return Stream.concat(
            acts.ofFamily(caseNumber).stream()
                .filter(act -> excludes(act, kind, appeal, act.caseNumber().equals(caseNumber))),
            acts.ofOtherLines(caseNumber).stream()
                .filter(act -> excludesAsAnotherRole(act, kind, false)))
        .filter(act -> userId.equals(act.userId()) || npi != null && npi.equals(act.npi()))
        .findFirst()
        .map(
            act ->
                act.kind().said(act.caseNumber())
                    + (act.kind().role() == kind.role()
                        ? "; "
                        : "; one person is never two roles in one case: ")
                    + kind.another());
  }

  private static boolean excludes(Act act, Kind kind, boolean appeal, boolean sameCase) {
    return excludesAsAnotherRole(act, kind, sameCase)
        || act.kind().role() == kind.role()
            && kind.role() == Role.MEDICAL_DIRECTOR
            && (act.kind() == Kind.REVIEWED || kind == Kind.REVIEWED && appeal);
  }

  private static boolean excludesAsAnotherRole(Act act, Kind kind, boolean sameCase) {
    return act.kind().role() != kind.role()
        && (sameCase || act.kind().role().judges() || kind.role().judges());
  }

  private static String caseNumber(DelegateTask task) {
    return task.getExecution().getProcessBusinessKey();
  }

  private Optional<String> caller() {
    return LoggedIn.of(identities).map(LoggedIn::userId);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
