package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Namespaces;
import tbot.diag.it.machine.Proc;

/** Commands on a JVM in namespaces of its own, as in a container, which does not see the jar. */
@Timeout(600)
class OtherNamespacesIT {

  private static final String IDLE = "tbot.diag.hosts.IdleHost";
  private static final Path JAR_FOLDER = Artifacts.agentJar().getParent();

  private static final int NOBODY = 61234;

  @TempDir Path folder;

  /** Everybody sees it, also the JVM, whose /tmp is its own. */
  private Path visible;

  @BeforeEach
  void makeFolder() throws IOException {
    visible = Files.createTempDirectory(Path.of("/var/tmp"), "tbot-diag-it");
    Files.setPosixFilePermissions(visible, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeFolder() throws IOException {
    try (var files = Files.walk(visible)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static ChildJvm contained(ChildJvm.Builder java, String tmpOptions) throws Exception {
    ChildJvm host = java.before(Namespaces.before(tmpOptions, JAR_FOLDER)).run(IDLE);
    host.awaitStdout("ready");
    return host;
  }

  private static ChildJvm contained() throws Exception {
    return contained(ChildJvm.java(), "size=64m");
  }

  /** The JVM itself; its parent is the program that made the namespaces. */
  private static long pid(ChildJvm host) {
    return host.process().children().findFirst().orElseThrow().pid();
  }

  /** Runs a command on the JVM under test, if that can attach to another PID namespace. */
  private ChildJvm run(int expectedExit, String... arguments) throws Exception {
    ChildJvm.Builder java = ChildJvm.feature() == 8 ? ChildJvm.javaOfTheTests() : ChildJvm.java();
    return AgentCommand.finish(expectedExit, java.runJar(Artifacts.agentJar(), arguments));
  }

  /** What is in the JVM's /tmp, but for what each JVM makes there. */
  private static List<String> leftIn(long pid) throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.list(Proc.of(pid, "root/tmp"))) {
      files.map(file -> file.getFileName().toString()).forEach(names::add);
    }
    names.removeIf(name -> name.startsWith(".java_pid") || name.startsWith("hsperfdata_"));
    return names;
  }

  private static List<String> agentListening(ChildJvm host) {
    return host.agentLines().stream().filter(line -> line.contains("listening on")).toList();
  }

  @Test
  @OnEachJvm
  void sessionsLeaveItAsItWas() throws Exception {
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));

      assertThat(run(0, "list").stdout())
          .anyMatch(line -> line.matches(" *" + pid + " +root +[\\d._]\\S* +" + IDLE + " +-"));
      assertThat(run(0, "dump", pid).stdout()).anyMatch(line -> line.contains("IdleHost.main"));
      Path out = folder.resolve("cpu.collapsed");
      run(0, "profile", pid, "-d", "1", "-o", out.toString());
      assertThat(out).exists();
      assertThat(run(0, "top", pid, "-n", "1").stdout()).anyMatch(line -> line.contains(IDLE));
      assertThat(run(0, "status", pid).stderr())
          .containsExactly("process " + pid + " has no tbot-diag attached");

      assertThat(leftIn(pid(host))).isEmpty();
      assertThat(host.agentLines()).isEmpty();
      assertThat(host.stdout()).containsExactly("ready");
    }
  }

  @Test
  @OnEachJvm
  void theAgentIsAttachedAndDetached() throws Exception {
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));

      ChildJvm attach = run(0, "attach", pid, "diag_addr=127.0.0.1:0");
      String url = "http://127.0.0.1:" + host.awaitDiagPort();
      assertThat(attach.stdout()).containsExactly("listening on " + url);
      String reached = "nsenter --net=/proc/" + pid + "/ns/net curl " + url;
      assertThat(attach.stderr())
          .containsExactly(
              "tbot-diag: process " + pid + " has a network of its own; from here: " + reached);
      assertThat(leftIn(pid(host))).isEmpty();

      assertThat(run(0, "attach", pid, "diag_addr=127.0.0.1:0,debug").stdout())
          .containsExactly("listening on " + url);
      assertThat(run(0, "status", pid).stdout())
          .anyMatch(line -> line.matches("address +" + url))
          .anyMatch(line -> line.contains("debug mode is on"));
      assertThat(run(0, "list").stdout()).anyMatch(line -> line.endsWith("0.1.0 " + url));
      assertThat(agentListening(host)).as("was not started again").hasSize(1);

      run(0, "detach", pid);
      host.awaitStderr("tbot-diag: stopped");
      assertThat(leftIn(pid(host))).isEmpty();
      assertThat(host.agentLines()).noneMatch(line -> line.contains("warning"));
    }
  }

  @Test
  void anAgentOfTheSameJarElsewhereIsNotReplaced() throws Exception {
    Path jar = Files.copy(Artifacts.agentJar(), visible.resolve("tbot-diag.jar"));
    ChildJvm.Builder java = ChildJvm.java().options("-javaagent:" + jar + "=diag_addr=127.0.0.1:0");
    try (ChildJvm host = contained(java, "size=64m")) {
      String url = "http://127.0.0.1:" + host.awaitDiagPort();

      ChildJvm attach = run(0, "attach", "" + pid(host), "diag_addr=127.0.0.1:0,debug");

      assertThat(attach.stdout()).containsExactly("listening on " + url);
      assertThat(agentListening(host)).as("was not started again").hasSize(1);
    }
  }

  @Test
  @OnEachJvm
  void javaEightDoesNotTryToAttach() throws Exception {
    assumeTrue(ChildJvm.feature() == 8, "newer ones can");
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));

      ChildJvm attach = AgentCommand.run(1, "attach", pid);

      assertThat(attach.stderr())
          .containsExactly(
              "tbot-diag: process "
                  + pid
                  + " is in another PID or mount namespace, as in a container, and Java 8 cannot"
                  + " attach to it; run this with the java of a newer JDK");
      assertThat(AgentCommand.run(0, "list").stdout())
          .anyMatch(line -> line.matches(" *" + pid + " +root +1\\.8\\S* +" + IDLE + " +-"));
      host.endInput();
      host.awaitExit();
      assertThat(host.stdout()).as("no dump of its threads").containsExactly("ready", "bye");
    }
  }

  @Test
  void aFileThatTheJvmDoesNotSeeIsRefusedBeforeAnything() throws Exception {
    Path config = Files.writeString(folder.resolve("bot.yaml"), "diag_addr: 127.0.0.1:0\n");
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));
      String refused =
          "tbot-diag: config: process "
              + pid
              + " has files of its own, and does not see "
              + config
              + "; copy it there, such as to /proc/"
              + pid
              + "/root/tmp/bot.yaml, and name it as the process sees it: config=/tmp/bot.yaml";

      assertThat(run(1, "attach", pid, "config=" + config).stderr()).containsExactly(refused);
      assertThat(AgentCommand.runIn(folder, 1, "attach", pid, "config=bot.yaml").stderr())
          .containsExactly(refused);
      assertThat(Proc.hasThread(pid(host), "Attach Listener")).as("attached to").isFalse();

      Files.copy(config, Proc.of(pid(host), "root/tmp/bot.yaml"));
      run(0, "attach", pid, "config=/tmp/bot.yaml");
      host.awaitDiagPort();
    }
  }

  @Test
  void aFullTmpIsOneLineAndNothingStaysThere() throws Exception {
    try (ChildJvm host = contained(ChildJvm.java(), "size=200k")) {
      String pid = Long.toString(pid(host));

      assertThat(run(1, "dump", pid).stderr())
          .singleElement()
          .asString()
          .startsWith("tbot-diag: process " + pid + " has files of its own, without this jar")
          .endsWith("No space left on device");
      assertThat(leftIn(pid(host))).isEmpty();
    }
  }

  @Test
  void twoCommandsAtOnceBothSucceed() throws Exception {
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));
      try (ChildJvm one = ChildJvm.javaOfTheTests().runJar(Artifacts.agentJar(), "dump", pid);
          ChildJvm other = ChildJvm.javaOfTheTests().runJar(Artifacts.agentJar(), "dump", pid)) {
        AgentCommand.finish(0, one);
        AgentCommand.finish(0, other);
      }
      assertThat(leftIn(pid(host))).isEmpty();
    }
  }

  @Test
  void anInterruptedProfileKeepsWhatThereIs() throws Exception {
    try (ChildJvm host = contained()) {
      Path out = folder.resolve("cpu.collapsed");
      try (ChildJvm profile =
          ChildJvm.javaOfTheTests()
              .runJar(
                  Artifacts.agentJar(),
                  "profile",
                  Long.toString(pid(host)),
                  "-d",
                  "600",
                  "-o",
                  out.toString())) {
        host.await("the profile", () -> Proc.hasThread(pid(host), "tbot-diag-recorder"));

        profile.process().destroy();

        AgentCommand.finish(0, profile);
        assertThat(out).exists();
      }
      host.await("the end", () -> !Proc.hasThread(pid(host), "tbot-diag-session"));
      assertThat(leftIn(pid(host))).isEmpty();
    }
  }

  @Test
  void aKilledCommandLeavesNothing() throws Exception {
    try (ChildJvm host = contained()) {
      try (ChildJvm top =
          ChildJvm.javaOfTheTests().runJar(Artifacts.agentJar(), "top", "" + pid(host))) {
        top.awaitStdout(IDLE);
        top.process().destroyForcibly();
      }
      host.await("the end", () -> !Proc.hasThread(pid(host), "tbot-diag-session"));
      host.await("the end", () -> !Proc.hasThread(pid(host), "tbot-diag-http"));
      assertThat(leftIn(pid(host))).isEmpty();
    }
  }

  @Test
  void aJvmOfAUserWithoutANameIsServed() throws Exception {
    requireRoot();
    ChildJvm.Builder java = ChildJvm.java().fromCopiesIn(visible).before(Namespaces.asUser(NOBODY));
    try (ChildJvm host = contained(java, "size=64m,mode=1777")) {
      String pid = Long.toString(pid(host));

      assertThat(run(0, "list").stdout())
          .anyMatch(
              line -> line.matches(" *" + pid + " +" + NOBODY + " +\\d\\S* +" + IDLE + " +-"));
      assertThat(run(0, "dump", pid).stdout()).anyMatch(line -> line.contains("IdleHost.main"));

      Path jar = visible.resolve("tbot-diag.jar");
      ChildJvm own = ChildJvm.java().before(Namespaces.asUser(NOBODY)).runJar(jar, "attach", pid);
      assertThat(AgentCommand.finish(0, own).stdout())
          .containsExactly("listening on http://127.0.0.1:" + host.awaitDiagPort());
      ChildJvm status =
          ChildJvm.java().before(Namespaces.asUser(NOBODY)).runJar(jar, "status", pid);
      assertThat(AgentCommand.finish(1, status).stderr())
          .containsExactly(
              "tbot-diag: process "
                  + pid
                  + " has a network of its own, as a container has, which only root may enter; run"
                  + " this as root: sudo java -jar "
                  + jar
                  + " ...");
    }
  }

  @Test
  void aJvmToWhichRootIsNobodyIsNotDisturbed() throws Exception {
    requireRoot();
    ChildJvm.Builder java = ChildJvm.java().fromCopiesIn(visible).before(Namespaces.ofUser(NOBODY));
    try (ChildJvm host = java.run(IDLE)) {
      host.awaitStdout("ready");
      String pid = Long.toString(pid(host));

      assertThat(run(1, "dump", pid).stderr())
          .containsExactly(
              "tbot-diag: process "
                  + pid
                  + " belongs to "
                  + NOBODY
                  + ", in a user namespace where root of this machine is nobody; run this as that"
                  + " user: sudo "
                  + String.join(" ", Namespaces.asUser(NOBODY))
                  + " java -jar "
                  + Artifacts.agentJar()
                  + " ...");

      Path jar = visible.resolve("tbot-diag.jar");
      ChildJvm dump = ChildJvm.java().before(Namespaces.asUser(NOBODY)).runJar(jar, "dump", pid);
      assertThat(AgentCommand.finish(0, dump).stdout())
          .anyMatch(line -> line.contains("IdleHost.main"));
      assertThat(host.stdout()).as("no dump of its threads").containsExactly("ready");
    }
  }

  /** Takes a program with a library of that name for a JVM of Java 8. */
  @Test
  void aJavaEightOfAnotherUserIsNotDisturbedByRoot() throws Exception {
    requireRoot();
    Path folder = Files.createDirectories(visible.resolve("lib/amd64/server"));
    Path library = folder.resolve("libjvm.so");
    Files.copy(Path.of(System.getProperty("java.home"), "lib/libjsig.so"), library);
    List<String> words = new ArrayList<>(Namespaces.asUser(NOBODY));
    words.addAll(List.of("env", "LD_PRELOAD=" + library, "sleep", "600"));
    Process sleep = new ProcessBuilder(words).start();
    try {
      String pid = Long.toString(sleep.pid());
      Path maps = Proc.of(sleep.pid(), "maps");
      while (!Files.readString(maps, StandardCharsets.ISO_8859_1).contains(library.toString())) {
        assertThat(sleep.isAlive()).isTrue();
        Thread.onSpinWait();
      }

      ChildJvm attach = AgentCommand.run(1, "attach", pid);

      assertThat(attach.stderr())
          .singleElement()
          .asString()
          .startsWith(
              "tbot-diag: process "
                  + pid
                  + " belongs to "
                  + NOBODY
                  + ", and Java 8 lets nobody else attach; run this as that user: sudo "
                  + String.join(" ", Namespaces.asUser(NOBODY)));
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly();
    }
  }

  private static void requireRoot() {
    assumeTrue(
        System.getProperty("user.name").equals("root")
            && System.getProperty("tbot.diag.java") == null,
        "this user may not become another, or the JVM needs root");
  }

  /** The program setpriv is missing, or does not know the option, as that of BusyBox. */
  @ParameterizedTest
  @ValueSource(strings = {"nsenter and setpriv", "setpriv", "an option of setpriv"})
  void withoutTheProgramsThatEnterItTheNetworkIsOneLine(String missing) throws Exception {
    if (!missing.contains("nsenter")) {
      Path real = Path.of("/usr/bin/nsenter");
      assumeTrue(Files.exists(real), "nsenter is elsewhere");
      Files.createSymbolicLink(folder.resolve("nsenter"), real);
    }
    if (missing.contains("option")) {
      Path other = folder.resolve("setpriv");
      Files.writeString(other, "#!/bin/sh\necho 'unrecognized option: pdeathsig' >&2\nexit 1\n");
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (ChildJvm host = contained()) {
      String pid = Long.toString(pid(host));

      ChildJvm dump =
          AgentCommand.finish(
              1,
              ChildJvm.javaOfTheTests()
                  .environment("PATH", folder.toString())
                  .runJar(Artifacts.agentJar(), "dump", pid));

      assertThat(dump.stderr())
          .singleElement()
          .asString()
          .startsWith("tbot-diag: process " + pid + " has a network of its own, and the program")
          .contains("util-linux", "setpriv");
    }
  }
}
