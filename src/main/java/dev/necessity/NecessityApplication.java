package dev.necessity;

import dev.necessity.audit.AuditCommands;
import dev.necessity.command.Commands;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** Without what Spring Boot adds unasked: a user with a password of its own, and measures of the JVM and of each call, which nobody reads. */
@SpringBootApplication(exclude = {UserDetailsServiceAutoConfiguration.class, ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
    CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class})
public class NecessityApplication {

  /** What Maven puts in front of the arguments, as the profile. */
  private static final String SETTING = "--spring.";

  /** Starts the server; with {@code policy} or {@code audit} as the first word, runs one command instead and ends. */
  public static void main(String[] args) {
    String[] words = Arrays.stream(args).dropWhile(arg -> arg.startsWith(SETTING)).toArray(String[]::new);
    if (Commands.knows(words)) {
      System.exit(Commands.run(words));
    }
    if (AuditCommands.knows(words)) {
      System.exit(AuditCommands.run(words));
    }
    SpringApplication.run(NecessityApplication.class, args);
  }
}
