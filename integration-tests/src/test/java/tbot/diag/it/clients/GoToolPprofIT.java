package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.testhost.BurnHost;

/** The real {@code go tool pprof} on a running JVM. */
class GoToolPprofIT {

  private static final String SOURCES = "test-hosts/src/main/java";

  @TempDir static Path home;
  private static BurnHost host;
  private static GoTool go;
  private static Path fetched;
  private static String top;

  @BeforeAll
  static void fetchAProfile() throws IOException, InterruptedException {
    go = new GoTool(home);
    host = BurnHost.startCompiled();
    String url = "http://127.0.0.1:" + host.port() + "/debug/pprof/profile";
    // It saves what it fetched below its home directory.
    top = go.pprof("-top", "-seconds", "3", url);
    try (var saved = Files.walk(home)) {
      fetched = saved.filter(path -> path.toString().endsWith(".pb.gz")).findFirst().orElseThrow();
    }
  }

  @AfterAll
  static void end() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void topShowsTheBusyMethods() {
    assertThat(top)
        .contains("File: tbot.diag.hosts.BurnHost", "Type: cpu", "Duration: 3s")
        .containsPattern("tbot\\.diag\\.hosts\\.BurnHost\\.shift");
  }

  @Test
  void looksForNoBinary() {
    assertThat(top.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("symboliz", "no such file", "binary filename", "local symbol");
  }

  @Test
  void listShowsTheTimeOfEachSourceLine() throws IOException, InterruptedException {
    Path sources = Path.of(System.getProperty("tbot.diag.root", ".."), SOURCES);

    assertThat(
            go.pprof(
                "-source_path=" + sources.toAbsolutePath(),
                "-list=BurnHost.shift",
                fetched.toString()))
        .contains("ROUTINE", "BurnHost.shift in tbot/diag/hosts/BurnHost.java")
        .containsPattern("\\d+ms +\\d+ms +\\d+: +mixed \\^= mixed << 13;");
  }

  @Test
  void rawShowsThreeMappings() throws IOException, InterruptedException {
    // Java comes first; pprof numbers the others in the order of the samples.
    assertThat(go.pprof("-raw", fetched.toString()))
        .contains("PeriodType: cpu nanoseconds", "Period: 10000000")
        .containsPattern("samples/count cpu/nanoseconds")
        .containsPattern("1: 0x\\S+ tbot.diag.hosts.BurnHost +\\[FN\\]\\[FL\\]\\[LN\\]\\[IN\\]")
        .containsPattern("\\d: 0x\\S+ \\[native\\] +\\[FN\\]\\[FL\\]\\[LN\\]\\[IN\\]")
        .containsPattern("\\d: 0x\\S+ \\[kernel.kallsyms\\] +\\[FN\\]\\[FL\\]\\[LN\\]\\[IN\\]");
  }

  @Test
  void rawShowsWhereFunctionsBegin() throws IOException, InterruptedException {
    Path source =
        Path.of(System.getProperty("tbot.diag.root", ".."), SOURCES)
            .resolve("tbot/diag/hosts/BurnHost.java");
    // The first line of the method's code.
    int line = Files.readAllLines(source).indexOf("    long mixed = value;") + 1;

    assertThat(go.pprof("-raw", fetched.toString()))
        .containsPattern(
            "BurnHost\\.shift tbot/diag/hosts/BurnHost.java:\\d+(:0)? s=" + line + "\\b")
        .containsPattern("java\\.lang\\.Thread\\.run java/lang/Thread.java:\\d+(:0)? s=[1-9]");
  }

  @Test
  void mergedProfilesAddUp() throws IOException, InterruptedException {
    Path other = home.resolve("other.pb.gz");
    Files.write(other, Http.getBytes(host.port(), "/debug/pprof/profile?seconds=2").body());
    long first = nanos(Files.readAllBytes(fetched));
    long second = nanos(Files.readAllBytes(other));

    String merged = go.pprof("-top", "-unit=ms", fetched.toString(), other.toString());

    assertThat(second).isPositive().isNotEqualTo(first);
    assertThat(merged)
        .contains("Duration: 5s, Total samples = " + (first + second) / 1_000_000 + "ms");
  }

  private static long nanos(byte[] profile) {
    return PprofProfile.decode(profile).sum(1, any -> true);
  }

  @Test
  void printsErrorText() throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + host.port() + "/debug/pprof/";

    assertThat(go.tryPprof("-top", url + "nonsense").output())
        .contains("404 Not Found", "Unknown profile");
  }
}
