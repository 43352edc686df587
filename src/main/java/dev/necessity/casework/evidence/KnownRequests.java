package dev.necessity.casework.evidence;

import dev.necessity.cases.Acts;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseVariables;
import dev.necessity.casework.document.DocumentAnswer;
import dev.necessity.request.Amended;
import dev.necessity.request.Request;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.springframework.stereotype.Component;

/**
 * The request of a case as people sent it, with what was added to it. It is a variable; the
 * register keeps its hash, and whatever judges the request asks here, so that a request or an
 * answer that nobody sent is not judged.
 */
@Component
public class KnownRequests {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final Acts acts;

  KnownRequests(CaseVariables variables, CaseRegister register, Acts acts) {
    this.variables = variables;
    this.register = register;
    this.acts = acts;
  }

  /**
   * @throws IllegalStateException when the variable holds another request than the one that was
   *     sent
   */
  public Request of(DelegateExecution execution) {
    boolean isKnown =
        register
            .requestHash(execution.getProcessInstanceId())
            .map(hash(execution, CaseVariables.REQUEST)::equals)
            .orElse(true);
    if (!isKnown) {
      throw changedBehind("The request");
    }
    return variables.request(execution);
  }

  /** Puts a request with more evidence in the place of the one that is known. */
  void change(DelegateExecution execution, Request changed) {
    variables.replaceRequest(execution, changed);
    register.know(execution.getProcessInstanceId(), hash(execution, CaseVariables.REQUEST));
  }

  /**
   * What a message says of how the request is amended; empty when it brings evidence.
   *
   * @throws IllegalStateException when nobody sent it
   */
  Optional<Amended> amendment(DelegateExecution execution) {
    Optional<Amended> amended = variables.find(execution, CaseVariables.AMENDMENT, Amended.class);
    if (amended.isPresent()
        && acts.last(Acts.Kind.AMENDED, execution.getProcessInstanceId())
            .map(Acts.Act::contentHash)
            .filter(hash(execution, CaseVariables.AMENDMENT)::equals)
            .isEmpty()) {
      throw changedBehind("An amendment");
    }
    return amended;
  }

  /**
   * The answer to a documentation task.
   *
   * @throws IllegalStateException when nobody gave it
   */
  DocumentAnswer answer(DelegateExecution execution, String name) {
    DocumentAnswer answer = variables.read(execution, name, DocumentAnswer.class);
    String hash = hash(execution, name);
    String task = name.substring(CaseVariables.ANSWER.length());
    if (!answer.saysNothing()
        && Stream.of(Acts.Kind.DOCUMENTED, Acts.Kind.PLANNED)
            .flatMap(kind -> acts.inTask(kind, task).stream())
            .filter(
                act ->
                    act.processInstance().equals(execution.getProcessInstanceId())
                        && (act.contentHash() == null || act.contentHash().equals(hash)))
            .findFirst()
            .isEmpty()) {
      throw changedBehind("An answer");
    }
    return answer;
  }

  private String hash(VariableScope scope, String name) {
    return variables.hash(scope.<JsonValue>getVariableTyped(name, false));
  }

  private static IllegalStateException changedBehind(String what) {
    return new IllegalStateException(
        what
            + " of this case is not what was sent; nothing is judged. Tell who looks after the server.");
  }
}
