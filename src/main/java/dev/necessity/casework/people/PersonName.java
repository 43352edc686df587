package dev.necessity.casework.people;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;

/** What somebody is called today. */
public final class PersonName {

  private PersonName() {}

  /** First and last name; the user id of somebody without a name, or who is gone. */
  public static String of(IdentityService identities, String userId) {
    User user = identities.createUserQuery().userId(userId).singleResult();
    String name =
        user == null
            ? ""
            : Stream.of(user.getFirstName(), user.getLastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "))
                .strip();
    return name.isEmpty() ? userId : name;
  }
}
