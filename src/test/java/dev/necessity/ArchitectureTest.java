package dev.necessity;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.necessity.database.Utc;
import java.sql.Timestamp;
import java.text.DateFormat;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.Set;
import java.util.TimeZone;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The house: who may know whom. */
@AnalyzeClasses(packagesOf = NecessityApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule aDependencyPointsOnlyUpwards = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("request").definedBy("dev.necessity.request..")
      .layer("measure").definedBy("dev.necessity.measure..")
      .layer("fact").definedBy("dev.necessity.fact..")
      .layer("policy").definedBy("dev.necessity.policy..")
      .layer("determination").definedBy("dev.necessity.determination..")
      .layer("workflow").definedBy("dev.necessity.workflow..")
      .layer("command").definedBy("dev.necessity.command..")
      .layer("audit").definedBy("dev.necessity.audit..")
      .layer("workbench").definedBy("dev.necessity.workbench..")
      .layer("platform").definedBy("dev.necessity.platform..")
      .whereLayer("request").mayNotAccessAnyLayer()
      .whereLayer("measure").mayNotAccessAnyLayer()
      .whereLayer("fact").mayOnlyAccessLayers("request", "measure")
      .whereLayer("policy").mayOnlyAccessLayers("request", "measure", "fact")
      .whereLayer("determination").mayOnlyAccessLayers("request", "fact", "policy")
      .whereLayer("workflow").mayOnlyAccessLayers("request", "fact", "policy", "determination")
      .whereLayer("command").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow")
      .whereLayer("audit").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow", "command")
      .whereLayer("audit").mayOnlyBeAccessedByLayers("platform")
      .whereLayer("workbench").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow")
      .whereLayer("platform").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theEngineStaysAtTheEdge = noClasses()
      .that().resideInAnyPackage("dev.necessity.request..", "dev.necessity.measure..", "dev.necessity.fact..", "dev.necessity.determination..", "dev.necessity.fhir..", "dev.necessity.command..", "dev.necessity.workbench..")
      .should().dependOnClassesThat().resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule csvIsWrittenInOnePlace = noClasses().that().doNotHaveFullyQualifiedName("dev.necessity.text.Csv")
      .should().callMethod(CSVFormat.class, "format", Object[].class).orShould().callMethod(CSVFormat.class, "print", Appendable.class)
      .orShould().callMethod(CSVFormat.class, "printer").orShould().dependOnClassesThat().areAssignableTo(CSVPrinter.class);

  @ArchTest
  static final ArchRule theCoreKnowsNoSpring = noClasses()
      .that().resideInAnyPackage("dev.necessity.request..", "dev.necessity.measure..", "dev.necessity.fact..", "dev.necessity.policy..")
      .should().dependOnClassesThat().resideInAnyPackage("org.springframework..");

  private static final Set<String> OF_THE_MACHINE = Set.of("java.lang.System.currentTimeMillis()", "java.util.Date.<init>()", "java.util.Date.toString()",
      "java.time.ZoneId.systemDefault()", "java.time.Clock.systemDefaultZone()");

  /** Now is what the injected clock says, and a time without a zone is no instant. */
  @ArchTest
  static final ArchRule timeIsAnInstantOfTheInjectedClock = noClasses().that().doNotBelongToAnyOf(Utc.class)
      .should().dependOnClassesThat().belongToAnyOf(LocalDateTime.class, Timestamp.class, Calendar.class, DateFormat.class, TimeZone.class)
      .orShould().accessTargetWhere(describe("asks the machine for the time or its zone", access -> isOfTheMachine(access.getTarget())));

  private static boolean isOfTheMachine(AccessTarget asked) {
    String signature = asked.getFullName();
    return OF_THE_MACHINE.contains(signature) || signature.matches("java\\.time\\.\\w+\\.now\\((?!java\\.time\\.Clock).*");
  }
}
