package dev.necessity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: who may know whom. */
@AnalyzeClasses(packagesOf = NecessityApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule aDependencyPointsOnlyUpwards = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("request").definedBy("dev.necessity.request..")
      .layer("fact").definedBy("dev.necessity.fact..")
      .layer("policy").definedBy("dev.necessity.policy..")
      .layer("determination").definedBy("dev.necessity.determination..")
      .layer("workflow").definedBy("dev.necessity.workflow..")
      .layer("command").definedBy("dev.necessity.command..")
      .layer("audit").definedBy("dev.necessity.audit..")
      .layer("workbench").definedBy("dev.necessity.workbench..")
      .layer("platform").definedBy("dev.necessity.platform..")
      .whereLayer("request").mayNotAccessAnyLayer()
      .whereLayer("fact").mayOnlyAccessLayers("request")
      .whereLayer("policy").mayOnlyAccessLayers("request", "fact")
      .whereLayer("determination").mayOnlyAccessLayers("request", "fact", "policy")
      .whereLayer("workflow").mayOnlyAccessLayers("request", "fact", "policy", "determination")
      .whereLayer("command").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow")
      .whereLayer("audit").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow", "command")
      .whereLayer("audit").mayOnlyBeAccessedByLayers("platform")
      .whereLayer("workbench").mayOnlyAccessLayers("request", "fact", "policy", "determination", "workflow")
      .whereLayer("platform").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theEngineStaysAtTheEdge = noClasses()
      .that().resideInAnyPackage("dev.necessity.request..", "dev.necessity.fact..", "dev.necessity.determination..", "dev.necessity.fhir..", "dev.necessity.command..", "dev.necessity.workbench..")
      .should().dependOnClassesThat().resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule theCoreKnowsNoSpring = noClasses()
      .that().resideInAnyPackage("dev.necessity.request..", "dev.necessity.fact..", "dev.necessity.policy..")
      .should().dependOnClassesThat().resideInAnyPackage("org.springframework..");
}
