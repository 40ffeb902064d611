package tbot.diag.it.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.SshHost;

/** A host that needs no hooks, or only some, loads no more than these. */
@OnEachJvm
class HookIsolationIT {

  @Test
  void withoutHookedClassesNoByteBuddyIsLoaded() throws Exception {
    try (ChildJvm host = idleHost("")) {
      assertThat(loadedByIdleHost(host))
          .anyMatch(line -> line.contains("tbot.diag.hooks.HookTransformer"))
          .noneMatch(line -> line.contains("net.bytebuddy"))
          .noneMatch(line -> line.contains("TbotDiagBridge"))
          .noneMatch(line -> line.contains("tbot.diag.hooks.weave.AdviceWeaver"));
    }
  }

  @Test
  void sshLoadsOnlyByteBuddysClassVisitors() throws Exception {
    ChildJvm.Builder java =
        ChildJvm.java().options("-verbose:class").agent("diag_addr=127.0.0.1:0");
    try (SshHost host = SshHost.start(java, "2.20.0");
        ChildJvm clients = SshHost.clients(ChildJvm.java(), "2.20.0")) {
      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(1));

      assertThat(loadedClasses(host.jvm()))
          .filteredOn(line -> line.contains("net.bytebuddy."))
          .hasSizeBetween(1, 60)
          .allMatch(line -> line.contains("net.bytebuddy.jar.asm."));
    }
  }

  @Test
  void mainCanBeAHandler() throws Exception {
    String arguments = "diag_addr=127.0.0.1:0,ssh_handler=tbot.diag.hosts.IdleHost#main";
    try (ChildJvm host = ChildJvm.java().agent(arguments).run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");

      assertThat(Metrics.scrape(host.awaitDiagPort()).ssh()).isEqualTo(SshFigures.open(1));
    }
  }

  @Test
  void classesLoadedByAnEarlierAgentAreHooked() throws Exception {
    String version = "2.20.0";
    String early = "org.apache.sshd.server.session.AbstractServerSession";
    ChildJvm.Builder java =
        ChildJvm.java()
            .options("-javaagent:" + Artifacts.testHostsJar() + "=" + early)
            .agent("diag_addr=127.0.0.1:0");
    try (SshHost host = SshHost.start(java, version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      host.jvm().awaitDiagPort();
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));
    }
  }

  @Test
  void aHandlerWithoutItsClassChangesNothing() throws Exception {
    try (ChildJvm host = idleHost(",ssh_handler=com.example.Never#handle")) {
      assertThat(loadedByIdleHost(host))
          .noneMatch(line -> line.contains("net.bytebuddy"))
          .noneMatch(line -> line.contains("TbotDiagBridge"));
    }
  }

  @Test
  void theHostSeesOnlyTheEntry() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0")
            .run(
                "tbot.diag.hosts.ClassProbeHost",
                "tbot.diag.Agent",
                "tbot.diag.hooks.Hooks",
                "tbot.diag.config.value.HandlerSpec",
                "net.bytebuddy.ByteBuddy",
                "net.bytebuddy.jar.asm.ClassReader",
                "java.lang.TbotDiagBridge4")) {
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout())
          .containsExactly(
              "tbot.diag.Agent visible",
              "tbot.diag.hooks.Hooks unseen",
              "tbot.diag.config.value.HandlerSpec unseen",
              "net.bytebuddy.ByteBuddy unseen",
              "net.bytebuddy.jar.asm.ClassReader unseen",
              "java.lang.TbotDiagBridge4 unseen");
    }
  }

  private static ChildJvm idleHost(String moreArguments) throws IOException {
    return ChildJvm.java()
        .options("-verbose:class")
        .agent("diag_addr=127.0.0.1:0" + moreArguments)
        .run("tbot.diag.hosts.IdleHost");
  }

  private static List<String> loadedByIdleHost(ChildJvm host) throws Exception {
    host.awaitStdout("ready");
    host.awaitDiagPort();
    return loadedClasses(host);
  }

  private static List<String> loadedClasses(ChildJvm host) throws Exception {
    host.endInput();
    assertThat(host.awaitExit()).as(host.transcript()).isZero();
    return host.stdout();
  }
}
