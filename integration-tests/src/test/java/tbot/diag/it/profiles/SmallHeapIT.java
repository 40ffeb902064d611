package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.it.client.Http;
import tbot.diag.it.client.Listed;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.testhost.FullHeapHost;

/** A host of 64 MB, half of them held, survives every endpoint. */
@Timeout(600)
class SmallHeapIT {

  private static FullHeapHost host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    host = FullHeapHost.start(64, 32);
    port = host.port();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  static List<String> endpoints() {
    return Listed.all(port);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void eachByItself(String path) {
    assertAnswered(path, Http.getBytes(port, path + "?seconds=2"));
    assertUnharmed();
  }

  @Test
  void allAtOnce() throws Exception {
    List<String> paths = endpoints();
    ExecutorService clients = Executors.newFixedThreadPool(2 * paths.size());
    List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 2 * paths.size(); i++) {
      String path = paths.get(i % paths.size()) + "?seconds=3";
      answers.add(clients.submit(() -> Http.getBytes(port, path)));
    }
    clients.shutdown();
    for (int i = 0; i < answers.size(); i++) {
      assertAnswered(paths.get(i % paths.size()), answers.get(i).get(5, TimeUnit.MINUTES));
    }
    assertUnharmed();
  }

  private static void assertAnswered(String path, HttpResponse<byte[]> answer) {
    // 501: what this version of Java cannot do.
    assertThat(answer.statusCode()).as(path).isIn(200, 501);
  }

  private static void assertUnharmed() {
    assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    ChildJvm jvm = host.jvm();
    assertThat(jvm.process().isAlive()).as(jvm.transcript()).isTrue();
    assertThat(jvm.stdout()).containsExactly("ready");
    assertThat(jvm.stderr()).noneMatch(line -> line.contains("OutOfMemoryError"));
  }
}
