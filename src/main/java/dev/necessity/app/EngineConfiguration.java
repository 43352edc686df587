package dev.necessity.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.app.edge.LogIns;
import dev.necessity.assessment.Assessor;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.deployment.DeploymentGuard;
import dev.necessity.engine.EngineClock;
import dev.necessity.engine.UnlockedUsers;
import dev.necessity.engine.WholeDecisions;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.PolicyEngine;
import dev.necessity.request.FormRecord;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Turns;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;

/** The pure core, wired: one clock, one reader, one engine for decisions. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  private static final int WAITING_OF_ONE_USER = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Bean
  Clock clock() {
    return EngineClock.utc();
  }

  /**
   * Half of the processors are for one user's heavy work at most, and as many answers of a second
   * each may wait as somebody waits for.
   */
  @Bean
  Turns turns() {
    int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new Turns(
        atOnce,
        atOnce / 2,
        WAITING_OF_ONE_USER,
        PATIENCE,
        () -> SecurityContextHolder.getContext().getAuthentication().getName());
  }

  @Bean
  RequestReader requestReader(Clock clock, DeployedDocuments documents) {
    return new RequestReader(clock, documents::schema);
  }

  @Bean
  FormRecord formRecord(RequestReader reader) {
    return new FormRecord(reader);
  }

  @Bean
  DmnEngine dmnEngine() {
    return PolicyEngine.create();
  }

  @Bean
  Assessor assessor(Policies policies, ObjectMapper json) {
    return new Assessor(policies, json);
  }

  @Bean
  NoticeWriter noticeWriter() {
    return new NoticeWriter();
  }

  @Bean
  NoticeRenderer noticeRenderer(NoticeWriter writer, ObjectMapper json) {
    return new NoticeRenderer(writer, json);
  }

  /** Who logs in is asked for the password by ourselves, before the engine looks. */
  @Bean
  ProcessEnginePlugin logIns(Clock clock) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityService(new LogIns(clock));
        engine.setIdentityProviderSessionFactory(new GenericManagerFactory(UnlockedUsers.class));
      }
    };
  }

  /**
   * Decisions of the process are evaluated by the same expression engine as everything else, and no
   * file passes by the guard.
   */
  @Bean
  ProcessEnginePlugin decisionEngine(DeploymentGuard guard) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngineConfiguration(PolicyEngine.configuration());
        engine.setCustomPreDeployers(List.of(guard));
      }

      @Override
      public void postInit(ProcessEngineConfigurationImpl engine) {
        WholeDecisions.use(engine);
      }
    };
  }
}
