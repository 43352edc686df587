package dev.necessity.app;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.necessity.cases.CaseTasks;
import dev.necessity.engine.TaskFilters;
import dev.necessity.engine.TaskFilters.Narrowing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * Gives each group what it needs and no more, and the filters that its people find in Tasklist.
 * Safe to run at every start.
 */
@Component
class AccessSetup {

  private static final String PROCESS = CaseTasks.PROCESS;
  private static final String TALK = CaseTasks.TALK_PROCESS;
  private static final String AMENDMENT = CaseTasks.AMENDMENT_PROCESS;

  private final IdentityService identities;
  private final AuthorizationService authorizations;
  private final TaskFilters filters;
  private final TaskService tasks;

  AccessSetup(
      IdentityService identities,
      AuthorizationService authorizations,
      TaskFilters filters,
      TaskService tasks) {
    this.identities = identities;
    this.authorizations = authorizations;
    this.filters = filters;
    this.tasks = tasks;
  }

  void run() {
    Map<String, String> names =
        Map.of(
            Groups.ANALYSTS,
            "Analysts",
            Groups.INTAKE,
            "Intake",
            Groups.REVIEWERS,
            "Reviewers",
            Groups.MEDICAL_DIRECTORS,
            "Medical directors",
            Groups.AUDITORS,
            "Auditors",
            Groups.ADMIN,
            "Administrators");
    names.forEach(this::group);

    filters.createTaskFilterQuery().list().forEach(filters::renew);

    Grants grants = new Grants();
    for (Resource resource : Resources.values()) {
      grants.add(Groups.ADMIN, resource, ANY, Permissions.ALL);
    }
    for (String group : List.of(Groups.INTAKE, Groups.REVIEWERS, Groups.MEDICAL_DIRECTORS)) {
      grants.add(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grants.add(group, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
    }
    grants.add(Groups.MEDICAL_DIRECTORS, Resources.PROCESS_DEFINITION, TALK, Permissions.READ);
    grants.add(Groups.INTAKE, Resources.PROCESS_DEFINITION, PROCESS, Permissions.CREATE_INSTANCE);
    grants.add(
        Groups.INTAKE,
        Resources.PROCESS_DEFINITION,
        AMENDMENT,
        Permissions.READ,
        Permissions.CREATE_INSTANCE);
    grants.add(Groups.INTAKE, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);

    for (String group : List.of(Groups.ANALYSTS, Groups.AUDITORS)) {
      grants.add(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
      grants.add(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
      grants.add(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
      grants.add(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
      grants.add(group, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
      grants.add(group, Resources.PROCESS_DEFINITION, TALK, Permissions.READ);
    }
    grants.add(Groups.ANALYSTS, Resources.DEPLOYMENT, ANY, Permissions.CREATE);
    grants.add(Groups.AUDITORS, Resources.DECISION_DEFINITION, ANY, Permissions.READ_HISTORY);
    for (String process : List.of(PROCESS, TALK)) {
      grants.add(
          Groups.AUDITORS,
          Resources.PROCESS_DEFINITION,
          process,
          ProcessDefinitionPermissions.READ_HISTORY,
          ProcessDefinitionPermissions.READ_INSTANCE,
          ProcessDefinitionPermissions.READ_TASK);
    }
    grants.add(
        Groups.AUDITORS,
        Resources.OPERATION_LOG_CATEGORY,
        ANY,
        UserOperationLogCategoryPermissions.READ);

    filter(
        grants,
        "My tasks",
        1,
        tasks.createTaskQuery(),
        Map.of(TaskFilters.NARROW, Narrowing.MINE.name()),
        Groups.INTAKE,
        Groups.REVIEWERS,
        Groups.MEDICAL_DIRECTORS);
    groupFilters(grants, "Reviewers", Groups.REVIEWERS);
    groupFilters(grants, "Medical directors", Groups.MEDICAL_DIRECTORS);
    groupFilters(grants, "Intake", Groups.INTAKE);
    grants.give();
  }

  private void groupFilters(Grants grants, String name, String group) {
    TaskQuery ofGroup = tasks.createTaskQuery().taskCandidateGroup(group).includeAssignedTasks();
    filter(grants, "Tasks of " + name.toLowerCase(Locale.ROOT), 2, ofGroup, Map.of(), group);
    filter(
        grants,
        "Overdue, " + name.toLowerCase(Locale.ROOT),
        3,
        ofGroup,
        Map.of(TaskFilters.NARROW, Narrowing.OVERDUE.name()),
        group);
  }

  private void group(String id, String name) {
    if (identities.createGroupQuery().groupId(id).count() == 0) {
      Group group = identities.newGroup(id);
      group.setName(name);
      group.setType("WORKFLOW");
      identities.saveGroup(group);
    }
  }

  private void filter(
      Grants grants,
      String name,
      int priority,
      TaskQuery query,
      Map<String, Object> narrow,
      String... groups) {
    Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
    if (filter == null) {
      filter = filters.newTaskFilter(name);
      filter.setQuery(query);
      Map<String, Object> properties = new LinkedHashMap<>(narrow);
      properties.putAll(
          Map.of(
              "priority",
              priority,
              "refresh",
              true,
              "color",
              "#3c7a89",
              "variables",
              List.of(Map.of("name", "documentTitle", "label", "Document"))));
      filters.saveFilter(filter.setProperties(properties));
    }
    for (String group : groups) {
      grants.add(group, Resources.FILTER, filter.getId(), Permissions.READ);
    }
  }

  /**
   * What is granted, asked for and written at once: an earlier start gave most of it, in a database
   * that may be far away.
   */
  private final class Grants {

    private record To(String group, Resource resource, String id) {

      boolean isOf(Authorization given) {
        return group.equals(given.getGroupId())
            && resource.resourceType() == given.getResourceType();
      }
    }

    private final Map<To, List<Permission>> wanted = new LinkedHashMap<>();

    void add(String group, Resource resource, String id, Permission... permissions) {
      wanted
          .computeIfAbsent(new To(group, resource, id), to -> new ArrayList<>())
          .addAll(List.of(permissions));
    }

    void give() {
      String[] groups = wanted.keySet().stream().map(To::group).distinct().toArray(String[]::new);
      Map<String, List<Authorization>> given =
          wanted.keySet().stream()
              .map(To::id)
              .distinct()
              .collect(
                  Collectors.toMap(
                      id -> id,
                      id ->
                          authorizations
                              .createAuthorizationQuery()
                              .authorizationType(AUTH_TYPE_GRANT)
                              .groupIdIn(groups)
                              .resourceId(id)
                              .list()));
      wanted.forEach(
          (to, permissions) ->
              give(to, permissions, given.get(to.id()).stream().filter(to::isOf).findFirst()));
    }

    private void give(To to, List<Permission> permissions, Optional<Authorization> given) {
      if (given.isPresent() && permissions.stream().allMatch(given.get()::isPermissionGranted)) {
        return;
      }
      Authorization authorization =
          given.orElseGet(() -> authorizations.createNewAuthorization(AUTH_TYPE_GRANT));
      authorization.setGroupId(to.group());
      authorization.setResource(to.resource());
      authorization.setResourceId(to.id());
      permissions.forEach(authorization::addPermission);
      authorizations.saveAuthorization(authorization);
    }
  }
}
