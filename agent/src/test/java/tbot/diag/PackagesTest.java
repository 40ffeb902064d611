package tbot.diag;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each package may import of ours, and which of its types others may use. A package that is
 * not in the table, or that the table names and that is not there, is an error.
 */
class PackagesTest {

  private static final String OURS = "tbot.diag";
  private static final String ALL = "*";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(OURS);

  /**
   * A package.
   *
   * @param name below tbot.diag
   * @param door the types that other packages may use, separated by blanks; * stands for all public
   *     ones
   * @param imports the packages that it may use
   */
  private record Room(String name, String door, List<String> imports) {
    Room(String name, String door, String... imports) {
      this(name, door, List.of(imports));
    }

    String fullName() {
      return name.isEmpty() ? OURS : OURS + "." + name;
    }

    @Override
    public String toString() {
      return fullName();
    }
  }

  private static final List<Room> HOUSE =
      List.of(
          new Room("", "", "bundle"),
          new Room(
              "cli",
              "",
              "cli.console",
              "cli.dump",
              "cli.password",
              "cli.profile",
              "cli.service",
              "cli.target",
              "cli.wait",
              "config",
              "jvm",
              "log"),
          new Room(
              "cli.profile",
              "DiffCommand ProfileCommand TopCommand",
              "cli.console",
              "cli.service",
              "cli.target",
              "log",
              "pprof.flamegraph",
              "pprof.format",
              "pprof.profile",
              "profiling.stack"),
          new Room("cli.dump", "DumpCommand", "cli.console", "cli.service", "log"),
          new Room("cli.wait", "WaitCommand", "cli.console", "cli.service", "config.value", "log"),
          new Room("cli.password", "HashPasswordCommand", "cli.console", "password"),
          new Room(
              "cli.service",
              "AgentSession AnswerText OtherNetworkException ReadyzAnswer ServiceAddress"
                  + " ServiceAddressConverter ServiceClient ServiceOptions ServiceSession StatusAnswer",
              "cli.console",
              "cli.target",
              "config",
              "jvm"),
          new Room(
              "cli.target",
              "Attachable AttachedJvm Jvm Jvms NetworkNamespace OwnJar ProcessRoot RunningAgent Targets",
              "cli.console",
              "jvm"),
          new Room("cli.console", ALL, "log"),
          new Room(
              "core",
              "Outcome",
              "calls",
              "checks",
              "config",
              "config.value",
              "core.listener",
              "health",
              "hooks",
              "hooks.weave",
              "hooks.api",
              "hooks.handler",
              "hooks.sshd",
              "http",
              "http.access",
              "http.engine",
              "jvm",
              "log",
              "metrics",
              "pprof",
              "profiling",
              "profiling.engine",
              "profiling.source",
              "tasks",
              "web"),
          new Room(
              "web",
              "ErrorPages HomeEndpoint",
              "health",
              "http",
              "jvm",
              "metrics",
              "page",
              "profiling.sample"),
          new Room(
              "core.listener",
              "Listener ListenerSetup Protection TcpSocket",
              "config",
              "config.value",
              "core",
              "http",
              "http.access",
              "http.engine",
              "http.tls",
              "jvm",
              "log",
              "metrics"),
          new Room(
              "http.engine",
              "HttpEngine",
              "http",
              "http.engine.message",
              "http.engine.transport",
              "jvm",
              "log"),
          new Room(
              "http.engine.message",
              "HeadWriter RequestHead RequestReader RequestRefusedException",
              "http"),
          new Room("http.engine.transport", "Layer PlainLayer TlsLayer Transport", "http", "log"),
          new Room("http.tls", "ServerTls", "config", "files", "log"),
          new Room(
              "http.access",
              "AccessControl AccessPolicy LoginThrottle",
              "config",
              "files",
              "http",
              "log",
              "password"),
          new Room(
              "metrics",
              "ConnectionCounts ListenerConnections MetricsEndpoint SshMultiplexerMetrics"
                  + " TaskIterations TaskMetrics",
              "config",
              "health",
              "hooks",
              "http",
              "log"),
          new Room(
              "pprof",
              "CumulativeRecording PprofEndpoints",
              "calls",
              "config.value",
              "http",
              "jvm",
              "log",
              "pprof.answer",
              "pprof.format",
              "pprof.pages",
              "pprof.profile",
              "pprof.snapshot",
              "profiling",
              "profiling.sample",
              "profiling.source",
              "profiling.stack"),
          new Room(
              "pprof.answer",
              ALL,
              "http",
              "jvm",
              "log",
              "pprof.format",
              "pprof.profile",
              "profiling",
              "profiling.sample"),
          new Room("pprof.pages", ALL, "http", "jvm", "page", "pprof.snapshot", "profiling.stack"),
          new Room(
              "pprof.format",
              "CollapsedReader HeatmapPage PprofReader ProfileFormat Symbols",
              "jvm",
              "page",
              "pprof.flamegraph",
              "pprof.profile",
              "profiling.source",
              "profiling.stack"),
          new Room(
              "pprof.flamegraph",
              "FlameGraphPage",
              "jvm",
              "page",
              "pprof.profile",
              "profiling.stack"),
          new Room("pprof.profile", ALL, "jvm", "profiling.sample", "profiling.stack"),
          new Room(
              "pprof.snapshot",
              ALL,
              "http",
              "jvm",
              "log",
              "pprof.format",
              "profiling",
              "profiling.stack"),
          new Room(
              "tasks",
              "ApiServices Tasks",
              "config.value",
              "health",
              "hooks",
              "hooks.weave",
              "hooks.api",
              "hooks.handler",
              "jvm",
              "log",
              "metrics"),
          new Room("checks", "ReadyChecks", "config.value", "health", "jvm", "log"),
          new Room(
              "health",
              "Health LivezHandler ReadyzHandler Service ServiceRegistry ServiceStatus WaitHandler",
              "config.value",
              "http",
              "jvm"),
          new Room("http", ALL, "log"),
          new Room("hooks.api", "ApiHooks ServiceListener", "hooks", "hooks.weave", "log"),
          new Room("hooks.sshd", "MinaSshd", "hooks", "hooks.weave"),
          new Room(
              "hooks.handler",
              "CallListener HandlerHooks TaskCalls TaskHooks TracedCalls TraceHooks",
              "calls",
              "config.value",
              "hooks",
              "hooks.weave"),
          new Room(
              "hooks",
              "ConnectionListener ErrorReason HookEvents HookGate HookSet Hooks ServerListener"
                  + " StackSpace",
              "hooks.weave",
              "jvm",
              "log"),
          new Room(
              "hooks.weave",
              "AdviceWeaver BridgeClass CallWeaver ClassHooks EventHook EventNames HookStatus"
                  + " LibraryEvent MethodHook WeaveLog",
              "log"),
          new Room(
              "profiling.engine",
              "AsyncProfilerSource ProfilerLibrary",
              "files",
              "jvm",
              "log",
              "profiling",
              "profiling.jfr",
              "profiling.sample",
              "profiling.stack"),
          new Room("profiling", ALL, "log", "profiling.jfr", "profiling.sample", "profiling.stack"),
          new Room("profiling.jfr", ALL, "profiling.sample", "profiling.stack"),
          new Room("profiling.sample", ALL, "jvm", "profiling.stack"),
          new Room("profiling.source", "StartLines", "jvm", "profiling.stack"),
          new Room("profiling.stack", ALL),
          new Room("calls", ALL, "config.value"),
          new Room(
              "config",
              "AccessOptions AgentArguments BuildVersion DiagOptions SessionToken TlsOptions",
              "config.option",
              "config.value",
              "files",
              "log"),
          new Room("config.option", "Option OptionValues Options", "config.value", "files", "log"),
          new Room("config.value", ALL),
          new Room("bundle", ALL, "files", "log"),
          new Room("files", ALL, "log"),
          new Room("password", ALL),
          new Room("page", "Html Page PageResource Quantity", "jvm"),
          new Room("jvm", ALL),
          new Room("log", ALL));

