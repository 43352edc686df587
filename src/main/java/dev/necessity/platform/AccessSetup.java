package dev.necessity.platform;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.necessity.workflow.CaseTasks;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
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

/** Gives each group what it needs and no more, and the filters that its people find in Tasklist. Safe to run at every start. */
@Component
class AccessSetup {

  private static final String PROCESS = CaseTasks.PROCESS;
  private static final String TALK = CaseTasks.TALK_PROCESS;

  private final IdentityService identities;
  private final AuthorizationService authorizations;
  private final FilterService filters;
  private final TaskService tasks;

  AccessSetup(IdentityService identities, AuthorizationService authorizations, FilterService filters, TaskService tasks) {
    this.identities = identities;
    this.authorizations = authorizations;
    this.filters = filters;
    this.tasks = tasks;
  }

  void run() {
    Map<String, String> names = Map.of(Groups.ANALYSTS, "Analysts", Groups.INTAKE, "Intake", Groups.REVIEWERS, "Reviewers",
        Groups.MEDICAL_DIRECTORS, "Medical directors", Groups.AUDITORS, "Auditors", Groups.ADMIN, "Administrators");
    names.forEach(this::group);

    for (Resource resource : Resources.values()) {
      grant(Groups.ADMIN, resource, ANY, Permissions.ALL);
    }
    for (String group : List.of(Groups.INTAKE, Groups.REVIEWERS, Groups.MEDICAL_DIRECTORS)) {
      grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grant(group, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
    }
    grant(Groups.MEDICAL_DIRECTORS, Resources.PROCESS_DEFINITION, TALK, Permissions.READ);
    grant(Groups.INTAKE, Resources.PROCESS_DEFINITION, PROCESS, Permissions.CREATE_INSTANCE);
    grant(Groups.INTAKE, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);

    for (String group : List.of(Groups.ANALYSTS, Groups.AUDITORS)) {
      grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
      grant(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
      grant(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
      grant(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
      grant(group, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
      grant(group, Resources.PROCESS_DEFINITION, TALK, Permissions.READ);
    }
    grant(Groups.ANALYSTS, Resources.DEPLOYMENT, ANY, Permissions.CREATE);
    grant(Groups.AUDITORS, Resources.DECISION_DEFINITION, ANY, Permissions.READ_HISTORY);
    for (String process : List.of(PROCESS, TALK)) {
      grant(Groups.AUDITORS, Resources.PROCESS_DEFINITION, process, ProcessDefinitionPermissions.READ_HISTORY,
          ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_TASK);
    }
    grant(Groups.AUDITORS, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ);

    filter("My tasks", 1, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"),
        Groups.INTAKE, Groups.REVIEWERS, Groups.MEDICAL_DIRECTORS);
    groupFilter("Reviewers", Groups.REVIEWERS);
    groupFilter("Medical directors", Groups.MEDICAL_DIRECTORS);
    groupFilter("Intake", Groups.INTAKE);
  }

  private void groupFilter(String name, String group) {
    TaskQuery ofGroup = tasks.createTaskQuery().taskCandidateGroup(group).includeAssignedTasks();
    filter("Tasks of " + name.toLowerCase(), 2, ofGroup, group);
    TaskQuery overdue = tasks.createTaskQuery().taskCandidateGroup(group).includeAssignedTasks().dueBeforeExpression("${now()}");
    filter("Overdue, " + name.toLowerCase(), 3, overdue, group);
  }

  private void group(String id, String name) {
    if (identities.createGroupQuery().groupId(id).count() == 0) {
      Group group = identities.newGroup(id);
      group.setName(name);
      group.setType("WORKFLOW");
      identities.saveGroup(group);
    }
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    Authorization existing = authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT)
        .groupIdIn(group).resourceType(resource).resourceId(id).singleResult();
    Authorization authorization = existing != null ? existing : authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
    authorization.setGroupId(group);
    authorization.setResource(resource);
    authorization.setResourceId(id);
    for (Permission permission : permissions) {
      authorization.addPermission(permission);
    }
    authorizations.saveAuthorization(authorization);
  }

  private void filter(String name, int priority, TaskQuery query, String... groups) {
    Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
    if (filter == null) {
      filter = filters.newTaskFilter(name);
      filter.setQuery(query);
      filter.setProperties(Map.of("priority", priority, "refresh", true, "color", "#3c7a89",
          "variables", List.of(Map.of("name", "documentTitle", "label", "Document"))));
      filters.saveFilter(filter);
    }
    for (String group : groups) {
      grant(group, Resources.FILTER, filter.getId(), Permissions.READ);
    }
  }
}
