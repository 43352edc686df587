package dev.necessity.policy.model;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.request.Documents;

/**
 * Measures evidence by forms, whose expression fields are evaluated by the same engine as the
 * tables.
 */
public final class FormFacts {

  private FormFacts() {}

  public static EvidenceFacts of(Documents documents) {
    return new EvidenceFacts(documents, PolicyEngine::evaluate);
  }

  static EvidenceFacts packaged() {
    return Packaged.FACTS;
  }

  private static final class Packaged {

    private static final EvidenceFacts FACTS = of(Documents.packaged());
  }
}
