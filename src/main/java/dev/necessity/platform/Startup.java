package dev.necessity.platform;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** What must hold before the application takes its first request: models deployed, groups and users in place. A failure stops the start. */
@Component
class Startup {

  private final ModelDeployment models;
  private final AccessSetup access;
  private final Users users;
  private final Environment environment;
  private final String adminId;
  private final String adminPassword;

  Startup(ModelDeployment models, AccessSetup access, Users users, Environment environment,
      @Value("${necessity.admin.id}") String adminId, @Value("${necessity.admin.password}") String adminPassword) {
    this.models = models;
    this.access = access;
    this.users = users;
    this.environment = environment;
    this.adminId = adminId;
    this.adminPassword = adminPassword;
  }

  @EventListener
  void prepare(ContextRefreshedEvent refreshed) {
    if (refreshed.getApplicationContext().getParent() != null) {
      return;
    }
    boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
    if (!demo && (adminId.isBlank() || adminPassword.isBlank())) {
      throw new IllegalStateException("There is no administrator: set NECESSITY_ADMIN_ID and NECESSITY_ADMIN_PASSWORD,"
          + " or start with the profile 'demo' to look around with demo users.");
    }
    models.deploy();
    access.run();
    if (!adminId.isBlank()) {
      users.add(adminId, adminPassword, adminId, "", Groups.ADMIN);
    }
  }
}
