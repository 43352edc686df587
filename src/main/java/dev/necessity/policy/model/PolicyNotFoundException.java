package dev.necessity.policy.model;

/** The catalogue names a policy version that is not deployed. */
public class PolicyNotFoundException extends RuntimeException {

  public PolicyNotFoundException(String decision, String version) {
    super(
        "The catalogue names decision '"
            + decision
            + "' in version '"
            + version
            + "', which is not deployed. Deploy that version, or correct the row in policyCatalog.");
  }
}
