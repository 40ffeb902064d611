package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.IndexedEndpoints;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** Every endpoint of debug mode answers, or says in one line why this JVM cannot. */
@OnEachJvm
@Timeout(600)
class EachProfileIT {

  private static final String ROOT = "/debug/pprof/";

  /** What Java 8 without debug symbols cannot sample. */
  private static final Set<String> SAMPLED_ALLOCATIONS =
      Set.of("allocs", "allocs?seconds=2", "heap?seconds=2", "delta_heap?seconds=2");

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    ChildJvm.Builder java = ChildJvm.java().options("-Xmx128m");
    if (ChildJvm.feature() >= 24) {
      java.options("--enable-native-access=ALL-UNNAMED");
    }
    host = java.agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.FullHeapHost", "8");
    port = host.awaitDiagPort();
    host.awaitStdout("ready");
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void everyEndpointAnswersOrExplains() throws Exception {
    Map<String, HttpResponse<byte[]>> answers = new LinkedHashMap<>();
    answers.putAll(
        fetchAtOnce(
            IndexedEndpoints.profiles(port).stream().map(IndexedEndpoints::withWindow).toList()));
    answers.putAll(fetchAtOnce(List.of(ROOT + "allocs", ROOT + "heap", ROOT + "mutex")));

    assertThat(answers).hasSizeGreaterThan(12);
    answers.forEach(EachProfileIT::assertTakenOrRefused);
    assertThat(host.stdout()).containsExactly("ready");
    assertThat(host.stderr())
        .as("no warning of the JVM about the profiler")
        .allMatch(line -> line.startsWith("tbot-diag: "));
  }

  @Test
  void servesRecordingsAndText() {
    byte[] trace = Http.getBytes(port, ROOT + "trace?seconds=0.5").body();
    assertThat(new String(trace, 0, 3, StandardCharsets.ISO_8859_1)).isEqualTo("FLR");
    assertThat(Http.get(port, ROOT + "cmdline").body()).contains("FullHeapHost");
    assertThat(Http.get(port, ROOT + "symbol").body()).isEqualTo("num_symbols: 1\n");
    assertThat(Http.get(port, ROOT + "goroutine?debug=2").body())
        .contains("\"main\" #", "FullHeapHost.main");
  }

  private static void assertTakenOrRefused(String path, HttpResponse<byte[]> answer) {
    boolean mayRefuse =
        ChildJvm.feature() == 8
            && SAMPLED_ALLOCATIONS.contains(path.substring(path.lastIndexOf('/') + 1));
    if (mayRefuse && answer.statusCode() == 501) {
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .as(path)
          .contains("Java 8 ", "Java 11")
          .hasLineCount(1);
      assertThat(answer.headers().firstValue("X-Go-Pprof")).contains("1");
      return;
    }
    assertThat(answer.statusCode())
        .as(() -> path + ": " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    PprofProfile profile = PprofProfile.decode(answer.body());
    PprofRules.assertHold(profile);
    // The host has no deadlock, and samples of wall time make threads run that wait.
    if (!path.contains("goroutineleak")) {
      assertThat(profile.proto().getSampleCount()).as(path).isPositive();
    }
  }

  private static Map<String, HttpResponse<byte[]>> fetchAtOnce(List<String> paths) {
    List<HttpResponse<byte[]>> answers = Http.getAllAtOnce(port, paths);
    Map<String, HttpResponse<byte[]>> byPath = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      byPath.put(paths.get(i), answers.get(i));
    }
    return byPath;
  }
}
