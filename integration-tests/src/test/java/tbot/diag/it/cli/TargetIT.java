package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.machine.Proc;

/** Which JVM a command means, and what it reports of one that it cannot attach to. */
@Timeout(600)
class TargetIT {

  private static final String IDLE = "tbot.diag.hosts.IdleHost";

  @TempDir Path folder;

  private static ChildJvm idle(String... options) throws IOException {
    ChildJvm host = ChildJvm.java().options(options).run(IDLE);
    host.awaitStdout("ready");
    return host;
  }

  private static String pid(ChildJvm host) {
    return Long.toString(host.pid());
  }

  private static void assertFails(String message, String... arguments) throws Exception {
    ChildJvm command = AgentCommand.run(1, arguments);
    assertThat(command.stderr()).containsExactly("tbot-diag: " + message);
    assertThat(command.stdout()).isEmpty();
  }

  @Test
  @OnEachJvm
  void aJvmIsFoundByItsMainClassAndByPartsOfIt() throws Exception {
    String name = compiledHost();
    try (ChildJvm host = run(name)) {
      for (String part : List.of("bot." + name, name, name.substring(2), pid(host))) {
        ChildJvm attach = AgentCommand.run(0, "attach", part, "diag_addr=127.0.0.1:0");
        assertThat(attach.stdout()).singleElement().asString().startsWith("listening on http://");
        AgentCommand.run(0, "detach", part);
      }
    }
  }

  @Test
  @OnEachJvm
  void severalMatchesAreListedAndNothingIsDone() throws Exception {
    String name = compiledHost();
    try (ChildJvm one = run(name);
        ChildJvm other = run(name)) {

      ChildJvm attach = AgentCommand.run(1, "attach", name, "diag_addr=127.0.0.1:0");

      assertThat(attach.stderr())
          .singleElement()
          .asString()
          .contains("2 JVMs match \"" + name + "\", so nothing was done")
          .contains(pid(one) + " bot." + name)
          .contains(pid(other) + " bot." + name);
      assertThat(one.stderr()).noneMatch(line -> line.startsWith("tbot-diag"));
    }
  }

  /** Compiles a program whose name no other JVM of this machine has. */
  private String compiledHost() throws IOException {
    String name = "Bot" + UUID.randomUUID().toString().replace("-", "");
    Path source =
        Files.writeString(
            folder.resolve(name + ".java"),
            "package bot; public class "
                + name
                + " { public static void main(String[] a) throws Exception {"
                + " System.out.println(\"ready\"); while (System.in.read() >= 0) {} } }");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "--release",
                "8",
                "-Xlint:-options",
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();
    return name;
  }

  private ChildJvm run(String name) throws IOException {
    ChildJvm host = ChildJvm.java().classPath(List.of(folder)).run("bot." + name);
    host.awaitStdout("ready");
    return host;
  }

  @Test
  @OnEachJvm
  void listShowsEachJvmAndItsAgent() throws Exception {
    try (ChildJvm plain = idle();
        ChildJvm attached = idle();
        ChildJvm another = idle();
        ChildJvm started =
            ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(IDLE, "a secret=1")) {
      started.awaitDiagPort();
      AgentCommand.run(0, "attach", pid(attached), "diag_addr=127.0.0.1:0");
      AgentCommand.run(0, "attach", pid(another), "diag_addr=127.0.0.1:0");
      int port = attached.awaitDiagPort();

      List<String> lines = AgentCommand.run(0, "list").stdout();

      String user = System.getProperty("user.name");
      assertThat(lines.get(0)).matches(" *PID +USER +JAVA +MAIN +AGENT");
      assertThat(line(lines, plain)).matches(" *\\d+ +" + user + " +[\\d._]\\S* +" + IDLE + " +-");
      assertThat(line(lines, attached)).matches(".* 0\\.1\\.0 http://127\\.0\\.0\\.1:" + port);
      assertThat(line(lines, another))
          .contains("0.1.0 http://127.0.0.1:" + another.awaitDiagPort());
      assertThat(line(lines, started)).matches(".* yes 127\\.0\\.0\\.1:0").doesNotContain("secret");
      assertThat(lines).noneMatch(line -> line.contains("tbot-diag.jar"));
      assertThat(plain.stdout()).containsExactly("ready");
      assertThat(plain.stderr()).isEmpty();
      assertThat(Proc.hasThread(plain.pid(), "Attach Listener")).as("attached to").isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+UsePerfData, sun.rmi.registry.RegistryImpl",
    "-XX:-UsePerfData, rmiregistry",
  })
  void argumentsOfAnotherLauncherAreNotListed(String option, String main) throws Exception {
    Path launcher = Path.of(System.getProperty("java.home"), "bin", "rmiregistry");
    assumeTrue(Files.isExecutable(launcher), "this Java has no rmiregistry");
    int port = LocalPort.free();
    try (ChildJvm host =
        ChildJvm.launch(
            List.of(launcher.toString(), "-J" + option, Integer.toString(port)),
            Map.of(),
            folder)) {
      host.await("the listener", () -> LocalPort.isListenedOn(port));

      assertThat(line(AgentCommand.run(0, "list").stdout(), host))
          .matches(" *\\d+ +\\S+ +[\\d._]\\S* +" + main + " +-");
    }
  }

