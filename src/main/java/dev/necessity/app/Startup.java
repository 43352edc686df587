package dev.necessity.app;

import dev.necessity.casework.people.ReviewerNpis;
import dev.necessity.database.CannotStartException;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What must hold before the application takes its first request: models deployed, groups and users
 * in place. Until then the port is closed, so that nobody comes before the first administrator. A
 * failure stops the start.
 */
@Component
class Startup implements SmartInitializingSingleton {

  private final ModelDeployment models;
  private final AccessSetup access;
  private final Users users;
  private final ReviewerNpis npis;
  private final Optional<Demo> demo;
  private final String adminId;
  private final String adminPassword;

  Startup(
      ModelDeployment models,
      AccessSetup access,
      Users users,
      ReviewerNpis npis,
      Optional<Demo> demo,
      @Value("${necessity.admin.id}") String adminId,
      @Value("${necessity.admin.password}") String adminPassword) {
    this.models = models;
    this.access = access;
    this.users = users;
    this.npis = npis;
    this.demo = demo;
    this.adminId = adminId;
    this.adminPassword = adminPassword;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (demo.isEmpty() && (adminId.isBlank() || adminPassword.isBlank())) {
      throw new CannotStartException(
          "There is no administrator: set NECESSITY_ADMIN_ID and NECESSITY_ADMIN_PASSWORD,"
              + " or start with the profile 'demo' to look around with demo users.");
    }
    models.deploy();
    access.run();
    npis.takeOver();
    demo.ifPresent(Demo::addUsers);
    if (!adminId.isBlank()) {
      users.addAdministrator(adminId, adminPassword);
    }
  }
}
