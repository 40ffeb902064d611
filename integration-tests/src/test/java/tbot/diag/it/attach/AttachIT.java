package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.MinaVersions;
import tbot.diag.it.testhost.SshHost;

/** Attach, reconfigure and detach while the host runs. */
@OnEachJvm
class AttachIT {

  private static final String MUX = "tbot.diag.hosts.Mux";
  private static final String ADDRESS = "diag_addr=127.0.0.1:0";

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MinaVersions({"2.9.3", "3.0.0-M5"})
  void onlySessionsOpenedAfterTheAttachCount(String version) throws Exception {
    try (SshHost host = SshHost.start(ChildJvm.java(), version);
        ChildJvm early = SshHost.clients(ChildJvm.java(), version);
        ChildJvm late = SshHost.clients(ChildJvm.java(), version)) {
      SshHost.tell(early, "login " + host.sshPort() + " 3 secret");

      Attach.agent(host.jvm(), ADDRESS);
      assertThat(host.figures()).isEqualTo(SshFigures.NONE);
      SshHost.tell(late, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));

      SshHost.tell(early, "close");
      awaitSessions(host, 2);
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));

      SshHost.tell(late, "close");
      awaitSessions(host, 0);
      host.awaitAdded(SshFigures.ok(2), SshFigures.NONE);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anAttachAfterADetachCountsFromZero() throws Exception {
    String version = "2.20.0";
    try (SshHost host = SshHost.withAgent(version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));

      Attach.agent(host.jvm(), "stop");
      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      SshHost.tell(clients, "close");
      awaitSessions(host, 0);

      Attach.agent(host.jvm(), ADDRESS);
      host.jvm().awaitDiagPort(2);
      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      SshHost.tell(clients, "close");
      host.awaitAdded(SshFigures.ok(1), SshFigures.NONE);
      assertThat(countLines(host.jvm(), "tbot-diag: warning")).isZero();
      assertThat(countLines(host.jvm(), "tbot-diag: error")).isZero();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void aDetachRestoresTheClasses() throws Exception {
    try (ChildJvm host = handlerHost(ADDRESS + ",ssh_handler=" + MUX + "#handle")) {
      host.ask("overloads");
      assertThat(host.ask("refersToBridge")).isEqualTo("true");

      Attach.agent(host, "stop");

      assertThat(host.ask("refersToBridge")).isEqualTo("false");
      assertThat(host.ask("overloads")).isEqualTo("73xNEW9");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void handlersCanBeAddedAndRemovedLater() throws Exception {
    try (ChildJvm host = handlerHost(ADDRESS + ",ssh_handler=" + MUX + "#recurse")) {
      host.ask("overloads");
      assertThat(figures(host)).isEqualTo(SshFigures.NONE);

      Attach.agent(host, ADDRESS + ",ssh_handler=" + MUX + "#handleStatic");
      host.ask("overloads");
      host.ask("recursion");
      assertThat(figures(host)).isEqualTo(SshFigures.ok(1));

      Attach.agent(host, ADDRESS);
      host.ask("overloads");
      assertThat(figures(host)).isEqualTo(SshFigures.ok(1));
      assertThat(host.ask("refersToBridge")).isEqualTo("false");
    }
  }

  /** A JVM that ran version 0.1.0 keeps the bridge of that version, which has only the field. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void sessionsCountBesideTheBridgeOfVersion010(@TempDir Path folder) throws Exception {
    String version = "2.20.0";
    Path source = Files.createDirectories(folder.resolve("java/lang"));
    Files.writeString(
        source.resolve("TbotDiagBridge.java"),
        "package java.lang; public final class TbotDiagBridge {"
            + " public static volatile java.util.function.BiFunction hook; }");
    ByteArrayOutputStream compilerOutput = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                compilerOutput,
                compilerOutput,
                "-source",
                "8",
                "-target",
                "8",
                source + "/TbotDiagBridge.java");
    assertThat(compiled).as(compilerOutput.toString(StandardCharsets.UTF_8)).isZero();
    String path = ChildJvm.feature() > 8 ? "--patch-module=java.base=" : "-Xbootclasspath/p:";
    try (SshHost host = SshHost.start(ChildJvm.java().options(path + folder), version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      Attach.agent(host.jvm(), ADDRESS);
      assertThat(host.figures()).isEqualTo(SshFigures.NONE);
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));
    }
  }

  private static ChildJvm handlerHost(String arguments) throws IOException {
    ChildJvm host = ChildJvm.java().agent(arguments).run("tbot.diag.hosts.HandlerHost");
    host.awaitStdout("ready");
    host.awaitDiagPort();
    return host;
  }

  private static SshFigures figures(ChildJvm host) {
    return Metrics.scrape(host.awaitDiagPort()).ssh();
  }

  private static void awaitSessions(SshHost host, int count) {
    host.jvm()
        .await(
            count + " sessions",
            () -> {
              try {
                host.tell("sessions");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              String last =
                  host.jvm().stdout().stream()
                      .filter(line -> line.startsWith("sessions "))
                      .reduce("", (first, second) -> second);
              return last.equals("sessions " + count);
            });
  }

  private static int countLines(ChildJvm host, String text) {
    return (int) host.stderr().stream().filter(line -> line.contains(text)).count();
  }
}
