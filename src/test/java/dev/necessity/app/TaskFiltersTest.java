package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Inside;
import dev.necessity.casework.CaseDriver;
import dev.necessity.casework.intake.Cases;
import dev.necessity.request.RequestReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** The filters of Tasklist, which hold no expression and still know who asks and when. */
@SpringBootTest
@ActiveProfiles("test")
class TaskFiltersTest {

  @Autowired ProcessEngine engine;
  @Autowired Cases cases;
  @Autowired RequestReader reader;
  @Autowired AccessSetup access;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void now() {
    ClockUtil.reset();
    engine.getIdentityService().clearAuthentication();
  }

  private FilterService filters() {
    return engine.getFilterService();
  }

  private String id(String name) {
    return filters().createTaskFilterQuery().filterName(name).singleResult().getId();
  }

  private void as(String user) {
    engine.getIdentityService().setAuthentication(user, List.of(Groups.REVIEWERS));
  }

  private CaseDriver waiting() {
    return CaseDriver.open(engine, cases, reader, "seed", body -> body.remove("receivedAt"));
  }

  @Test
  void myTasksAreThoseOfWhoeverAsks() {
    Task task = waiting().task("NICOTINE_LAB");
    Inside.of(engine, () -> engine.getTaskService().setAssignee(task.getId(), "rita"));

    for (Map.Entry<String, Boolean> asker : Map.of("rita", true, "rolf", false).entrySet()) {
      as(asker.getKey());
      assertThat(
              filters().<Task>list(id("My tasks")).stream()
                  .anyMatch(mine -> mine.getId().equals(task.getId())))
          .isEqualTo(asker.getValue());
      assertThat(
              filters()
                  .<Task, TaskQuery>list(
                      id("My tasks"),
                      engine
                          .getTaskService()
                          .createTaskQuery()
                          .taskAssignee("rita")
                          .taskId(task.getId())))
          .as("who asks cannot say to be another")
          .hasSize(asker.getValue() ? 1 : 0);
      assertThat(
              filters()
                  .count(
                      id("My tasks"),
                      engine.getTaskService().createTaskQuery().taskId(task.getId())))
          .isEqualTo(asker.getValue() ? 1 : 0);
    }
    engine.getIdentityService().clearAuthentication();
    assertThat(filters().<Task>list(id("My tasks"))).as("of nobody").isEmpty();
  }

  @Test
  void overdueTasksAreThoseThatAreDueBeforeNow() {
    CaseDriver waiting = waiting();
    TaskQuery ofCase =
        engine.getTaskService().createTaskQuery().processInstanceId(waiting.processInstanceId());
    as("rita");

    assertThat(filters().count(id("Overdue, reviewers"), ofCase)).isZero();
    ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofDays(30))));
    assertThat(filters().count(id("Overdue, reviewers"), ofCase)).isEqualTo(7);
    assertThat(filters().count(id("Tasks of reviewers"), ofCase)).isEqualTo(7);
  }

  @Test
  void filtersOfAnEarlierVersionSayTheSameWithoutExpressions() {
    Filter mine =
        stored(
            "Mine of an earlier version",
            "{\"taskAssigneeExpression\":\"${currentUser()}\",\"candidateGroup\":\"reviewers\"}");
    Filter foreign = stored("Somebody else's", "{\"dueAfterExpression\":\"${now()}\"}");
    try {
      access.run();

      assertThat(filters().getFilter(mine.getId()).getProperties())
          .containsEntry("narrow", "MINE")
          .containsEntry("color", "#fff");
      assertThat(
              jdbc.sql("select query_ from act_ru_filter where id_ = ?")
                  .param(mine.getId())
                  .query(String.class)
                  .single())
          .contains("reviewers")
          .doesNotContain("$");
      assertThatThrownBy(() -> filters().list(foreign.getId()))
          .isInstanceOf(BadUserRequestException.class)
          .hasMessageContaining("'Somebody else's' holds an expression");
    } finally {
      List.of(mine, foreign).forEach(filter -> filters().deleteFilter(filter.getId()));
    }
  }

  /** A filter as it lies in the database of an earlier version. */
  private Filter stored(String name, String query) {
    Filter filter =
        filters().saveFilter(filters().newTaskFilter(name).setProperties(Map.of("color", "#fff")));
    jdbc.sql("update act_ru_filter set query_ = ? where id_ = ?")
        .params(query, filter.getId())
        .update();
    return filter;
  }

  @Test
  void aFilterWithAnExpressionIsNeitherSavedNorRunAtAnyDepth() {
    for (TaskQuery query :
        List.of(
            engine.getTaskService().createTaskQuery().taskAssigneeExpression("${currentUser()}"),
            engine
                .getTaskService()
                .createTaskQuery()
                .or()
                .dueBeforeExpression("${now()}")
                .endOr())) {
      Filter filter = filters().newTaskFilter("with an expression").setQuery(query);
      assertThatThrownBy(() -> filters().saveFilter(filter))
          .isInstanceOf(BadUserRequestException.class);
    }
    Filter nested =
        stored("nested", "{\"orQueries\":[{\"taskAssigneeExpression\":\"${currentUser()}\"}]}");
    try {
      assertThatThrownBy(() -> filters().list(nested.getId()))
          .isInstanceOf(BadUserRequestException.class);
      assertThatThrownBy(() -> filters().listPage(nested.getId(), 0, 1))
          .isInstanceOf(BadUserRequestException.class);
      assertThatThrownBy(() -> filters().count(nested.getId()))
          .isInstanceOf(BadUserRequestException.class);
      assertThatThrownBy(() -> filters().singleResult(nested.getId()))
          .isInstanceOf(BadUserRequestException.class);
    } finally {
      filters().deleteFilter(nested.getId());
    }
  }
}
