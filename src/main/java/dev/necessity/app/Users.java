package dev.necessity.app;

import dev.necessity.casework.people.ReviewerNpis;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Adds users that do not exist yet. */
@Component
class Users {

  private final IdentityService identities;
  private final ReviewerNpis npis;

  Users(IdentityService identities, ReviewerNpis npis) {
    this.identities = identities;
    this.npis = npis;
  }

  /**
   * @throws IllegalStateException when the password is too weak for somebody who may do everything
   */
  void addAdministrator(String id, String password) {
    if (identities.getPasswordPolicy() != null
        && isNew(id)
        && !identities.checkPasswordAgainstPolicy(password, identities.newUser(id)).isValid()) {
      throw new IllegalStateException(
          "NECESSITY_ADMIN_PASSWORD is too weak. Set one of 10 characters or more, with a lower-case letter, an upper-case letter,"
              + " a digit and another character among them, which does not hold the administrator's id.");
    }
    add(id, password, id, "", Groups.ADMIN);
  }

  private boolean isNew(String id) {
    return identities.createUserQuery().userId(id).count() == 0;
  }

  /** A medical director who exists keeps password, name and NPI. */
  void addMedicalDirector(
      String id, String password, String firstName, String lastName, String npi) {
    boolean isNew = isNew(id);
    add(id, password, firstName, lastName, Groups.MEDICAL_DIRECTORS);
    if (isNew) {
      npis.keep(id, npi, null);
    }
  }

  /** A user who exists keeps password and name. */
  void add(String id, String password, String firstName, String lastName, String group) {
    if (isNew(id)) {
      User user = identities.newUser(id);
      user.setPassword(password);
      user.setFirstName(firstName);
      user.setLastName(lastName);
      identities.saveUser(user);
      identities.createMembership(id, group);
    }
  }
}
