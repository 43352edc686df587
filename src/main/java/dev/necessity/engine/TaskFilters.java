package dev.necessity.engine;

import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.query.Query;
import org.springframework.stereotype.Component;

/**
 * The filters of Tasklist without expressions. What depends on who asks, or when, is a property of
 * the filter, {@value #NARROW}; a filter that holds an expression, at any depth, is neither saved
 * nor run.
 *
 * <p>Extends the engine's filter service, which is not public API.
 */
@Component
public final class TaskFilters extends FilterServiceImpl {

  /** The property of a filter that holds the name of its {@link Narrowing}. */
  public static final String NARROW = "narrow";

  /**
   * What a filter leaves of its tasks each time it is run; and how filters of earlier versions said
   * so, with an expression.
   */
  public enum Narrowing {
    /** The tasks of whoever asks. */
    MINE("taskAssignee", "${currentUser()}"),
    /** The tasks that were due before now. */
    OVERDUE("dueBefore", "${now()}");

    private final String queried;
    private final String expression;

    Narrowing(String queried, String expression) {
      this.queried = queried;
      this.expression = expression;
    }
  }

  private static final String NOBODY = "";

  private final Clock clock;

  TaskFilters(Clock clock) {
    this.clock = clock;
  }

  /**
   * Says without expressions what a filter of an earlier version said with one, and leaves every
   * other filter as it is.
   */
  public void renew(Filter filter) {
    Map<String, String> expressions = query(filter).getExpressions();
    for (Narrowing narrowing : Narrowing.values()) {
      if (expressions.remove(narrowing.queried, narrowing.expression)) {
        Map<String, Object> properties =
            new HashMap<>(Objects.requireNonNullElse(filter.getProperties(), Map.of()));
        properties.put(NARROW, narrowing.name());
        saveFilter(filter.setProperties(properties));
      }
    }
  }

  @Override
  public Filter saveFilter(Filter filter) {
    refuseExpressions(filter);
    return super.saveFilter(filter);
  }

  @Override
  public <T> List<T> list(String filterId) {
    return super.list(filterId, narrowed(filterId, null));
  }

  @Override
  public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extending) {
    return super.list(filterId, narrowed(filterId, extending));
  }

  @Override
  public <T> List<T> listPage(String filterId, int first, int most) {
    return super.listPage(filterId, narrowed(filterId, null), first, most);
  }

  @Override
  public <T, Q extends Query<?, T>> List<T> listPage(
      String filterId, Q extending, int first, int most) {
    return super.listPage(filterId, narrowed(filterId, extending), first, most);
  }

  @Override
  public <T> T singleResult(String filterId) {
    return super.singleResult(filterId, narrowed(filterId, null));
  }

  @Override
  public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extending) {
    return super.singleResult(filterId, narrowed(filterId, extending));
  }

  @Override
  public Long count(String filterId) {
    return super.count(filterId, narrowed(filterId, null));
  }

  @Override
  public Long count(String filterId, Query<?, ?> extending) {
    return super.count(filterId, narrowed(filterId, extending));
  }

  /**
   * @param extending what the caller asks beside the filter; null: nothing
   */
  @SuppressWarnings("unchecked")
  private <Q extends Query<?, ?>> Q narrowed(String filterId, Query<?, ?> extending) {
    TaskQueryImpl query = extending == null ? new TaskQueryImpl() : (TaskQueryImpl) extending;
    Filter filter = getFilter(filterId);
    if (filter != null) {
      refuseExpressions(filter);
      Object narrow = Objects.requireNonNullElse(filter.getProperties(), Map.of()).get(NARROW);
      if (Narrowing.MINE.name().equals(narrow)) {
        query.taskAssignee(
            Objects.requireNonNullElse(
                commandExecutor.execute(CommandContext::getAuthenticatedUserId), NOBODY));
      } else if (Narrowing.OVERDUE.name().equals(narrow)) {
        query.dueBefore(Date.from(clock.instant()));
      }
    }
    return (Q) query;
  }

  private static void refuseExpressions(Filter filter) {
    if (query(filter).getQueries().stream().anyMatch(query -> !query.getExpressions().isEmpty())) {
      throw new BadUserRequestException(
          "The filter '"
              + filter.getName()
              + "' holds an expression, and none is evaluated. Write a value instead.");
    }
  }

  private static TaskQueryImpl query(Filter filter) {
    return filter.getQuery();
  }
}
