package dev.necessity.benchmark;

import dev.necessity.NecessityApplication;
import dev.necessity.Postgres;
import dev.necessity.TestsWhenReady;
import dev.necessity.feel.StockFeel;
import dev.necessity.policy.model.PolicyEngine;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.HistoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The application on a new PostgreSQL database, with this project's settings or with those that
 * Camunda ships.
 */
final class Application {

  private Application() {}

  static ConfigurableApplicationContext start(String database, boolean asShipped) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "server.port",
                0,
                "spring.datasource.url",
                database,
                "spring.datasource.username",
                "postgres",
                "spring.datasource.password",
                "postgres",
                "logging.level.root",
                "ERROR",
                "camunda.bpm.job-execution.enabled",
                false,
                "necessity.audit.every",
                "P1D",
                "camunda.bpm.webapp.enabled",
                false,
                "spring.main.banner-mode",
                "off"));
    SpringApplicationBuilder application =
        asShipped
            ? new SpringApplicationBuilder(NecessityApplication.class, AsShipped.class)
            : new SpringApplicationBuilder(NecessityApplication.class);
    ConfigurableApplicationContext started =
        application
            .profiles("demo")
            .properties(properties)
            .run(
                properties.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new));
    TestsWhenReady.await(started);
    return started;
  }

  static ConfigurableApplicationContext start(boolean asShipped) {
    return start(Postgres.newDatabase(), asShipped);
  }

  /**
   * Takes back what this project changes about the engine: expressions, history, ids. No
   * stereotype, so that nobody finds it by scanning.
   */
  static class AsShipped {

    @Bean
    static BeanPostProcessor shippedDecisions() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DmnEngine ? decisions().buildEngine() : bean;
        }
      };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ProcessEnginePlugin shippedEngine() {
      return new ShippedEngine();
    }

    private static DefaultDmnEngineConfiguration decisions() {
      DefaultDmnEngineConfiguration configuration = PolicyEngine.configuration();
      configuration.setFeelEngineFactory(StockFeel.engines());
      return configuration;
    }

    @Order(Ordered.LOWEST_PRECEDENCE)
    private static final class ShippedEngine extends AbstractProcessEnginePlugin {

      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngineConfiguration(decisions());
        engine.setHistoryService(new HistoryServiceImpl());
        engine.setHistoryEventHandler(null);
        engine.setDmnHistoryEventProducer(null);
        engine.setIdGenerator(new StrongUuidGenerator());
      }
    }
  }
}
