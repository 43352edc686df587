package dev.necessity.app;

import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseRegister.RegisteredCase;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseTurns;
import dev.necessity.database.Collisions;
import dev.necessity.database.Outages;
import dev.necessity.failure.CaseFreeFailure;
import dev.necessity.work.Turns;
import jakarta.ws.rs.core.Response.Status;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractSetTaskPropertyCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ReflectionUtils;

/**
 * What people do in Tasklist and over the engine's REST API, and the timers: each takes its turn of
 * the case, as the calls of our own API do ({@link CaseTurns}). Who loses a race is told what
 * happened, with 409, where the engine would answer 500 with its own words.
 *
 * <p>Touches the engine's commands, which are not public API: it reads from them which task or job
 * they are about.
 */
@Component
final class OneAtATime extends AbstractProcessEnginePlugin {

  private static final String CASE_OF_TASK =
      "select c.case_number from ACT_RU_TASK t join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_"
          + " join necessity_case c on c.case_number = e.BUSINESS_KEY_ where t.ID_ = ?";
  private static final String CASE_OF_ENDED_TASK =
      "select c.case_number from ACT_HI_TASKINST t join ACT_HI_PROCINST p on p.ID_ = t.PROC_INST_ID_"
          + " join necessity_case c on c.case_number = p.BUSINESS_KEY_ where t.ID_ = ? and t.END_TIME_ is not null";
  private static final String CASE_OF_JOB =
      "select c.case_number from ACT_RU_JOB j join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_"
          + " join necessity_case c on c.case_number = e.BUSINESS_KEY_ where j.ID_ = ?";

  private static final List<Id> TASKS =
      List.of(
          new Id(SubmitTaskFormCmd.class, "taskId"),
          new Id(CompleteTaskCmd.class, "taskId"),
          new Id(ClaimTaskCmd.class, "taskId"),
          new Id(AbstractSetTaskPropertyCmd.class, "taskId"));
  private static final String OPEN_TASK = "select ID_ from ACT_RU_TASK where ID_ = ?";
  private static final Id SHOWN_FORM = new Id(GetDeployedTaskFormCmd.class, "taskId");
  private static final Id JOB = new Id(ExecuteJobsCmd.class, "jobId");

  private final JdbcClient jdbc;
  private final CaseTurns turns;

  OneAtATime(JdbcClient jdbc, CaseTurns turns) {
    this.jdbc = jdbc;
    this.turns = turns;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    List<CommandInterceptor> interceptors = new ArrayList<>(List.of(new InTurn()));
    Optional.ofNullable(engine.getCustomPreCommandInterceptorsTxRequired())
        .ifPresent(interceptors::addAll);
    engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
  }

  /** Where a kind of command keeps the id of what it is about. */
  private record Id(Class<?> command, Field field) {

    Id(Class<?> command, String field) {
      this(command, ReflectionUtils.findField(command, field));
      this.field.setAccessible(true);
    }

    String of(Command<?> asked) {
      return (String) ReflectionUtils.getField(field, asked);
    }
  }

  private final class InTurn extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
      if (TransactionSynchronizationManager.isActualTransactionActive()) {
        return next.execute(command);
      }
      if (SHOWN_FORM.command.isInstance(command)
          && find(OPEN_TASK, SHOWN_FORM.of(command)).isEmpty()) {
        // The engine asks whether somebody may see a task before it asks whether there is one.
        throw new NotFoundException("There is no such task; it may be completed.");
      }
      if (JOB.command.isInstance(command)) {
        return job(JOB.of(command), command);
      }
      Optional<Id> task =
          TASKS.stream().filter(kind -> kind.command.isInstance(command)).findFirst();
      if (task.isPresent()) {
        return task(task.get().of(command), command);
      }
      return command instanceof SubmitStartFormCmd
          ? Collisions.retried(() -> next.execute(command))
          : next.execute(command);
    }

    /**
     * The engine takes a job up again that collided, and counts no try: so it does where the case
     * was crowded or the database was lost.
     */
    private <T> T job(String job, Command<T> command) {
      try {
        Optional<String> caseNumber = find(CASE_OF_JOB, job);
        return caseNumber.isPresent()
            ? turns.takeOnce(caseNumber.get(), entry -> next.execute(command))
            : next.execute(command);
      } catch (CaseConflictException | Turns.BusyException crowded) {
        throw new OptimisticLockingException(crowded.getMessage());
      } catch (RuntimeException failure) {
        throw Outages.among(failure)
            ? new OptimisticLockingException("The database was lost.", failure)
            : told(failure);
      }
    }

    /**
     * A step that fails over what is known of a case fails here, whatever it was: the engine would
     * say of some that the caller's words were wrong, and quote them.
     */
    private static RuntimeException told(RuntimeException failure) {
      if (failure instanceof OptimisticLockingException
          || failure instanceof AuthorizationException
          || Outages.among(failure)
          || CaseFreeFailure.isFree(failure)) {
        return failure;
      }
      CaseFreeFailure free = CaseFreeFailure.of(failure);
      return new ProcessEngineException(free.getMessage(), free);
    }

    private <T> T task(String task, Command<T> command) {
      Optional<String> open = find(CASE_OF_TASK, task);
      Optional<String> caseNumber = open.isPresent() ? open : find(CASE_OF_ENDED_TASK, task);
      try {
        return caseNumber.isEmpty()
            ? next.execute(command)
            : turns.take(
                caseNumber.get(),
                entry -> {
                  if (find(CASE_OF_TASK, task).isEmpty()) {
                    throw new CaseConflictException(whatHappened(task, entry));
                  }
                  return next.execute(command);
                });
      } catch (TaskAlreadyClaimedException lost) {
        throw new RestException(Status.CONFLICT, "Somebody else took this task a moment ago.");
      } catch (Turns.BusyException crowded) {
        throw new RestException(Status.SERVICE_UNAVAILABLE, crowded.getMessage());
      } catch (RuntimeException failure) {
        throw conflict(failure)
            .<RuntimeException>map(
                refused -> new RestException(Status.CONFLICT, refused.getMessage()))
            .orElseGet(() -> open.isPresent() ? told(failure) : failure);
      }
    }

    /** The conflict that a failure comes from: what a listener of a task says, the engine wraps. */
    private static Optional<CaseConflictException> conflict(Throwable failure) {
      return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .filter(CaseConflictException.class::isInstance)
          .map(CaseConflictException.class::cast)
          .findFirst();
    }

    private String whatHappened(String task, RegisteredCase entry) {
      boolean completed =
          jdbc.sql("select DELETE_REASON_ from ACT_HI_TASKINST where ID_ = ?")
              .param(task)
              .query(String.class)
              .optional()
              .filter("completed"::equals)
              .isPresent();
      String what =
          completed
              ? "This task is completed already, by somebody else or by you in another window."
              : entry.state() == CaseState.WITHDRAWN
                  ? "The request was withdrawn in the meantime: there is nothing left to do."
                  : "This task is no longer open: new evidence or the decision clock moved the case on.";
      return what + " Nothing of what you sent now was stored.";
    }

    private Optional<String> find(String sql, String id) {
      return jdbc.sql(sql).param(id).query(String.class).optional();
    }
  }
}
