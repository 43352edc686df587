package dev.necessity.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.AbstractNativeQuery;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.stereotype.Component;

/**
 * What the engine does for somebody who asks it directly, as its REST API and its web applications
 * do: it answers queries, takes forms in, and lets operators and analysts work. Every other command
 * of the engine changes something behind the forms, a variable, a task, a run, or the history, and
 * is refused unless it is a step of something larger: of a command of ours, of a job, of a
 * submitted form. So a call that slips through the door reaches nothing.
 *
 * <p>Knows the engine's commands by name, which are not public API; a command that is not known is
 * refused.
 */
@Component
final class OpenCommands extends AbstractProcessEnginePlugin {

  private static final String OF_THE_ENGINE = "org.camunda.bpm.engine.impl.";

  /** Work: forms, tasks, filters, models, and what-ifs of single tables. */
  private static final Set<String> WORK =
      Set.of(
          "SubmitStartFormCmd",
          "SubmitTaskFormCmd",
          "ClaimTaskCmd",
          "DeployCmd",
          "EvaluateDecisionCmd",
          "EvaluateDecisionTableCmd",
          "CreateFilterCmd",
          "SaveFilterCmd",
          "DeleteFilterCmd",
          "ExecuteFilterCountCmd",
          "ExecuteFilterListCmd",
          "ExecuteFilterListPageCmd",
          "ExecuteFilterSingleResultCmd");

  /** An operator's: jobs that stand still, and people with their rights. */
  private static final Set<String> OPERATION =
      Set.of(
          "SetJobRetriesCmd",
          "SetJobDuedateCmd",
          "SetAnnotationForIncidentCmd",
          "CreateUserCmd",
          "SaveUserCmd",
          "DeleteUserCmd",
          "UnlockUserCmd",
          "SetUserInfoCmd",
          "DeleteUserInfoCmd",
          "SetUserPictureCmd",
          "DeleteUserPictureCmd",
          "CreateGroupCmd",
          "SaveGroupCmd",
          "DeleteGroupCmd",
          "CreateMembershipCmd",
          "DeleteMembershipCmd",
          "CreateAuthorizationCommand",
          "SaveAuthorizationCmd",
          "DeleteAuthorizationCmd");

  /** The engine's own, at its start and for its jobs. */
  private static final Set<String> ENGINE =
      Set.of(
          "BootstrapEngineCommand",
          "HistoryLevelSetupCommand",
          "DetermineHistoryLevelCmd",
          "SchemaOperationsProcessEngineBuild",
          "SchemaOperationProcessEngineClose",
          "RegisterDeploymentCmd",
          "UnregisterDeploymentCmd",
          "RegisterProcessApplicationCmd",
          "UnregisterProcessApplicationCmd",
          "AcquireJobsCmd",
          "ExecuteJobsCmd",
          "UnlockJobCmd",
          "DefaultJobRetryCmd",
          "FailedJobListener",
          "FailedJobListenerCmd",
          "SuccessfulJobListener",
          "DeleteDeploymentFailCmd",
          "DeleteDeploymentListenerCmd",
          "HistoryCleanupSchedulerCmd",
          "HistoryCleanupCmd",
          "HistoryCleanupHandlerCmd",
          "IsTelemetryEnabledCmd",
          "TelemetryConfigureCmd");

  /** What reads and is not named so. */
  private static final Set<String> READING =
      Set.of(
          "AuthorizationCheckCmd",
          "CheckPassword",
          "CreateUserQueryCmd",
          "CreateGroupQueryCmd",
          "CreateTenantQueryCmd",
          "CreateNativeUserQueryCmd",
          "FindActiveActivityIdsCmd",
          "FindHistoryCleanupJobsCmd",
          "IsIdentityServiceReadOnlyCmd",
          "MetricsQuerySumCmd",
          "MetricsQueryIntervalCmd",
          "TaskCountByCandidateGroupCmd");

  static final Set<String> NAMED =
      Stream.of(WORK, OPERATION, ENGINE, READING)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Forms that the engine would make out of a template, which is code. */
  private static final String RENDERED = "GetRendered";

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setCustomPreCommandInterceptorsTxRequired(
        withFirst(engine.getCustomPreCommandInterceptorsTxRequired()));
    engine.setCustomPreCommandInterceptorsTxRequiresNew(
        withFirst(engine.getCustomPreCommandInterceptorsTxRequiresNew()));
  }

  private static List<CommandInterceptor> withFirst(List<CommandInterceptor> others) {
    List<CommandInterceptor> all = new ArrayList<>(List.of(new Guard()));
    Optional.ofNullable(others).ifPresent(all::addAll);
    return all;
  }

  static boolean isOpen(Class<?> command) {
    if (!command.getName().startsWith(OF_THE_ENGINE)
        || AbstractQuery.class.isAssignableFrom(command)
        || AbstractNativeQuery.class.isAssignableFrom(command)) {
      return true;
    }
    String name = command.getSimpleName();
    return NAMED.contains(name) || name.startsWith("Get") && !name.startsWith(RENDERED);
  }

  private static final class Guard extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
      if (Context.getCommandContext() == null && !isOpen(command.getClass())) {
        throw new AuthorizationException(
            "A case changes through its forms and tables only. Submit the form of the task.");
      }
      return next.execute(command);
    }
  }
}
