package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.SshHost;

/** Hosts with a security manager and their own policy, which JVMs before 24 allow. */
@OnEachJvm
@Timeout(600)
class SecurityPolicyIT {

  private static final String SSHD = "2.20.0";
  private static final String ADDRESS = "diag_addr=127.0.0.1:0";
  private static final String ALL = "permission java.security.AllPermission;";

  /** Enough for an SSH server, but not for an agent. */
  private static final String OF_A_SERVER =
      "permission java.util.PropertyPermission \"*\", \"read,write\";"
          + " permission java.io.FilePermission \"<<ALL FILES>>\", \"read,write\";"
          + " permission java.net.SocketPermission \"*\", \"accept,connect,listen,resolve\";"
          + " permission java.net.NetPermission \"*\";"
          + " permission java.lang.RuntimePermission \"modifyThread\";"
          + " permission java.lang.RuntimePermission \"modifyThreadGroup\";"
          + " permission java.lang.RuntimePermission \"getenv.*\";"
          + " permission java.lang.RuntimePermission \"accessDeclaredMembers\";"
          + " permission java.lang.RuntimePermission \"getClassLoader\";"
          + " permission java.lang.RuntimePermission \"setContextClassLoader\";"
          + " permission java.lang.RuntimePermission \"shutdownHooks\";"
          + " permission java.security.SecurityPermission \"*\";";

  @TempDir Path folder;

  @BeforeEach
  void needsSecurityManagers() {
    assumeTrue(ChildJvm.feature() < 24, "Java 24 and newer have no security manager");
  }

  @Test
  void aPolicyWithoutGrantsIsOneLine() throws Exception {
    try (ChildJvm host = under("grant { };").agent(ADDRESS).run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      host.endInput();

      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout()).containsExactly("ready", "bye");
      assertThat(host.agentLines())
          .singleElement()
          .asString()
          .contains("access denied")
          .contains("grant codeBase \"file:/path/to/tbot-diag.jar\" { " + ALL + " }");
      assertThat(host.stderr()).noneMatch(line -> line.contains("\tat "));
    }
  }

  @Test
  void aPolicyWithSomeGrantsIsOneLine() throws Exception {
    for (String some :
        List.of(
            "permission java.util.PropertyPermission \"*\", \"read\";",
            OF_A_SERVER,
            OF_A_SERVER + " permission java.lang.RuntimePermission \"createClassLoader\";")) {
      try (ChildJvm host =
          under("grant { " + some + " };").agent(ADDRESS).run("tbot.diag.hosts.IdleHost")) {
        host.awaitStdout("ready");
        host.awaitStderr("tbot-diag: ");
        host.endInput();

        assertThat(host.awaitExit()).as(host.transcript()).isZero();
        assertThat(host.stdout()).containsExactly("ready", "bye");
        assertThat(host.agentLines()).hasSize(1);
      }
    }
  }

  @Test
  void aForbiddenAttachFails() throws Exception {
    try (ChildJvm host = under("grant { };").run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");

      Attach.refused(host, ADDRESS);

      assertThat(host.awaitStderr("tbot-diag: error: ")).contains("access denied", ALL);
      ChildJvm command =
          ChildJvm.java()
              .runJar(Artifacts.agentJar(), "attach", Long.toString(host.pid()), ADDRESS);
      assertThat(command.awaitExit()).as(command.transcript()).isEqualTo(1);
      assertThat(command.stdout()).isEmpty();
      assertThat(command.stderr())
          .singleElement()
          .asString()
          .contains("process " + host.pid(), "standard error says");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  @Test
  void withAllPermissionsEverythingWorks() throws Exception {
    List<String> grants = new ArrayList<>();
    grants.add(grant(Artifacts.agentJar(), ALL));
    Stream.concat(Artifacts.sshd(SSHD).stream(), Stream.of(Artifacts.testHostsJar()))
        .forEach(jar -> grants.add(grant(jar, OF_A_SERVER)));
    ChildJvm.Builder java = under(String.join("\n", grants)).agent(ADDRESS + ",debug");

    try (SshHost host = SshHost.start(java, SSHD);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), SSHD)) {
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).as(host.jvm().transcript()).isEqualTo(SshFigures.open(2));
      int port = host.jvm().awaitDiagPort();
      assertThat(Http.get(port, "/readyz").body()).doesNotContain("not all hooks");
      assertThat(Http.get(port, "/metrics").body()).contains("jvm_memory_used_bytes");
      for (String profile : List.of("profile?seconds=1", "goroutine", "heap?gc=1", "")) {
        assertThat(Http.getBytes(port, "/debug/pprof/" + profile).statusCode())
            .as(profile)
            .isEqualTo(200);
      }
      SshHost.tell(clients, "close");
      host.awaitAdded(SshFigures.ok(2), SshFigures.NONE);
      assertThat(host.jvm().stderr()).noneMatch(line -> line.contains("denied"));
    }
  }

  private ChildJvm.Builder under(String policy) throws IOException {
    Path file = Files.writeString(folder.resolve("policy"), policy);
    return ChildJvm.java().options("-Djava.security.manager", "-Djava.security.policy=" + file);
  }

  private static String grant(Path jar, String permissions) {
    return "grant codeBase \"" + jar.toUri() + "\" { " + permissions + " };";
  }
}
