package dev.necessity.workflow;

import dev.necessity.request.Npi;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;

/** The NPI of somebody who reviews, kept with the user, so that nobody types another one for another case. */
public final class ReviewerNpi {

  private static final String KEY = "npi";

  private ReviewerNpi() {}

  static Optional<String> of(IdentityService identities, String userId) {
    return Optional.ofNullable(identities.getUserInfo(userId, KEY));
  }

  /** @throws IllegalArgumentException when it is none */
  public static void keep(IdentityService identities, String userId, String npi) {
    if (!Npi.isValid(npi)) {
      throw new IllegalArgumentException("An NPI has ten digits with a valid check digit.");
    }
    identities.setUserInfo(userId, KEY, npi);
  }
}
