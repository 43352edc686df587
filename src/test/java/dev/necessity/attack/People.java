package dev.necessity.attack;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;

/** One person of each group, each with the same password. */
final class People {

  static final Map<String, String> GROUPS =
      Map.of(
          "ana",
          "analysts",
          "ines",
          "intake",
          "rita",
          "reviewers",
          "mia",
          "medical-directors",
          "aud",
          "auditors",
          "adam",
          "camunda-admin");

  static final String PASSWORD = "pw";

  private People() {}

  static void add(IdentityService identities) {
    GROUPS.forEach(
        (id, group) -> {
          if (identities.createUserQuery().userId(id).count() == 0) {
            User user = identities.newUser(id);
            user.setPassword(PASSWORD);
            user.setFirstName(id);
            user.setLastName(id);
            identities.saveUser(user);
            identities.createMembership(id, group);
          }
        });
  }
}
