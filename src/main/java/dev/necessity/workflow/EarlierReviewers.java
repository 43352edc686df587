package dev.necessity.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * First review, peer review and appeal are different people, told apart by user and by NPI. Who decided a case of the family
 * decides no other and holds no talk about it; who held a talk may judge the reconsideration that it leads to, but no appeal.
 */
@Component
class EarlierReviewers {

  private final CaseRegister register;
  private final Acts acts;
  private final Talks talks;

  EarlierReviewers(CaseRegister register, Acts acts, Talks talks) {
    this.register = register;
    this.acts = acts;
    this.talks = talks;
  }

  /**
   * Why somebody may not do a task; empty for who may.
   *
   * @param npi null while it is not known
   */
  Optional<String> objection(DelegateTask task, String userId, String npi) {
    String caseNumber = task.getExecution().getProcessBusinessKey();
    boolean talk = CaseTasks.TALK.equals(task.getTaskDefinitionKey());
    Optional<String> decided = acts.ofFamily(caseNumber).stream()
        .filter(earlier -> earlier.kind() == Acts.Kind.REVIEWED && (earlier.userId().equals(userId) || earlier.npi().equals(npi))).findFirst()
        .map(earlier -> talk ? "you decided case " + earlier.caseNumber() + " of this request; another medical director must hold the talk"
            : "this continues case " + earlier.caseNumber() + ", which you decided; another medical director must decide it");
    boolean appeal = register.continued(task.getProcessInstanceId()).filter(continued -> continued.kind() == Link.Kind.APPEAL).isPresent();
    return decided.or(() -> appeal ? talked(caseNumber, userId, npi) : Optional.empty());
  }

  private Optional<String> talked(String caseNumber, String userId, String npi) {
    List<String> family = register.relatives(caseNumber).stream().map(CaseView.Relative::caseNumber).toList();
    return family.stream().flatMap(of -> held(of).filter(result -> result.userId().equals(userId) || result.npi().equals(npi)).map(result -> of)).findFirst()
        .map(of -> "you held the peer-to-peer talk about case " + of + "; another medical director must decide the appeal");
  }

  private Stream<TalkForm.Result> held(String caseNumber) {
    return talks.of(caseNumber).stream().map(CaseView.Talk::result).filter(result -> result != null && !result.outcome().equals(TalkForm.NOT_HELD));
  }
}
