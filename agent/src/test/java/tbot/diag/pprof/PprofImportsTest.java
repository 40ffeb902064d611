package tbot.diag.pprof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the packages of pprof, http and health import of the agent, as their package-info says. */
class PprofImportsTest {

  private static final String ROOT = "tbot.diag.";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tbot.diag");

  @Test
  void profilesKnowSamplesAndNoRecorder() {
    assertImportsOnly("pprof.profile", "profiling.sample", "profiling.stack", "jvm");
  }

  @Test
  void formatsKnowProfilesAndNoHttp() {
    assertImportsOnly("pprof.format", "pprof.profile", "profiling.stack", "jvm");
  }

  @Test
  void snapshotsKnowNeitherProfilesNorHttp() {
    assertImportsOnly("pprof.snapshot", "profiling.stack", "jvm", "log");
  }

  @Test
  void endpointsKnowNeitherTheEngineNorTheServer() {
    assertImportsOnly(
        "pprof",
        "pprof.format",
        "pprof.profile",
        "pprof.snapshot",
        "profiling",
        "profiling.sample",
        "profiling.stack",
        "http",
        "jvm",
        "log");
  }

  @Test
  void httpKnowsNothingOfTheAgent() {
    assertImportsOnly("http");
  }

  @Test
  void healthKnowsHttpAlone() {
    assertImportsOnly("health", "http");
  }

  private static void assertImportsOnly(String from, String... allowed) {
    Set<String> names = Set.of(allowed);
    noClasses()
        .that()
        .resideInAPackage(ROOT + from)
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("lie in other packages of the agent") {
              @Override
              public boolean test(JavaClass imported) {
                String name = imported.getBaseComponentType().getPackageName();
                return name.startsWith(ROOT)
                    && !name.equals(ROOT + from)
                    && !names.contains(name.substring(ROOT.length()));
              }
            })
        .check(OURS);
  }
}
