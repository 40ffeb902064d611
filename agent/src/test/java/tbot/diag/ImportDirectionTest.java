package tbot.diag;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages import one way: from the entry down to the log. */
class ImportDirectionTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tbot.diag");

  @Test
  void layersImportDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("composition")
        .definedBy("tbot.diag.cli..", "tbot.diag.core..")
        .layer("server")
        .definedBy("tbot.diag.http.server..")
        .layer("endpoints")
        .definedBy("tbot.diag.health..", "tbot.diag.metrics..", "tbot.diag.pprof..")
        .layer("routes")
        .definedBy("tbot.diag.http")
        .layer("sources")
        .definedBy("tbot.diag.hooks..", "tbot.diag.profiling..")
        .layer("config")
        .definedBy("tbot.diag.config..")
        .layer("log")
        .definedBy("tbot.diag.log..")
        .whereLayer("composition")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("endpoints")
        .mayOnlyBeAccessedByLayers("composition", "server")
        .whereLayer("routes")
        .mayOnlyBeAccessedByLayers("composition", "server", "endpoints")
        .whereLayer("sources")
        .mayOnlyBeAccessedByLayers("composition", "server", "endpoints")
        .check(OURS);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("tbot.diag.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void theEntryKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("tbot.diag")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("tbot.diag", "java..")
        .check(OURS);
  }

  @Test
  void onlyTheHooksUseByteBuddy() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tbot.diag.hooks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .check(OURS);
  }

  @Test
  void onlyTheEngineUsesTheProfiler() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tbot.diag.profiling.engine")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("one.profiler..")
        .allowEmptyShould(true)
        .check(OURS);
  }
}
