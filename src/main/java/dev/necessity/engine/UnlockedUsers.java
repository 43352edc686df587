package dev.necessity.engine;

import java.util.UUID;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's users without the engine's lock, with which anybody could lock anybody out; {@code
 * LogInThrottle} is in its place. A user whom there is not takes as long as one whom there is.
 */
public class UnlockedUsers extends DbIdentityServiceProvider {

  private static volatile UserEntity nobody;

  @Override
  public boolean checkPassword(String userId, String password) {
    UserEntity user = findUserById(userId);
    return matchPassword(password, user == null ? nobody() : user) && user != null;
  }

  private static UserEntity nobody() {
    if (nobody == null) {
      UserEntity user = new UserEntity("nobody");
      user.setPassword(UUID.randomUUID().toString());
      user.encryptPassword();
      nobody = user;
    }
    return nobody;
  }
}
