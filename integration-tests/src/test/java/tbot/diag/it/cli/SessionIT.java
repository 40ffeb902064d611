package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.machine.Proc;

/** The listener that a command has in a JVM: for whom it is there, and for how long. */
@Timeout(600)
class SessionIT {

  private static final String NAME = "0123abcd";
  private static final String TOKEN = NAME + "00112233445566778899aabbccddeeff".repeat(2);
  private static final String LOGIN = "Authorization: Bearer " + TOKEN;

  private ChildJvm host;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().run("tbot.diag.hosts.IdleHost");
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** Opens a session as a command does; returns its port. */
  private int open() throws Exception {
    Attach.agent(host, "jar=" + Artifacts.agentJar() + ",report,session=" + TOKEN);
    return URI.create(properties().getProperty("tbot.diag.session." + NAME)).getPort();
  }

  private Properties properties() throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
    try {
      return machine.getAgentProperties();
    } finally {
      machine.detach();
    }
  }

  private boolean isPublished(String prefix) {
    try {
      return properties().stringPropertyNames().stream().anyMatch(key -> key.startsWith(prefix));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int status(int port, String path, String... headers) {
    return Http.get(port, path, headers).statusCode();
  }

  @Test
  @OnEachJvm
  void onlyWhoKnowsTheTokenIsServed() throws Exception {
    int port = open();
    try (Socket lease = Http.open(port, "/session", "Host: 127.0.0.1", LOGIN)) {
      assertThat(lease.getInputStream().read()).isEqualTo('H');
      assertThat(status(port, "/debug/pprof/", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
      assertThat(status(port, "/debug/pprof/")).isEqualTo(401);
      assertThat(status(port, "/livez")).isEqualTo(401);
      assertThat(status(port, "/debug/pprof/", "Authorization", "Bearer " + NAME)).isEqualTo(401);
    }
    assertThat(host.stderr()).noneMatch(line -> line.contains("tbot-diag:"));
  }

  @Test
  @OnEachJvm
  void theSessionEndsWithItsClientAndTheAgentWithTheSession() throws Exception {
    int port = open();
    Socket lease = Http.open(port, "/session", "Host: 127.0.0.1", LOGIN);
    assertThat(lease.getInputStream().read()).isEqualTo('H');

    lease.close();

    host.await("the end of what was published", () -> !isPublished("tbot.diag."));
    assertThat(LocalPort.isListenedOn(port)).isFalse();
    host.await("the end of the thread", () -> !Proc.hasThread(host.pid(), "tbot-diag-session"));
    assertThat(Proc.hasThread(host.pid(), "tbot-diag-http")).isFalse();
  }

  @Test
  void aSessionWithoutClientEnds() throws Exception {
    int port = open();

    host.await("its end", () -> !LocalPort.isListenedOn(port));

    host.await("the end of what was published", () -> !isPublished("tbot.diag."));
  }

  @Test
  @OnEachJvm
  void anAgentThatIsAttachedMeanwhileStays() throws Exception {
    int port = open();
    Socket lease = Http.open(port, "/session", "Host: 127.0.0.1", LOGIN);
    assertThat(lease.getInputStream().read()).isEqualTo('H');
    Attach.agent(host, "diag_addr=127.0.0.1:0");
    int own = host.awaitDiagPort();

    lease.close();

    host.await("the end of the session", () -> !isPublished("tbot.diag.session."));
    assertThat(status(own, "/livez")).isEqualTo(200);
    assertThat(LocalPort.isListenedOn(port)).isFalse();
    assertThat(host.agentLines()).hasSize(1);
  }

  @Test
  @OnEachJvm
  void aDetachEndsTheSession() throws Exception {
    int port = open();
    Attach.agent(host, "stop");

    assertThat(LocalPort.isListenedOn(port)).isFalse();
    host.await("the end of what was published", () -> !isPublished("tbot.diag."));
  }

  @Test
  @OnEachJvm
  void aSessionReplacesNoAgentOfAnotherJar() throws Exception {
    Attach.agent(host, "diag_addr=127.0.0.1:0");
    int own = host.awaitDiagPort();
    Attach.agent(host, "jar=/no/such.jar,report,session=" + TOKEN);

    assertThat(isPublished("tbot.diag.session.")).isTrue();
    assertThat(status(own, "/livez")).isEqualTo(200);
  }
}
