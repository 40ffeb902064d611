package tbot.diag.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

/** The server is made for the first client. */
@Timeout(300)
class FirstClientTest extends ListenerFixture {

  private static final String REQUEST =
      "GET /page HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  private final CountDownLatch asked = new CountDownLatch(1);

  private void open(Supplier<Routes> routes) throws IOException {
    open(routes, ByteBuddyAgent.install());
  }

  private void open(Supplier<Routes> routes, Instrumentation instrumentation) throws IOException {
    server = DiagServer.open(loopback(), routes, instrumentation);
  }

  private RawClient ask() throws IOException {
    return connect().send(REQUEST);
  }

  /** What a client receives that may be cut off at any time, even before its request. */
  private String answer() {
    try {
      return ask().readToEnd();
    } catch (IOException e) {
      return "(reset)";
    }
  }

  private static Routes page(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new Routes(
        List.of(
            Route.at(
                "/page",
                exchange -> {
                  exchange.sendResponseHeaders(200, body.length);
                  try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                  }
                })));
  }

  private Routes whenReleased() {
    asked.countDown();
    try {
      assertThat(release.await(4, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return page("late");
  }

  @Test
  void noServerIsThereBeforeAClientIs() throws Exception {
    AtomicInteger made = new AtomicInteger();
    open(
        () -> {
          made.incrementAndGet();
          return page("hello");
        });
    await().until(() -> threads("tbot-diag-http-").size() == 1);
    assertThat(threads("tbot-diag-http-listen-")).hasSize(1);
    assertThat(made).hasValue(0);
    assertThat(ask().readToEnd()).endsWith("hello");
    assertThat(ask().readToEnd()).endsWith("hello");
    assertThat(made).hasValue(1);
    await().untilAsserted(() -> assertThat(threads("tbot-diag-http-listen-")).isEmpty());
  }

  @Test
  void allWhoComeWhileTheServerIsMadeAreServed() throws Exception {
    open(this::whenReleased);
    for (int i = 0; i < 50; i++) {
      ask();
    }
    assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
    release.countDown();
    for (RawClient client : clients) {
      assertThat(client.readToEnd()).endsWith("late");
    }
  }

  @Test
  void endpointsThatAreReplacedBeforeAreNeverMade() throws Exception {
    open(
        () -> {
          throw new AssertionError("these were replaced");
        });
    server.setRoutes(() -> page("new"));
    assertThat(ask().readToEnd()).endsWith("new");
  }

  @Test
  void endpointsThatAreReplacedMeanwhileAreServed() throws Exception {
    open(this::whenReleased);
    RawClient first = ask();
    assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
    release.countDown();
    server.setRoutes(() -> page("new"));
    assertThat(first.readToEnd()).startsWith("HTTP/1.1 200");
    assertThat(ask().readToEnd()).endsWith("new");
  }

  @Test
  void theAddressIsFreeAfterAStopThoughNobodyAsked() throws Exception {
    open(() -> page("hello"));
    server.stop();
    assertThatThrownBy(() -> new RawClient(server.address())).isInstanceOf(IOException.class);
    await().untilAsserted(() -> assertThat(threads("tbot-diag-http-")).isEmpty());
  }

  @Test
  void aStopWhileTheServerIsMadeLeavesNothing() throws Exception {
    open(this::whenReleased);
    ask();
    assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
    Thread stopping = new Thread(server::stop);
    stopping.start();
    release.countDown();
    stopping.join();
    assertThatThrownBy(() -> new RawClient(server.address())).isInstanceOf(IOException.class);
    await().untilAsserted(() -> assertThat(threads("tbot-diag-http-")).isEmpty());
  }

  @Test
  void aServerThatCannotBeMadeIsTriedAgain() throws Exception {
    AtomicInteger made = new AtomicInteger();
    open(
        () -> {
          if (made.getAndIncrement() == 0) {
            throw new OutOfMemoryError("as a full host would");
          }
          return page("hello");
        });
    assertThat(answer()).isIn("", "(reset)");
    assertThat(ask().readToEnd()).endsWith("hello");
  }

  @Test
  void theServerBindsByItselfWhereItCannotBeGivenTheSocket() throws Exception {
    open(
        () -> page("hello"),
        (Instrumentation)
            Proxy.newProxyInstance(
                FirstClientTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException("as another JVM might");
                }));
    await().until(() -> answer().endsWith("hello"));
    server.stop();
    assertThatThrownBy(() -> new RawClient(server.address())).isInstanceOf(IOException.class);
  }
}
