package tbot.diag.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.JdkTool;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.SshHost;

/** Hosts that are modules, on JVMs with only the modules that they require. */
@Timeout(600)
class ModularHostIT {

  private static final String MODULE = "tbot.diag.modular";
  private static final String IDLE = MODULE + "/tbot.diag.hosts.IdleHost";
  private static final String SSH = MODULE + "/tbot.diag.hosts.SshdHost";
  private static final String SSHD = "2.20.0";

  @TempDir Path folder;

  @BeforeEach
  void needsModules() {
    assumeTrue(ChildJvm.feature() >= 9, "Java 8 has no modules");
  }

  @OnEachJvm
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void everyEndpointOfAModuleAnswers() throws Exception {
    List<Path> path = List.of(compile("", "IdleHost"));
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").runModule(path, IDLE)) {
      assertServed(host);
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/metrics").body()).contains("jvm_threads_current");
      for (String name : List.of("goroutine", "heap?seconds=1", "threadcreate")) {
        assertThat(Http.getBytes(port, "/debug/pprof/" + name).statusCode())
            .as(name)
            .isEqualTo(200);
      }
    }
  }

  @OnEachJvm
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void sshSessionsOfAModuleCount() throws Exception {
    List<Path> path = new ArrayList<>(Artifacts.sshdModule());
    path.add(compile("requires org.apache.sshd.osgi; requires org.slf4j;", "SshdHost"));
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").runModule(path, SSH);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), SSHD)) {
      String port = host.awaitStdout("ssh port ").substring("ssh port ".length());
      SshHost.tell(clients, "login " + port + " 2 secret");
      assertThat(Metrics.scrape(host.awaitDiagPort()).ssh()).isEqualTo(SshFigures.open(2));
    }
  }

  @Test
  void aLinkedRuntimeWithoutAnyOtherModuleServes() throws Exception {
    Path java = link("java.instrument");
    List<Path> path = List.of(compile("", "IdleHost"));
    try (ChildJvm host =
        ChildJvm.javaAt(java).agent("diag_addr=127.0.0.1:0,debug").runModule(path, IDLE)) {
      assertServed(host);
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/metrics").body()).doesNotContain("jvm_");
      for (String name :
          List.of("goroutine", "threadcreate", "allocs?seconds=1", "mutex?seconds=1", "trace")) {
        assertThat(Http.getBytes(port, "/debug/pprof/" + name).statusCode())
            .as(name)
            .isEqualTo(200);
      }
      HttpResponse<String> heap = Http.get(port, "/debug/pprof/heap");
      assertThat(heap.statusCode()).isEqualTo(503);
      assertThat(heap.headers().firstValue("X-Go-Pprof")).contains("1");
      assertThat(heap.body()).contains("no heap histogram", "jdk.management").hasLineCount(1);
    }
  }

  private static void assertServed(ChildJvm host) {
    int port = host.awaitDiagPort();
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
    assertThat(Http.get(port, "/readyz").statusCode()).isEqualTo(200);
    assertThat(Http.get(port, "/metrics").body())
        .contains("tbot_ssh_multiplexer_requests_started_total 0.0");
    HttpResponse<byte[]> profile = Http.getBytes(port, "/debug/pprof/profile?seconds=1");
    assertThat(profile.statusCode()).isEqualTo(200);
    PprofRules.assertHold(PprofProfile.decode(profile.body()));
    assertThat(host.process().isAlive()).isTrue();
    assertThat(host.stdout()).containsExactly("ready");
  }

  /** Compiles a test host as a module. */
  private Path compile(String requires, String host) throws Exception {
    Path info = Files.createDirectories(folder.resolve("source")).resolve("module-info.java");
    Files.writeString(info, "module " + MODULE + " { " + requires + " }");
    Path source =
        Artifacts.root()
            .resolve("test-hosts/src/main/java/tbot/diag/hosts")
            .resolve(host + ".java");
    Path classes = folder.resolve("classes");
    String path =
        Artifacts.sshdModule().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    JdkTool.run(
        "javac",
        List.of(
            "--release=9",
            "-Xlint:none",
            "--module-path",
            path,
            "-d",
            classes.toString(),
            info.toString(),
            source.toString()));
    return classes;
  }

  private Path link(String modules) {
    Path image = folder.resolve("image");
    JdkTool.run("jlink", List.of("--add-modules", modules, "--output", image.toString()));
    return image.resolve("bin/java");
  }
}