  private static Stream<Room> rooms() {
    return HOUSE.stream();
  }

  @Test
  void theTableNamesEveryPackage() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(type -> found.add(type.getPackageName()));
    assertThat(rooms().map(Room::fullName)).containsExactlyInAnyOrderElementsOf(found);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void importsWhatTheTableAllowsAlone(Room room) {
    String[] allowed =
        Stream.concat(
                Stream.of(room.fullName()), room.imports().stream().map(name -> OURS + "." + name))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(room.fullName())
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(OURS + "..")).or(resideInAnyPackage(allowed)))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void isEnteredByItsDoorAlone(Room room) {
    if (room.door().equals(ALL)) {
      return;
    }
    Class<?>[] door =
        Arrays.stream(room.door().split(" "))
            .filter(name -> !name.isEmpty())
            .map(name -> CLASSES.get(room.fullName() + "." + name))
            .map(JavaClass::reflect)
            .toArray(Class<?>[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackage(room.fullName())
        .should()
        .dependOnClassesThat(resideInAPackage(room.fullName()).and(not(belongToAnyOf(door))))
        .check(CLASSES);
  }

  @Test
  void theEntryKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(OURS, OURS + ".bundle")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(OURS, OURS + ".bundle", OURS + ".files", OURS + ".log", "java..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWeavingUsesByteBuddy() {
    noClasses()
        .that()
        // Reads class files by Byte Buddy's copy of ASM.
        .resideOutsideOfPackages(OURS + ".hooks.weave", OURS + ".profiling.source")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEngineUsesTheProfiler() {
    noClasses()
        .that()
        .resideOutsideOfPackage(OURS + ".profiling.engine")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("one.profiler..")
        .check(CLASSES);
  }

  @Test
  void onlyPasswordsUseBcrypt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(OURS + ".password")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("at.favre.lib..")
        .check(CLASSES);
  }
}
