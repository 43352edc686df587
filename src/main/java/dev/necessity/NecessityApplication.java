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
import org.springframework.boot.autoconfigure.dao.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.sql.init.SqlInitializationAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;

/**
 * Without what Spring Boot adds unasked: a user with a password of its own, measures of the JVM and of each call, which nobody reads, and
 * what nothing here uses. Only these packages have beans; to look for them in the core as well takes a start longer.
 */
@SpringBootApplication(scanBasePackages = {"dev.necessity.platform", "dev.necessity.workflow", "dev.necessity.determination", "dev.necessity.audit",
    "dev.necessity.workbench"}, exclude = {UserDetailsServiceAutoConfiguration.class, ObservationAutoConfiguration.class,
    MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
    ValidationAutoConfiguration.class, WebSocketServletAutoConfiguration.class, SqlInitializationAutoConfiguration.class,
    HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
    PersistenceExceptionTranslationAutoConfiguration.class})
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
