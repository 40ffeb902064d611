package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host sees of the hooks that it never needs: nothing. */
@OnEachJvm
class HookIsolationIT {

  @Test
  void aHostWithoutAHookedClassLoadsNeitherByteBuddyNorTheBridge() throws Exception {
    try (ChildJvm host = idleHost("")) {
      assertThat(loadedClasses(host))
          .anyMatch(line -> line.contains("tbot.diag.hooks.HookTransformer"))
          .noneMatch(line -> line.contains("net.bytebuddy"))
          .noneMatch(line -> line.contains("TbotDiagBridge"))
          .noneMatch(line -> line.contains("tbot.diag.hooks.Weaver"));
    }
  }

  @Test
  void aHandlerWhoseClassIsNeverLoadedChangesNothing() throws Exception {
    try (ChildJvm host = idleHost(",ssh_handler=com.example.Never#handle")) {
      assertThat(loadedClasses(host))
          .noneMatch(line -> line.contains("net.bytebuddy"))
          .noneMatch(line -> line.contains("TbotDiagBridge"));
    }
  }

  @Test
  void theHostsClassPathShowsTheEntryAndItsLoaderAlone() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0")
            .run(
                "tbot.diag.hosts.ClassProbeHost",
                "tbot.diag.Agent",
                "tbot.diag.hooks.Hooks",
                "tbot.diag.config.HandlerSpec",
                "net.bytebuddy.ByteBuddy",
                "net.bytebuddy.jar.asm.ClassReader",
                "java.lang.TbotDiagBridge")) {
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout())
          .containsExactly(
              "tbot.diag.Agent visible",
              "tbot.diag.hooks.Hooks unseen",
              "tbot.diag.config.HandlerSpec unseen",
              "net.bytebuddy.ByteBuddy unseen",
              "net.bytebuddy.jar.asm.ClassReader unseen",
              "java.lang.TbotDiagBridge unseen");
    }
  }

  private static ChildJvm idleHost(String moreArguments) throws IOException {
    return ChildJvm.java()
        .options("-verbose:class")
        .agent("diag_addr=127.0.0.1:0" + moreArguments)
        .run("tbot.diag.hosts.IdleHost");
  }

  private static List<String> loadedClasses(ChildJvm host) throws Exception {
    host.awaitStdout("ready");
    host.awaitDiagPort();
    host.endInput();
    assertThat(host.awaitExit()).as(host.transcript()).isZero();
    return host.stdout();
  }
}
