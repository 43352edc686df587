package dev.necessity;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.necessity.database.Utc;
import java.sql.Timestamp;
import java.text.DateFormat;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The house: who may know whom. */
@AnalyzeClasses(
    packagesOf = NecessityApplication.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** From the ground up; those of one line do not know each other. */
  private static final List<List<String>> ROOMS =
      List.of(
          List.of("work", "text", "failure"),
          List.of("measure", "database"),
          List.of("feel"),
          List.of("request"),
          List.of("fact"),
          List.of("policy"),
          List.of("assessment"),
          List.of("explain", "notice"),
          List.of("engine"),
          List.of("cases"),
          List.of("history", "outbox", "deployment", "metrics"),
          List.of("casework"),
          List.of("audit"),
          List.of("command"),
          List.of("web"),
          List.of("app"));

  @ArchTest static final ArchRule aRoomKnowsOnlyThoseBeforeIt = house();

  private static ArchRule house() {
    LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : ROOMS.stream().flatMap(List::stream).toList()) {
      house = house.layer(room).definedBy("dev.necessity." + room + "..");
    }
    Set<String> before = new LinkedHashSet<>();
    for (List<String> beside : ROOMS) {
      for (String room : beside) {
        house =
            before.isEmpty()
                ? house.whereLayer(room).mayNotAccessAnyLayer()
                : house.whereLayer(room).mayOnlyAccessLayers(before.toArray(String[]::new));
      }
      before.addAll(beside);
    }
    return house;
  }

  @ArchTest
  static final ArchRule everyClassIsInARoom =
      classes()
          .that()
          .resideOutsideOfPackage("dev.necessity")
          .should()
          .resideInAnyPackage(
              ROOMS.stream()
                  .flatMap(List::stream)
                  .map(room -> "dev.necessity." + room + "..")
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule noFoldersOfARoomGoInACircle =
      slices().matching("dev.necessity.(*).(*)..").should().beFreeOfCycles();

  /**
   * {@code casework} itself is the door to its folders, {@code app} what puts the application
   * together.
   */
  @ArchTest
  static final ArchRule aFolderKnowsNotWhoLeadsToIt =
      noClasses()
          .that()
          .resideInAPackage("dev.necessity.casework.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.necessity.casework");

  /**
   * Who uses what an engine, Camunda's own of processes or its DMN and FEEL libraries', does not
   * promise to keep, outside of the rooms that are there for it. The list only ever gets shorter
   * (docs/adr/0071).
   */
  private static final Set<String> STILL_INSIDE =
      Set.of(
          "app.EngineConfiguration",
          "app.OneAtATime",
          "app.door.ApplicationUserFilter",
          "app.edge.LogIns",
          "app.edge.Sessions",
          "audit.retention.RetentionTimes",
          "audit.seal.EndedCases",
          "deployment.DeploymentGuard",
          "deployment.ModelSanity",
          "history.CaseHistoryService",
          "history.EvaluationHistory",
          "history.EvaluationQuery",
          "history.HistoryConfiguration",
          "history.LeanHistory",
          "history.OfferedGroups",
          "history.RecordedDecisions",
          "history.RecordedInput",
          "history.RecordedOutput",
          "policy.example.TableExamples",
          "policy.model.DecisionTypes",
          "policy.model.DmnFiles",
          "policy.model.ListenedDiagram",
          "policy.model.PolicyEngine");

  @ArchTest
  static final ArchRule theInternalsOfTheEngineStayInTheirRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.necessity.engine..", "dev.necessity.feel..")
          .and(describe("are not listed", type -> !STILL_INSIDE.contains(outermost(type))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda..impl..");

  @ArchTest
  static void whoIsListedStillUsesThem(JavaClasses house) {
    assertThat(
            house.stream()
                .filter(
                    type ->
                        type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(
                                other -> INTERNAL.matches(other.getTargetClass().getPackageName())))
                .map(ArchitectureTest::outermost)
                .collect(Collectors.toSet()))
        .containsAll(STILL_INSIDE);
  }

  private static final PackageMatcher INTERNAL = PackageMatcher.of("org.camunda..impl..");

  /** The class in whose file a class stands, without {@code dev.necessity}. */
  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("^dev\\.necessity\\.", "").replaceFirst("\\$.*", "");
  }

  @ArchTest
  static final ArchRule theEngineStaysAtTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.necessity.work..",
              "dev.necessity.text..",
              "dev.necessity.measure..",
              "dev.necessity.request..",
              "dev.necessity.fact..",
              "dev.necessity.assessment..",
              "dev.necessity.explain..",
              "dev.necessity.notice..",
              "dev.necessity.outbox..",
              "dev.necessity.metrics..",
              "dev.necessity.command..",
              "dev.necessity.web.workbench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule csvIsWrittenInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.necessity.text.Csv")
          .should()
          .callMethod(CSVFormat.class, "format", Object[].class)
          .orShould()
          .callMethod(CSVFormat.class, "print", Appendable.class)
          .orShould()
          .callMethod(CSVFormat.class, "printer")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(CSVPrinter.class);

  @ArchTest
  static final ArchRule theCoreKnowsNoSpring =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.necessity.text..",
              "dev.necessity.measure..",
              "dev.necessity.feel..",
              "dev.necessity.request..",
              "dev.necessity.fact..",
              "dev.necessity.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");

  private static final Set<String> OF_THE_MACHINE =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.util.Date.<init>()",
          "java.util.Date.toString()",
          "java.time.ZoneId.systemDefault()",
          "java.time.Clock.systemDefaultZone()");

  /** A date and time of a decision table has no zone: the types of FEEL know it as it is. */
  private static final String VALUES_OF_TABLES =
      "dev\\.necessity\\.(feel\\.FeelType|policy\\.check\\.Points)(\\$.*)?";

  /** Now is what the injected clock says, and a time without a zone is no instant. */
  @ArchTest
  static final ArchRule timeIsAnInstantOfTheInjectedClock =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Utc.class)
          .and()
          .haveNameNotMatching(VALUES_OF_TABLES)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              LocalDateTime.class,
              Timestamp.class,
              Calendar.class,
              DateFormat.class,
              TimeZone.class)
          .orShould()
          .accessTargetWhere(
              describe(
                  "asks the machine for the time or its zone",
                  access -> isOfTheMachine(access.getTarget())));

  private static boolean isOfTheMachine(AccessTarget asked) {
    String signature = asked.getFullName();
    return OF_THE_MACHINE.contains(signature)
        || signature.matches("java\\.time\\.\\w+\\.now\\((?!java\\.time\\.Clock).*");
  }
}
