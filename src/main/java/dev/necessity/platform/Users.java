package dev.necessity.platform;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Adds users that do not exist yet. */
@Component
class Users {

  private final IdentityService identities;

  Users(IdentityService identities) {
    this.identities = identities;
  }

  /** A user who exists keeps password and name. */
  void add(String id, String password, String firstName, String lastName, String group) {
    if (identities.createUserQuery().userId(id).count() == 0) {
      User user = identities.newUser(id);
      user.setPassword(password);
      user.setFirstName(firstName);
      user.setLastName(lastName);
      identities.saveUser(user);
      identities.createMembership(id, group);
    }
  }
}
