package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.IndexedEndpoints;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.testhost.KnownHost;

/** A host with 64 MB of heap, half of it full, survives every endpoint. */
@Timeout(600)
class SmallHeapIT {

  private static final String HOST = "tbot.diag.hosts.FullHeapHost";

  private static KnownHost host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    host = KnownHost.withFullHeap(64, 32);
    port = host.port();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  static List<String> endpoints() {
    return IndexedEndpoints.all(port);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void eachByItself(String path) {
    assertAnswered(path, Http.getBytes(port, path + query(path) + 1));
    assertUnharmed();
  }

  @Test
  void allAtOnce() {
    List<String> paths = endpoints();
    List<String> twice = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      paths.forEach(path -> twice.add(path + query(path) + 3));
    }
    List<HttpResponse<byte[]>> answers = Http.getAllAtOnce(port, twice);
    for (int i = 0; i < answers.size(); i++) {
      assertAnswered(twice.get(i), answers.get(i));
    }
    assertUnharmed();
  }

  /** All but the number of seconds. */
  private static String query(String path) {
    String method = path.endsWith("/latency") ? "method=" + HOST + "%23leaf&" : "";
    return "?" + method + "seconds=";
  }

  private static void assertAnswered(String path, HttpResponse<byte[]> answer) {
    // 501 is for what this version of Java cannot do.
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
