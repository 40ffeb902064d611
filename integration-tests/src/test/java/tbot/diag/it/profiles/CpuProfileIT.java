package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.Line;
import tbot.diag.it.pprof.Location;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.BurnHost;

/** CPU profiles against the CPU clocks of the host's threads. */
@OnEachJvm
class CpuProfileIT {

  private static final String BURN = "tbot.diag.hosts.BurnHost.";

  private static BurnHost host;
  private static int port;
  private static PprofProfile profile;
  private static HttpResponse<byte[]> answer;
  private static long requestedNanos;
  private static long answeredNanos;

  @BeforeAll
  static void profileForFiveSeconds() throws IOException {
    host = BurnHost.startCompiled();
    port = host.port();
    requestedNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    answer = Http.getBytes(port, "/debug/pprof/profile?seconds=5");
    assertThat(answer.statusCode()).isEqualTo(200);
    answeredNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    profile = PprofProfile.decode(answer.body());
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void hasValidContent() {
    PprofRules.assertHold(profile);
  }

  @Test
  void hasSampleTypesPeriodAndDuration() {
    assertThat(profile.sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(profile.type(profile.proto().getPeriodType())).isEqualTo("cpu/nanoseconds");
    assertThat(profile.proto().getPeriod()).isEqualTo(10_000_000);
    assertThat(profile.proto().getDurationNanos()).isEqualTo(5_000_000_000L);
    assertThat(profile.proto().getTimeNanos())
        .isBetween(requestedNanos, answeredNanos - TimeUnit.SECONDS.toNanos(5));
    assertThat(profile.proto().getDefaultSampleType()).isZero();
    assertThat(profile.comments())
        .anyMatch(comment -> comment.startsWith("JVM: "))
        .anyMatch(comment -> comment.matches("engine: (perf|ctimer|itimer)"))
        .anyMatch(
            comment ->
                comment.matches(
                    "cpu: the process used \\d+\\.\\d\\d s by its clock, samples were taken of"
                        + " \\d+\\.\\d\\d s"));
  }

  @Test
  void hasTheHeadersOfGo() {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"profile\"");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void agreesWithTheCpuClockOfEachThread() throws IOException {
    long[] burnt = host.cpuNanosDuring(profile);

    assertThat(profile.sum(1, profile.ofThread("heavy")))
        .isCloseTo(burnt[0], Percentage.withPercentage(10));
    assertThat(profile.sum(1, profile.ofThread("light")))
        .isCloseTo(burnt[1], Percentage.withPercentage(10));
    double ratio =
        (double) profile.sum(0, profile.ofThread("heavy"))
            / profile.sum(0, profile.ofThread("light"));
    assertThat(ratio).isCloseTo((double) burnt[0] / burnt[1], within(0.5));
  }

  @Test
  void methodsBeginBeforeTheirLines() {
    List<Line> lines =
        profile.proto().getLocationList().stream()
            .flatMap(location -> location.getLineList().stream())
            .filter(line -> line.getLine() > 0 && !profile.name(line).contains("$$Lambda"))
            .filter(line -> profile.name(line).startsWith(BURN) || isOfJdk(profile.name(line)))
            .toList();

    assertThat(lines)
        .extracting(profile::name)
        .contains(BURN + "shift", BURN + "heavy", "java.lang.Thread.run");
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(profile.startLine(line))
                    .as(profile.name(line))
                    .isBetween(1L, line.getLine()));
  }

  private static boolean isOfJdk(String function) {
    return function.startsWith("java.util.") || function.startsWith("java.lang.Thread.");
  }

  @Test
  void everySampleHasOnlyAThreadLabel() {
    assertThat(profile.proto().getSampleList())
        .filteredOn(sample -> !profile.stack(sample).contains("(not sampled)"))
        .isNotEmpty()
        .allMatch(sample -> profile.labels(sample).keySet().equals(Set.of("thread")));
  }

  @Test
  void showsThreeHundredFrames() {
    assertThat(profile.proto().getSampleList())
        .anyMatch(sample -> Collections.frequency(profile.stack(sample), BURN + "descend") == 300);
  }

  @Test
  void inlinedFramesShareALocation() {
    List<List<String>> locations =
        profile.proto().getLocationList().stream().map(profile::lines).toList();

    assertThat(locations)
        .as("the innermost first, the compiled caller last")
        .anySatisfy(
            lines -> {
              assertThat(lines.size()).isGreaterThanOrEqualTo(3);
              assertThat(lines.get(0)).startsWith(BURN + "shift:");
              assertThat(lines.get(1)).startsWith(BURN + "mix:");
              assertThat(lines.get(2)).startsWith(BURN + "churn:");
            });
  }

  @Test
  void nativeFramesHaveTheirOwnMapping() {
    boolean nativeFrames = false;
    for (Location location : profile.proto().getLocationList()) {
      String name = profile.name(location.getLine(0));
      if (name.startsWith("Java_java_io_UnixFileSystem")) {
        nativeFrames = true;
        assertThat(location.getMappingId()).isEqualTo(2);
      }
      if (name.startsWith("java.io.")) {
        assertThat(location.getMappingId()).isEqualTo(1);
      }
    }
    assertThat(nativeFrames).as("the host lists directories all the time").isTrue();
  }

  @Test
  void addressesAreStableAcrossProfiles() {
    PprofProfile second = host.profile("/debug/pprof/profile?seconds=2");
    Map<List<String>, Long> first = addresses(profile);
    Map<List<String>, Long> again = addresses(second);
    again.keySet().retainAll(first.keySet());

    assertThat(again).hasSizeGreaterThan(5);
    assertThat(first).containsAllEntriesOf(again);
  }

  @Test
  void symbolResolvesAddresses() {
    Location location =
        profile.proto().getLocationList().stream()
            .filter(l -> profile.name(l.getLine(0)).equals(BURN + "churn"))
            .findFirst()
            .orElseThrow();
    String hex = "0x" + Long.toHexString(location.getAddress());

    assertThat(Http.get(port, "/debug/pprof/symbol?" + hex + "+0x10").body())
        .isEqualTo("num_symbols: 1\n" + hex + " " + BURN + "churn\n");
    assertThat(Http.get(port, "/debug/pprof/symbol").body()).isEqualTo("num_symbols: 1\n");
  }

  @Test
  void cmdlineIsTheHostsCommandLine() {
    String[] arguments = Http.get(port, "/debug/pprof/cmdline").body().split("\0", -1);

    assertThat(arguments[0]).endsWith("java");
    assertThat(arguments[arguments.length - 1]).isEqualTo("tbot.diag.hosts.BurnHost");
  }

  @Test
  void theIndexListsTheEndpoints() {
    HttpResponse<String> index = Http.get(port, "/debug/pprof/");

    assertThat(index.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(index.body()).contains("href=\"profile\"", "href=\"cmdline\"", "href=\"symbol\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "abc", "0.5", "1e9", "3601", "99999999999999999999", "%D9%A1", "+5"})
  void refusesInvalidSeconds(String seconds) {
    HttpResponse<String> refusal = Http.get(port, "/debug/pprof/profile?seconds=" + seconds);

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body())
        .isEqualTo("invalid value for \"seconds\" - must be a positive integer, at most 3600\n");
    assertIsGoError(refusal);
  }

  @Test
  void unknownProfilesAreNotFound() {
    for (String path : List.of("/debug/pprof/nonsense", "/debug/pprof/profile/more")) {
      HttpResponse<String> refusal = Http.get(port, path);

      assertThat(refusal.statusCode()).isEqualTo(404);
      assertThat(refusal.body()).isEqualTo("Unknown profile\n");
      assertIsGoError(refusal);
    }
  }

  @Test
  void printsNothingOnTheHostsStreams() {
    assertThat(host.jvm().stdout())
        .allMatch(line -> line.equals("ready") || line.startsWith("cpu "));
    assertThat(host.jvm().stderr())
        .filteredOn(line -> !line.startsWith("tbot-diag: "))
        .as("only the warnings of JDK 24 and newer about native code")
        .allMatch(line -> line.startsWith("WARNING: ") || line.isEmpty());
  }

  private static void assertIsGoError(HttpResponse<String> refusal) {
    assertThat(refusal.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
    assertThat(refusal.headers().firstValue("Content-Disposition")).isEmpty();
  }

  private static Map<List<String>, Long> addresses(PprofProfile of) {
    Map<List<String>, Long> addresses = new HashMap<>();
    of.proto()
        .getLocationList()
        .forEach(location -> addresses.put(of.lines(location), location.getAddress()));
    return addresses;
  }
}
