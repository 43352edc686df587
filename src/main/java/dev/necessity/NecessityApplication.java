package dev.necessity;

import dev.necessity.command.AuditCommands;
import dev.necessity.command.Commands;
import dev.necessity.database.Utc;
import java.util.Arrays;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.system.DiskSpaceHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.servlet.ServletManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.jersey.JerseyAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * What the application is made of, by name: nothing that happens to be on the class path joins in unasked, as a user with a password of
 * its own or measures that nobody reads, and a start need not find out what does. Only the packages that are scanned have beans.
 */
@SpringBootConfiguration
@ComponentScan({"dev.necessity.app", "dev.necessity.assessment", "dev.necessity.audit", "dev.necessity.cases", "dev.necessity.casework", "dev.necessity.database",
    "dev.necessity.deployment", "dev.necessity.engine", "dev.necessity.explain", "dev.necessity.history", "dev.necessity.metrics", "dev.necessity.notice",
    "dev.necessity.outbox", "dev.necessity.web", "dev.necessity.work"})
@ImportAutoConfiguration({
    // the engine, its REST API and its web applications
    CamundaBpmAutoConfiguration.class, CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class,
    // the database
    FlywayAutoConfiguration.class, DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
    JdbcClientAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, TransactionAutoConfiguration.class,
    TransactionManagerCustomizationAutoConfiguration.class,
    // the web
    HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class, JerseyAutoConfiguration.class,
    SecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class, SslAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class, MultipartAutoConfiguration.class, ServletWebServerFactoryAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    // /actuator/health, and /actuator/metrics with nothing in it but what this application measures
    CompositeMeterRegistryAutoConfiguration.class, MetricsAutoConfiguration.class, MetricsEndpointAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class, EndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class, HealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
    DiskSpaceHealthContributorAutoConfiguration.class,
    ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
    // settings, threads, the way it starts and stops
    ApplicationAvailabilityAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class, LifecycleAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class, TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class
})
public class NecessityApplication {

  /** What Maven puts in front of the arguments, as the profile. */
  private static final String SETTING = "--spring.";

  /** Starts the server; with {@code policy} or {@code audit} as the first word, runs one command instead and ends. */
  public static void main(String[] args) {
    Utc.everywhere();
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
