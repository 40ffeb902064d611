package tbot.diag.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Step;
import tbot.diag.http.Transfer;

class WaitHandlerTest {

  private final ServiceRegistry registry = new ServiceRegistry();
  private final WaitHandler handler = new WaitHandler(registry, () -> {});

  /** A client whose steps the test runs, as a worker would. */
  private static final class Client implements Responder {
    private final List<String> answers = new ArrayList<>();
    private Step step;
    private long millis = -1;
    private Runnable whenGone;

    @Override
    public void send(Response response) {
      ByteBuffer body = ByteBuffer.allocate(4096);
      try {
        response.body().peek(body);
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      answers.add(
          response.head().status()
              + " "
              + new String(body.array(), 0, body.position(), StandardCharsets.UTF_8));
    }

    @Override
    public Transfer begin(ResponseHead head) {
      throw new AssertionError();
    }

    @Override
    public void later(long wait, Step next) {
      step = next;
      millis = wait;
    }

    @Override
    public void onClientGone(Runnable action) {
      whenGone = action;
    }

    /** Runs the step that is due. */
    Client work() throws Exception {
      assertThat(millis).isZero();
      Step due = step;
      step = null;
      millis = -1;
      due.run();
      return this;
    }

    boolean isWoken() {
      return millis == 0;
    }
  }

  private Client ask(String path) {
    Client client = new Client();
    InetSocketAddress here = new InetSocketAddress(0);
    handler.handle(
        new Request(
            "GET",
            URI.create(path),
            Headers.NONE,
            new ConnectionInfo(here, here, false),
            new byte[0]),
        client);
    return client;
  }

  private int waiting() {
    return registry.waiters().size();
  }

  @Test
  void answersAtOnceIfThereIsNothingToWaitFor() {
    assertThat(ask("/wait").answers).singleElement().asString().startsWith("200 {");
    registry.register("a", "t").reportUnhealthy("down");
    assertThat(ask("/wait").answers).singleElement().asString().startsWith("503 {");
    assertThat(ask("/wait/a").answers).singleElement().asString().startsWith("503 {");
    assertThat(ask("/wait/none").answers).singleElement().asString().startsWith("404 {");
    assertThat(waiting()).isZero();
  }

  @Test
  void waitsUntilEveryServiceHasReported() throws Exception {
    Service a = registry.register("a", "t");
    Service b = registry.register("b", "t");
    Client all = ask("/wait");
    Client one = ask("/wait/b");
    a.reportHealthy("");
    assertThat(all.isWoken()).isFalse();
    // Registered while the client waits.
    Service c = registry.register("c", "t");
    b.reportUnhealthy("down");
    assertThat(all.isWoken()).isFalse();
    assertThat(one.answers).as("written by the reporting thread").isEmpty();
    assertThat(one.work().answers).singleElement().asString().startsWith("503 {");
    c.reportHealthy("");
    assertThat(all.work().answers).singleElement().asString().startsWith("503 {");
    assertThat(waiting()).isZero();
  }

  @Test
  void aReportOfInitializingReleasesNobody() {
    Service a = registry.register("a", "t");
    Client client = ask("/wait");
    a.reportInitializing("starting");
    assertThat(client.isWoken()).isFalse();
  }

  @Test
  void aServiceThatGoesReleasesItsClients() throws Exception {
    registry.register("a", "t");
    Client all = ask("/wait");
    Client one = ask("/wait/a");
    registry.unregister("a");
    assertThat(all.work().answers).singleElement().asString().startsWith("200 {");
    assertThat(one.work().answers).singleElement().asString().startsWith("404 {");
  }

  @Test
  void forgetsClientsThatLeave() throws Exception {
    Service a = registry.register("a", "t");
    Client leaves = ask("/wait");
    Client stays = ask("/wait");
    Client wakes = ask("/wait/a");
    leaves.whenGone.run();
    wakes.millis = 0;
    wakes.whenGone.run();
    assertThat(wakes.work().answers).isEmpty();
    assertThat(waiting()).isEqualTo(1);
    a.reportHealthy("");
    assertThat(leaves.isWoken()).isFalse();
    assertThat(stays.work().answers).hasSize(1);
  }

  @Test
  void looksAgainWhenAServiceGetsTooOld() throws Exception {
    Service a = registry.register("a", "t");
    Client client = ask("/wait");
    assertThat(client.millis).isGreaterThan(60_000);
    a.setMaxAge(40);
    assertThat(client.work().millis).isBetween(0L, 40L);
    org.awaitility.Awaitility.await().until(() -> a.health() == Health.UNHEALTHY);
    client.millis = 0;
    assertThat(client.work().answers)
        .singleElement()
        .asString()
        .startsWith("503 {")
        .contains("no successful iteration for ");
  }

  @Test
  void answersOnceIfATimeAndAReportMeet() throws Exception {
    Service a = registry.register("a", "t");
    Client client = ask("/wait/a");
    Step timed = client.step;
    a.reportHealthy("");
    timed.run();
    client.work();
    assertThat(client.answers).hasSize(1);
  }

  @Test
  void namesAreDecoded() {
    registry.register("a/b \"😀\"", "t").reportHealthy("");
    assertThat(ask("/wait/a%2Fb%20%22%F0%9F%98%80%22").answers)
        .singleElement()
        .asString()
        .startsWith("200 {");
  }
}
