package dev.necessity.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.junit.jupiter.api.Test;

/**
 * Every command that this version of the engine has, and which of them somebody may give it
 * directly.
 */
class OpenCommandsTest {

  /** What the names of the engine's commands begin with that change something. */
  private static final List<String> CHANGING =
      List.of(
          "Activate",
          "ActivityAfter",
          "ActivityBefore",
          "ActivityCancellation",
          "ActivityInstanceC",
          "Add",
          "Assign",
          "Close",
          "Complete",
          "Correlate",
          "Create",
          "Delegate",
          "Delete",
          "Disable",
          "Extend",
          "Fetch",
          "Handle",
          "Lock",
          "ManualStart",
          "MessageEvent",
          "Migrate",
          "Modify",
          "Patch",
          "ProcessInstanceModification",
          "Purge",
          "Recalculate",
          "Reenable",
          "Remove",
          "Resolve",
          "Restart",
          "Save",
          "Set",
          "Signal",
          "Start",
          "Submit",
          "Suspend",
          "Terminate",
          "Transition",
          "Update");

  static Set<JavaClass> commands() {
    return new ClassFileImporter()
            .withImportOption(location -> !location.contains("/impl/test/"))
            .importPackages("org.camunda.bpm.engine.impl")
            .stream()
            .filter(each -> each.isAssignableTo(Command.class) && !each.isInterface())
            .collect(Collectors.toSet());
  }

  @Test
  void whatChangesSomethingIsOpenOnlyWhereItIsNamed() throws Exception {
    Set<String> changing = new TreeSet<>();
    for (JavaClass each : commands()) {
      if (OpenCommands.isOpen(Class.forName(each.getName(), false, getClass().getClassLoader()))
          && CHANGING.stream().anyMatch(each.getSimpleName()::startsWith)) {
        changing.add(each.getSimpleName());
      }
    }

    assertThat(changing)
        .containsExactly(
            "CreateAuthorizationCommand",
            "CreateFilterCmd",
            "CreateGroupCmd",
            "CreateGroupQueryCmd",
            "CreateMembershipCmd",
            "CreateNativeUserQueryCmd",
            "CreateTenantQueryCmd",
            "CreateUserCmd",
            "CreateUserQueryCmd",
            "DeleteAuthorizationCmd",
            "DeleteDeploymentFailCmd",
            "DeleteDeploymentListenerCmd",
            "DeleteFilterCmd",
            "DeleteGroupCmd",
            "DeleteMembershipCmd",
            "DeleteUserCmd",
            "DeleteUserInfoCmd",
            "DeleteUserPictureCmd",
            "SaveAuthorizationCmd",
            "SaveFilterCmd",
            "SaveGroupCmd",
            "SaveUserCmd",
            "SetAnnotationForIncidentCmd",
            "SetJobDuedateCmd",
            "SetJobRetriesCmd",
            "SetUserInfoCmd",
            "SetUserPictureCmd",
            "SubmitStartFormCmd",
            "SubmitTaskFormCmd");
  }

  @Test
  void eachNameIsThatOfACommandOfThisVersion() {
    assertThat(commands()).extracting(JavaClass::getSimpleName).containsAll(OpenCommands.NAMED);
  }
}
