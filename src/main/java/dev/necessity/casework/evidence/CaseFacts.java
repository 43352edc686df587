package dev.necessity.casework.evidence;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.Pin;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.fact.NotComputedException;
import dev.necessity.policy.model.FactsRead;
import dev.necessity.policy.model.MeasuredFacts;
import dev.necessity.policy.model.Policies;
import dev.necessity.request.Request;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The facts of a case, as they are kept with it: what its policy reads, measured by the forms that
 * were live when the policy was pinned. A form that is deployed later says of this case's records
 * what the earlier one said.
 */
@Component
public class CaseFacts {

  private final CaseRegister register;
  private final Policies policies;
  private final DeployedDocuments documents;

  /** A version that is deployed never changes. */
  private final Map<String, FactsRead> readBy = new ConcurrentHashMap<>();

  CaseFacts(CaseRegister register, Policies policies, DeployedDocuments documents) {
    this.register = register;
    this.policies = policies;
    this.documents = documents;
  }

  /**
   * Measures what is known of a case.
   *
   * @param unobtainable the documents that were answered as not obtainable
   * @throws NotComputedException when an expression of a form fails, in its version of today as
   *     well
   */
  public Map<String, Object> of(
      String processInstance, Request request, Collection<String> unobtainable) {
    Pin pin = register.pinned(processInstance);
    FactsRead read =
        readBy.computeIfAbsent(
            String.join("/", pin.decision(), pin.policy().version(), pin.policy().finalTables()),
            unknown ->
                policies
                    .whole(pin.decision(), pin.policy().version(), pin.policy().finalTables())
                    .factsRead());
    try {
      return read.of(MeasuredFacts.of(request, unobtainable, documents.evidence(pin.at())));
    } catch (NotComputedException failed) {
      // It has measured nothing yet, and what was deployed since is its correction.
      return read.of(MeasuredFacts.of(request, unobtainable, documents.evidence()));
    }
  }
}
