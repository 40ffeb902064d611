package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.IndexedEndpoints;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.KnownHost;

/** What pprof, Parca and Grafana Alloy do with each profile on the index page. */
@Timeout(600)
class ClientRulesIT {

  /** What Alloy scrapes; the test takes those that are served here. */
  private static final List<String> SCRAPED =
      List.of("allocs", "block", "goroutine", "mutex", "profile?seconds=14");

  /** The one that takes nearly the whole interval; the last of them. */
  private static final String SPANNED = "/debug/pprof/profile?seconds=14";

  /** Those whose values must not decrease, as Alloy sends differences. */
  private static final List<String> CUMULATIVE = List.of("allocs", "block", "mutex");

  private static final int SCRAPES = 2;
  private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

  @TempDir static Path home;
  private static KnownHost host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    host = KnownHost.withFullHeap(128, 8);
    port = host.port();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  static List<String> profiles() {
    return IndexedEndpoints.profiles(port);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("profiles")
  void everyProfileHasValidContentAndHeaders(String path) {
    HttpResponse<byte[]> answer = fetch(IndexedEndpoints.withWindow(path));

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment; filename=");
    PprofProfile profile = PprofProfile.decode(answer.body());
    PprofRules.assertHold(profile);
    assertThat(profile.proto().getSampleCount()).isPositive();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("profiles")
  void invalidSecondsAreRefused(String path) {
    for (String seconds : List.of("-1", "0", "0.5", "abc", "1e9", "3601")) {
      HttpResponse<String> answer = Http.get(port, path + "?seconds=" + seconds);

      assertThat(answer.statusCode()).as(seconds).isEqualTo(400);
      assertThat(answer.body()).contains("\"seconds\" - must be a positive integer");
      assertThat(answer.headers().firstValue("X-Go-Pprof")).contains("1");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("profiles")
  void addressesAreStableAcrossProfiles(String path) {
    Map<Long, List<String>> first =
        PprofProfile.decode(fetch(IndexedEndpoints.withWindow(path)).body()).linesByAddress();
    // The difference to a recent profile may be empty.
    Map<Long, List<String>> second =
        await("a location of the first profile")
            .atMost(Duration.ofMinutes(3))
            .until(() -> linesOfBoth(path, first), lines -> !lines.isEmpty());

    assertThat(first).containsAllEntriesOf(second);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("profiles")
  void goToolPprofReadsIt(String path) throws Exception {
    GoTool go = new GoTool(home);
    fetch(IndexedEndpoints.withWindow(path));
    String url = "http://127.0.0.1:" + port + path;
    Path saved = Files.createTempFile(home, "saved", ".pb.gz");

    assertThat(go.pprof("-top", "-seconds", "2", url)).contains("flat%");
    assertThat(go.pprof("-top", "-symbolize=remote", "-seconds", "2", url)).contains("flat%");
    byte[] profile = fetch(IndexedEndpoints.withWindow(path)).body();
    Files.write(saved, profile);
    String file = saved.toString();
    assertThat(go.pprof("-raw", file)).contains("PeriodType:", "Locations", "Mappings");
    go.pprof("-tags", file);
    // The difference to a recent profile may be empty.
    if (PprofProfile.decode(profile).proto().getSampleCount() > 0) {
      assertThat(go.pprof("-list=.", file)).contains("ROUTINE ====");
    }
    assertThat(go.pprof("-top", "-diff_base=" + file, file)).contains("flat%");
    assertThat(go.pprof("-raw", file, file)).contains("PeriodType:");
  }

  @Test
  void scrapersGetAllProfilesSideBySide() throws Exception {
    List<String> paths = new ArrayList<>();
    List<String> served = profiles();
    for (String scraped : SCRAPED) {
      String path = "/debug/pprof/" + scraped;
      if (served.contains(path.replaceAll("\\?.*", ""))) {
        paths.add(path);
      }
    }
    ExecutorService clients = Executors.newFixedThreadPool(paths.size());
    Map<String, PprofProfile> before = new HashMap<>();
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      long start = System.nanoTime();
      Map<String, Future<HttpResponse<byte[]>>> answers = new LinkedHashMap<>();
      for (String path : paths) {
        answers.put(path, clients.submit(() -> Http.getBytes(port, path)));
      }
      for (String path : paths) {
        HttpResponse<byte[]> answer = answers.get(path).get(5, TimeUnit.MINUTES);
        assertThat(answers.get(SPANNED).isDone())
            .as("%s does not wait for the end of the longest", path)
            .isEqualTo(path.equals(SPANNED));
        if (answer.statusCode() == 501) {
          continue;
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        PprofProfile profile = PprofProfile.decode(answer.body());
        PprofRules.assertHold(profile);
        if (before.containsKey(path)
            && CUMULATIVE.contains(path.substring("/debug/pprof/".length()))) {
          PprofRules.assertNoValueDecreased(before.get(path), profile);
        }
        before.put(path, profile);
      }
      long left = SCRAPE_INTERVAL.toNanos() - (System.nanoTime() - start);
      if (scrape < SCRAPES - 1 && left > 0) {
        TimeUnit.NANOSECONDS.sleep(left); // scrapers keep to their interval
      }
    }
    clients.shutdown();
  }

  private static Map<Long, List<String>> linesOfBoth(String path, Map<Long, List<String>> first) {
    Map<Long, List<String>> lines =
        PprofProfile.decode(fetch(IndexedEndpoints.withWindow(path)).body()).linesByAddress();
    lines.keySet().retainAll(first.keySet());
    return lines;
  }

  private static HttpResponse<byte[]> fetch(String path) {
    HttpResponse<byte[]> answer = Http.getBytes(port, path);
    assumeTrue(answer.statusCode() != 501, path + " needs a newer Java");
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer;
  }
}
