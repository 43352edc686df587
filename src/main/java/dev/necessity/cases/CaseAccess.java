package dev.necessity.cases;

import dev.necessity.engine.LoggedIn;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;

/**
 * Which cases a caller may know of. Whoever is in one of the groups that know every case knows
 * every case; others know the cases that have or had a task for one of their groups, and for them
 * any other case is one that does not exist.
 */
public class CaseAccess {

  private final IdentityService identities;
  private final CaseRegister register;
  private final Set<String> knowEveryCase;

  public CaseAccess(IdentityService identities, CaseRegister register, Set<String> knowEveryCase) {
    this.identities = identities;
    this.register = register;
    this.knowEveryCase = knowEveryCase;
  }

  /**
   * @throws CaseNotFoundException when the caller may not know of the case, whether it exists or
   *     not
   */
  public void check(String caseNumber) {
    if (!knows(caseNumber)) {
      throw new CaseNotFoundException(caseNumber);
    }
  }

  /** Whether the caller may know of the case; of one that does not exist nobody in a group may. */
  public boolean knows(String caseNumber) {
    return groups().map(groups -> register.isOf(groups, caseNumber)).orElse(true);
  }

  /** The groups whose cases the caller knows; empty when the caller knows every case. */
  public Optional<Set<String>> groups() {
    return LoggedIn.of(identities)
        .map(caller -> caller.groups() == null ? Set.<String>of() : Set.copyOf(caller.groups()))
        .filter(groups -> groups.stream().noneMatch(knowEveryCase::contains));
  }
}
