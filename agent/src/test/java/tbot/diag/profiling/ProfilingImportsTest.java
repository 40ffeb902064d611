package tbot.diag.profiling;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.jfr.JfrChunk;

/** Checks what the package-info files say. */
class ProfilingImportsTest {

  private static final String PROFILING = "tbot.diag.profiling";
  private static final String STACK = PROFILING + ".stack";
  private static final String SAMPLE = PROFILING + ".sample";
  private static final String JFR = PROFILING + ".jfr";
  private static final String ENGINE = PROFILING + ".engine";
  private static final String LOG = "tbot.diag.log";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PROFILING);

  @Test
  void packagesImportOnlyThoseBelow() {
    checkImports(STACK, LOG);
    checkImports(SAMPLE, STACK);
    checkImports(JFR, SAMPLE, STACK);
    checkImports(PROFILING, JFR, SAMPLE, STACK, LOG);
    checkImports(ENGINE, PROFILING, JFR, SAMPLE, STACK, LOG, "tbot.diag.files", "one.profiler");
  }

  private static void checkImports(String from, String... to) {
    DescribedPredicate<JavaClass> allowed = resideInAPackage("java..").or(resideInAPackage(from));
    for (String name : to) {
      allowed = allowed.or(resideInAPackage(name));
    }
    classes().that().resideInAPackage(from).should().onlyDependOnClassesThat(allowed).check(OURS);
  }

  @Test
  void theRecorderUsesOnlyChunksOfTheRecordingFormat() {
    noClasses()
        .that()
        .resideInAPackage(PROFILING)
        .should()
        .dependOnClassesThat(
            resideInAPackage(JFR).and(DescribedPredicate.not(type(JfrChunk.class))))
        .check(OURS);
  }
}
