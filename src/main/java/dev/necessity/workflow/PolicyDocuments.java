package dev.necessity.workflow;

import dev.necessity.policy.DecisionDiagram;
import dev.necessity.policy.Policies;
import dev.necessity.request.DocumentType;
import dev.necessity.workflow.CaseRegister.Pin;
import dev.necessity.workflow.RequestDocumentation.DocumentRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The documents that the policy of a case knows, each with its title, its form and whom it is offered to, as the table {@code documentRequests} says. */
@Component
class PolicyDocuments {

  private static final String TABLE = "documentRequests";

  private final Policies policies;
  private final CaseRegister register;

  PolicyDocuments(Policies policies, CaseRegister register) {
    this.policies = policies;
    this.register = register;
  }

  List<DocumentRequest> all(String processInstance) {
    return of(processInstance, Arrays.stream(DocumentType.values()).map(Enum::name).toList(), "");
  }

  /** @param reason why they are asked for */
  List<DocumentRequest> of(String processInstance, Collection<String> documents, String reason) {
    Pin pin = register.pinned(processInstance).orElseThrow(() -> new IllegalStateException("No policy was chosen for this case, so it knows no documents."));
    DecisionDiagram policy = policies.whole(pin.decision(), pin.policy().version(), pin.policy().finalTables()).holding(TABLE).detached(TABLE);
    return policy.evaluate(TABLE, Map.of("missingDocuments", List.copyOf(documents))).stream()
        .map(row -> new DocumentRequest((String) row.get("requestedDocument"), (String) row.get("documentTitle"), (String) row.get("documentForm"), (String) row.get("documentGroup"), reason))
        .toList();
  }
}
