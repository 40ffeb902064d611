package tbot.diag.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.Endpoint;
import tbot.diag.http.access.Requests;
import tbot.diag.jvm.ProcessId;
import tbot.diag.metrics.SshMultiplexerMetrics;

class HomeEndpointTest {

  private final ServiceRegistry services = new ServiceRegistry();
  private final SshMultiplexerMetrics ssh = new SshMultiplexerMetrics();

  @Test
  void showsTheProcess() throws Exception {
    assertThat(home(true, "/"))
        .contains("Process " + ProcessId.get() + ", Java " + System.getProperty("java.version"))
        .contains("up for ", ">CPU<", ">Heap<", ">Threads<")
        .doesNotContain("http-equiv");
  }

  @Test
  void readinessHasTheReasonOfEachService() throws Exception {
    assertThat(home(true, "/")).contains("state good\">Ready<", "Nothing is checked here");

    services.register("db", "x").reportHealthy("");
    Service bot = services.register("<bot>", "x");
    bot.reportUnhealthy("no <answer>");

    assertThat(home(true, "/"))
        .contains("state bad\">Not ready<", ">db<", "&lt;bot&gt;", "no &lt;answer&gt;")
        .doesNotContain("<bot>");
    bot.reportHealthy("fine now");
    assertThat(home(true, "/")).contains("state good\">Ready<", "fine now");
  }

  @Test
  void servicesAreBroughtUpToDateFirst() throws Exception {
    AtomicInteger refreshed = new AtomicInteger();
    HomeEndpoint home = new HomeEndpoint(services, refreshed::incrementAndGet, ssh, true);
    Requests.answer(Endpoint.of(home), Requests.get("/"));

    assertThat(refreshed).hasValue(1);
  }

  @Test
  void connectionsShowOnceThereIsSomethingToCount() throws Exception {
    assertThat(home(true, "/")).doesNotContain("SSH connections");
    ssh.started();
    assertThat(home(true, "/")).contains("SSH connections", "open; 1 since the start, 0 ended");
  }

  @Test
  void withoutDebugModeNothingLeadsToProfiles() throws Exception {
    assertThat(home(true, "/")).contains("debug/pprof/goroutine?format=table");
    assertThat(home(false, "/")).doesNotContain("debug/pprof").contains("<code>debug</code>");
  }

  @Test
  void refreshesOnRequestOnly() throws Exception {
    assertThat(home(true, "/?refresh"))
        .contains("<meta http-equiv=\"refresh\" content=\"5\">", "<a href=\"./\">Stop</a>");
  }

  private String home(boolean debug, String path) throws Exception {
    HomeEndpoint home = new HomeEndpoint(services, () -> {}, ssh, debug);
    return Requests.text(Requests.answer(Endpoint.of(home), Requests.get(path)));
  }
}
