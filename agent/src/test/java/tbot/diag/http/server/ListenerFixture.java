package tbot.diag.http.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The listener of a test and its clients. All are closed after the test. */
abstract class ListenerFixture {

  final List<RawClient> clients = new ArrayList<>();

  /** Counted down at the end of the test at the latest. */
  final CountDownLatch release = new CountDownLatch(1);

  /** Set by the test. */
  DiagServer server;

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (RawClient one : clients) {
      one.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  /** An address with a port that the system chooses. */
  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  RawClient connect() throws IOException {
    RawClient one = new RawClient(server.address());
    clients.add(one);
    return one;
  }

  static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }
}