  private static String line(List<String> lines, ChildJvm host) {
    return lines.stream()
        .filter(line -> line.trim().startsWith(host.pid() + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(String.join("\n", lines)));
  }

  @Test
  @OnEachJvm
  void listAsJsonHasTheSame() throws Exception {
    try (ChildJvm host = idle()) {
      AgentCommand.run(0, "attach", pid(host), "diag_addr=127.0.0.1:0");
      int port = host.awaitDiagPort();

      String json = String.join("", AgentCommand.run(0, "list", "--json").stdout());

      assertThat(json)
          .startsWith("[{\"pid\":")
          .endsWith("]")
          .contains(
              "\"main\":\""
                  + IDLE
                  + "\",\"agent\":{\"version\":\"0.1.0\",\"address\":\"http://127.0.0.1:"
                  + port
                  + "\"}}");
    }
  }

  @Test
  @OnEachJvm
  void aStoppedJvmHangsNoCommand() throws Exception {
    try (ChildJvm host = idle()) {
      AgentCommand.run(0, "attach", pid(host), "diag_addr=127.0.0.1:0");
      signal("STOP", host);
      try {
        assertThat(line(AgentCommand.run(0, "list").stdout(), host)).contains(IDLE);
        assertFails(
            "process "
                + pid(host)
                + " is stopped and cannot answer; kill -CONT "
                + pid(host)
                + " continues it",
            "detach",
            pid(host));
      } finally {
        signal("CONT", host);
      }
    }
  }

  private static void signal(String name, ChildJvm host) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid(host)).start().waitFor()).isZero();
  }

  @Test
  @OnEachJvm
  void whatIsNoJvmIsKnownAtOnce() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "600").start();
    try {
      assertFails(
          "process " + sleep.pid() + " (sleep) is no JVM", "attach", Long.toString(sleep.pid()));
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly();
    }
    assertFails("there is no process 4194305", "attach", "4194305");
    assertFails("there is no process 99999999999999999999", "detach", "99999999999999999999");
    assertFails(
        "no JVM here runs \"no.such.Main\"; list shows those that there are",
        "detach",
        "no.such.Main");
  }

  @Test
  @OnEachJvm
  void aJvmThatRefusesAttachesIsNotDisturbed() throws Exception {
    try (ChildJvm host = idle("-XX:+DisableAttachMechanism")) {
      ChildJvm attach = AgentCommand.run(1, "attach", pid(host));
      assertThat(attach.stderr())
          .singleElement()
          .asString()
          .contains("was started with -XX:+DisableAttachMechanism")
          .contains("-javaagent:");
      host.endInput();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.stdout()).as("no dump of its threads").containsExactly("ready", "bye");
    }
  }

  @Test
  @OnEachJvm
  void aJvmOfAnotherUserIsNamedWithItsUser() throws Exception {
    assumeTrue(
        System.getProperty("user.name").equals("root")
            && System.getProperty("tbot.diag.java") == null,
        "this user may not become another, or the JVM needs root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jar = Files.copy(Artifacts.agentJar(), folder.resolve("tbot-diag.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    try (ChildJvm host = idle()) {
      ChildJvm attach =
          AgentCommand.finish(
              1,
              ChildJvm.java()
                  .before("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                  .runJar(jar, "attach", pid(host)));
      assertThat(attach.stderr())
          .singleElement()
          .asString()
          .isEqualTo(
              "tbot-diag: process "
                  + pid(host)
                  + " belongs to root; run this as that user: sudo -u root java -jar "
                  + jar
                  + " ...");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a b", "a=b", "a#b", "a%20b", "ä=(,# b"})
  void theJarMayLieAnywhere(String name) throws Exception {
    Path odd = Files.createDirectory(folder.resolve(name));
    Path jar = Files.copy(Artifacts.agentJar(), odd.resolve("tbot-diag.jar"));
    try (ChildJvm host = idle()) {
      ChildJvm attach = AgentCommand.finish(0, ChildJvm.java().runJar(jar, "attach", pid(host)));
      int port = host.awaitDiagPort();
      assertThat(attach.stdout()).containsExactly("listening on http://127.0.0.1:" + port);
      AgentCommand.finish(0, ChildJvm.java().runJar(jar, "list"));
      Path out = folder.resolve("p.txt");
      AgentCommand.finish(
          0,
          ChildJvm.java()
              .runJar(jar, "profile", pid(host), "-t", "goroutine", "-o", out.toString()));
      assertThat(out).content().contains("IdleHost.main");
      AgentCommand.finish(0, ChildJvm.java().runJar(jar, "detach", pid(host)));
      assertThat(LocalPort.isListenedOn(port)).isFalse();
      assertThat(host.stderr()).noneMatch(line -> line.contains("tbot-diag: error"));
    }
  }

  @Test
  @OnEachJvm
  void noCommandLoadsTheAgentIntoItself() throws Exception {
    for (String command : List.of("list", "--version", "help")) {
      ChildJvm run =
          AgentCommand.finish(
              0,
              AgentCommand.start(
                  folder,
                  Map.of(
                      "JAVA_TOOL_OPTIONS",
                      "-javaagent:" + Artifacts.agentJar() + "=diag_addr=127.0.0.1:0,debug"),
                  command));
      List<String> printed = new ArrayList<>(run.stderr());
      printed.removeIf(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
      assertThat(printed).isEmpty();
    }
  }

  @Test
  @OnEachJvm
  void filesOfOptionsAreLookedForWhereTheCommandRuns() throws Exception {
    Files.writeString(folder.resolve("bot.yaml"), "diag_addr: 127.0.0.1:0\ndebug: true\n");
    try (ChildJvm host = idle()) {
      ChildJvm attach = AgentCommand.runIn(folder, 0, "attach", pid(host), "config=bot.yaml");
      assertThat(attach.stdout())
          .containsExactly("listening on http://127.0.0.1:" + host.awaitDiagPort());
    }
  }

  @Test
  @OnEachJvm
  void anAttachReportsThatTheListenerMoved() throws Exception {
    try (ChildJvm host = idle()) {
      ChildJvm first = AgentCommand.run(0, "attach", pid(host));
      assertThat(first.stderr()).isEmpty();
      int before = host.awaitDiagPort();

      int port = LocalPort.free();
      ChildJvm second = AgentCommand.run(0, "attach", pid(host), "diag_addr=127.0.0.1:" + port);

      assertThat(second.stdout()).containsExactly("listening on http://127.0.0.1:" + port);
      assertThat(second.stderr())
          .containsExactly(
              "tbot-diag: moved from http://127.0.0.1:" + before + " to http://127.0.0.1:" + port);
    }
  }

  @Test
  @OnEachJvm
  void anAttachReportsThatTheListenerOfAnOptionMoved() throws Exception {
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run(IDLE)) {
      int before = host.awaitDiagPort();
      int port = LocalPort.free();

      ChildJvm attach = AgentCommand.run(0, "attach", pid(host), "diag_addr=127.0.0.1:" + port);

      assertThat(attach.stderr())
          .containsExactly(
              "tbot-diag: moved from http://127.0.0.1:" + before + " to http://127.0.0.1:" + port);
    }
  }
}
