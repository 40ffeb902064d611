package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** The profile latency of a host whose slow calls are known. */
@OnEachJvm
class LatencyProfileIT {

  private static final String HOST = "tbot.diag.hosts.LatencyHost";
  private static final String PATH = "/debug/pprof/latency?";

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void startAHostWithSlowCalls() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(HOST);
    host.awaitStdout("ready");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void onlyTheTimeOfSlowCallsIsShown() throws IOException {
    long[] before = slowMillis();
    PprofProfile profile = fetch("method=" + HOST + "%23handle&threshold=50ms&seconds=4");
    long[] after = slowMillis();

    PprofRules.assertHold(profile);
    assertThat(profile.sampleTypes()).containsExactly("calls/count", "latency/nanoseconds");
    double waited = after[0] - before[0];
    assertThat(millis(profile, ".waitForDatabase"))
        .as("as the host says, but for the calls at the ends of the span")
        .isCloseTo(waited, within(0.25 * waited + 300));
    // A fast call is slow where the machine is busy.
    assertThat(millis(profile, ".answerFromCache"))
        .isLessThanOrEqualTo(after[1] - before[1] + 0.05 * waited);
    assertThat(profile.proto().getSampleList())
        .allMatch(profile.under(HOST + ".handle").or(profile.under("(not sampled)")))
        .allMatch(sample -> profile.labels(sample).get("thread").startsWith("handler-"));
    assertThat(profile.comments())
        .anyMatch(
            line ->
                line.matches(
                    "latency: \\d+ of \\d+ calls of \\S+#handle took 50 ms or longer, the longest"
                        + " \\d+ ms, together \\d+ ms.*"));
  }

  @Test
  void aCallThatDoesNotEndIsSlow() throws IOException {
    // The head comes when the method is traced.
    HttpResponse<InputStream> answer =
        Http.begin(
            port, PATH + "method=" + HOST + "%23stick()&threshold=200ms&seconds=60&id=stuck");
    host.ask("stick", "stuck");
    Http.method("POST", port, "/debug/pprof/stop?id=stuck");
    PprofProfile profile = PprofProfile.decode(answer.body().readAllBytes());

    assertThat(profile.comments())
        .anyMatch(line -> line.matches("latency: 1 of 1 calls .*; 1 had not ended"));
    assertThat(profile.sum(1, profile.under(HOST + ".stick"))).isPositive();
  }

  @Test
  void aMethodWithoutSlowCallsGivesAnEmptyProfile() {
    PprofProfile profile = fetch("method=" + HOST + "%23handle&threshold=10s&seconds=1");

    assertThat(profile.proto().getSampleCount()).isZero();
    assertThat(profile.comments())
        .anyMatch(line -> line.matches("latency: 0 of \\d+ calls of .* took 10000 ms or longer"));
  }

  @Test
  void aClassThatIsNotLoadedIsSaid() {
    assertThat(fetch("method=com.example.None%23run&seconds=1").comments())
        .contains("latency: no class com.example.None is loaded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seconds=1 | no \"method\" - add method=com.example.Bot%23renew",
        "method=Bot | invalid value for \"method\" - it has no '#' between class and method",
        "method=java.lang.String%23length | names a class of the JDK",
        "method=" + HOST + "%23none | none",
        "method=a.B%23c&threshold=0 | invalid value for \"threshold\" - must be a duration",
        "method=a.B%23c&threshold=fast | invalid value for \"threshold\" - must be a duration",
      })
  void badInputIsRefusedInOneLine(String query, String reason) {
    HttpResponse<byte[]> answer = Http.getBytes(port, PATH + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(reason).hasLineCount(1);
  }

  private static double millis(PprofProfile profile, String method) {
    return profile.sum(1, profile.under(HOST + method)) / 1e6;
  }

  private static long[] slowMillis() throws IOException {
    return Arrays.stream(host.ask("slow", "slow ").split(" ", -1))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static PprofProfile fetch(String query) {
    return PprofProfile.decode(Http.getBytes(port, PATH + query).body());
  }
}
