package tbot.diag.it.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.MinaVersions;
import tbot.diag.it.testhost.SshHost;

/**
 * The service {@code ssh-multiplexer} in {@code /readyz}, along the life of servers and handlers.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class SshReadinessIT {

  private static final String ADDRESS = "diag_addr=127.0.0.1:0";
  private static final String NO_SERVICE = "{\n  \"status\": \"healthy\",\n  \"services\": {},\n";
  private static final String UNCERTAIN = "a server may have been started before the attach";

  @OnEachJvm
  @ParameterizedTest(name = "MINA SSHD {0}")
  @MinaVersions({"2.9.3", "2.15.0+netty", "2.15.0+mina", "2.20.0", "3.0.0-M5"})
  void followsTheServer(String version) throws Exception {
    try (ChildJvm host = SshHost.startLater(ChildJvm.java().agent(ADDRESS), version);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = host.awaitDiagPort();
      awaitService(host, port, 503, "initializing", "");

      SshHost.tell(host, "start 0");
      awaitService(host, port, 200, "healthy", "");
      SshHost.tell(host, "stop");
      awaitService(host, port, 503, "unhealthy", "the server was stopped");
      SshHost.tell(host, "start " + taken.getLocalPort());
      awaitService(host, port, 503, "unhealthy", "a server could not start: java.");
      SshHost.tell(host, "start 0");
      awaitService(host, port, 200, "healthy", "");
      SshHost.tell(host, "close");
      awaitService(host, port, 503, "unhealthy", "the server was stopped");
      assertThat(host.stderr()).singleElement().asString().contains("listening on");
    }
  }

  @OnEachJvm
  @Test
  void aServerBeforeTheAttachIsFoundByItsFirstSession() throws Exception {
    try (SshHost host = SshHost.start(ChildJvm.java(), "2.20.0");
        ChildJvm clients = SshHost.clients(ChildJvm.java(), "2.20.0")) {
      Attach.agent(host.jvm(), ADDRESS);
      int port = host.jvm().awaitDiagPort();
      awaitService(host.jvm(), port, 200, "healthy", UNCERTAIN);

      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      awaitService(host.jvm(), port, 200, "healthy", "");
      host.tell("stop");
      awaitService(host.jvm(), port, 503, "unhealthy", "the server was stopped");
    }
  }

  @ParameterizedTest(name = "MINA SSHD {0}")
  @ValueSource(strings = {"2.9.3", "2.20.0", "3.0.0-M5"})
  void aClientHasNoService(String version) throws Exception {
    try (SshHost server = SshHost.start(ChildJvm.java(), version);
        ChildJvm clients = SshHost.clients(ChildJvm.java().agent(ADDRESS), version)) {
      SshHost.tell(clients, "login " + server.sshPort() + " 1 secret");
      int port = clients.awaitDiagPort();
      assertThat(Http.get(port, "/readyz").body()).startsWith(NO_SERVICE);
      assertThat(Http.get(port, "/readyz/ssh-multiplexer").statusCode()).isEqualTo(404);
      assertThat(Http.get(port, "/metrics").body())
          .contains("tbot_ssh_multiplexer_requests_started_total 0.0")
          .doesNotContain("tbot_ssh_multiplexer_errors");
    }
  }

  @OnEachJvm
  @Test
  void aServerShowsItsErrorsFromTheStart() throws Exception {
    try (SshHost host = SshHost.withAgent("2.20.0")) {
      assertThat(Http.get(host.jvm().awaitDiagPort(), "/metrics").body().lines())
          .contains(
              "# TYPE tbot_ssh_multiplexer_errors_total counter",
              "tbot_ssh_multiplexer_errors_total{reason=\"probe\"} 0.0",
              "tbot_ssh_multiplexer_errors_total{reason=\"auth_failed\"} 0.0",
              "tbot_ssh_multiplexer_errors_total{reason=\"timeout\"} 0.0",
              "tbot_ssh_multiplexer_errors_total{reason=\"exception\"} 0.0",
              "tbot_ssh_multiplexer_errors_total{reason=\"disconnect\"} 0.0",
              "# TYPE tbot_ssh_multiplexer_request_duration_seconds histogram",
              "tbot_ssh_multiplexer_request_duration_seconds_bucket{le=\"+Inf\"} 0",
              "tbot_ssh_multiplexer_request_duration_seconds_count 0")
          .filteredOn(line -> line.startsWith("tbot_ssh_multiplexer_errors_total{"))
          .hasSize(5);
    }
  }

  @Test
  void aHandlerThatIsNotLoadedIsNamedAfterAMinute() throws Exception {
    String arguments = ADDRESS + ",ssh_handler=com.example.Nope#handle";
    try (ChildJvm host = ChildJvm.java().agent(arguments).run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      awaitService(host, port, 200, "healthy", "");
      assertThat(Http.get(port, "/metrics").body())
          .contains("tbot_ssh_multiplexer_errors_total{reason=\"probe\"} 0.0");

      assertThat(host.awaitStderr("warning"))
          .contains("ssh_handler: no class com.example.Nope has been loaded in the first minute");
      awaitService(host, port, 200, "healthy", "no class com.example.Nope has been loaded");

      Attach.agent(host, ADDRESS);
      assertThat(Http.get(port, "/readyz").body()).startsWith(NO_SERVICE);
    }
  }

  private static void awaitService(
      ChildJvm host, int port, int code, String status, String reason) {
    String[] last = {""};
    try {
      host.await(
          status + " " + reason,
          () -> {
            HttpResponse<String> service = Http.get(port, "/readyz/ssh-multiplexer");
            last[0] = service.statusCode() + " " + service.body();
            return service.statusCode() == code
                && service.body().contains("\"status\": \"" + status + "\"")
                && (reason.isEmpty()
                    ? !service.body().contains("reason")
                    : service.body().contains("\"reason\": \"" + reason))
                && Http.get(port, "/readyz").statusCode() == code;
          });
    } catch (AssertionError e) {
      throw new AssertionError("last answer: " + last[0], e);
    }
  }
}
