package dev.necessity.casework.document;

import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.Pin;
import dev.necessity.casework.document.RequestDocumentation.DocumentRequest;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The documents that the policy of a case knows, each with its title, its form and whom it is
 * offered to, as the table {@code documentRequests} says.
 */
@Component
public class PolicyDocuments {

  private final Policies policies;
  private final CaseRegister register;

  PolicyDocuments(Policies policies, CaseRegister register) {
    this.policies = policies;
    this.register = register;
  }

  public List<DocumentRequest> all(String processInstance) {
    return rows(processInstance).map(row -> request(row, "")).toList();
  }

  /**
   * @param reason why they are asked for
   */
  public List<DocumentRequest> of(
      String processInstance, Collection<String> documents, String reason) {
    return rows(processInstance)
        .filter(row -> documents.contains(row.get(Policy.DOCUMENT)))
        .map(row -> request(row, reason))
        .toList();
  }

  /** None of a policy that asks for no documents. */
  private Stream<Map<String, Object>> rows(String processInstance) {
    Pin pin = register.pinned(processInstance);
    return policies
        .whole(pin.decision(), pin.policy().version(), pin.policy().finalTables())
        .documentRequests()
        .stream();
  }

  private static DocumentRequest request(Map<String, Object> row, String reason) {
    return new DocumentRequest(
        (String) row.get(Policy.DOCUMENT),
        (String) row.get("documentTitle"),
        (String) row.get("documentForm"),
        (String) row.get("documentGroup"),
        reason);
  }
}
