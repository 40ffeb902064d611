package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** The profiles goroutine and threadcreate of a host with known threads. */
@OnEachJvm
class ThreadProfilesIT {

  private static final int PARKED = 50;
  private static final String HOST = "tbot.diag.hosts.ParkedHost";

  @TempDir static Path home;
  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void startAHostThatParks() throws IOException {
    host = start(PARKED, 0);
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void goroutineCountsThreadsByStack() {
    PprofProfile profile = fetch("goroutine");

    PprofRules.assertHold(profile);
    assertThat(profile.sampleTypes()).containsExactly("goroutine/count");
    assertThat(profile.type(profile.proto().getPeriodType())).isEqualTo("goroutine/count");
    assertThat(profile.proto().getPeriod()).isEqualTo(1);
    assertThat(profile.proto().getDurationNanos()).isZero();
    assertThat(profile.proto().getSampleList())
        .filteredOn(profile.under(HOST + ".parkPlatform"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.getValue(0)).isEqualTo(PARKED));
  }

  @Test
  void threadcreateCountsThreadsByEntry() {
    PprofProfile profile = fetch("threadcreate");

    PprofRules.assertHold(profile);
    assertThat(profile.sampleTypes()).containsExactly("threadcreate/count");
    assertThat(profile.proto().getSampleList())
        .allMatch(sample -> sample.getLocationIdCount() <= 3)
        .anySatisfy(
            sample -> {
              assertThat(profile.stack(sample)).anyMatch(name -> name.startsWith(HOST));
              assertThat(sample.getValue(0)).isEqualTo(PARKED);
            });
  }

  @Test
  void goToolReadsProfileAndText() throws IOException, InterruptedException {
    GoTool go = new GoTool(home);
    String url = "http://127.0.0.1:" + port + "/debug/pprof/";

    for (String name : new String[] {"goroutine", "threadcreate"}) {
      for (String query : new String[] {"", "?debug=1"}) {
        assertThat(go.pprof("-top", "-nodefraction=0", url + name + query))
            .contains("Type: " + name)
            .containsPattern(" " + PARKED + " +[0-9.]+% +" + Pattern.quote(HOST) + "\\S+\n");
      }
    }
    assertThat(go.pprof("-tags", url + "goroutine")).contains("goroutine");
  }

  @Test
  void textHasTheFormatOfGo() {
    HttpResponse<String> answer = Http.get(port, "/debug/pprof/goroutine?debug=1");

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(answer.body()).startsWith("goroutine profile: total ");
    Matcher most =
        Pattern.compile("\\A.*\n(\\d+) @( 0x[0-9a-f]+)+\n(#\t0x[0-9a-f]+\t\\S+\\+0x0\t+\\S+\n)+\n")
            .matcher(answer.body());
    assertThat(most.find()).isTrue();
    assertThat(most.group(1)).as("the most come first").isEqualTo(String.valueOf(PARKED));
  }

  @Test
  void fullDumpHasNamesStatesAndLocks() {
    String dump = Http.get(port, "/debug/pprof/goroutine?debug=2").body();

    assertThat(dump).contains("Full thread dump ", "\"main\" #");
    assertThat(dump.split("\"parked <&'\"> ", -1)).as("one of each").hasSize(PARKED + 1);
    assertThat(dump)
        .containsPattern(
            "\"parked <&'\"> 7\" #\\d+\n"
                + "   java.lang.Thread.State: WAITING\n"
                + "\tat \\S+Unsafe.park\\(Native Method\\)\n"
                + "\t- parking to wait for  <0x[0-9a-f]{8,}> \\(a java.lang.Class\\)\n"
                + "(\tat .*\n)*\tat \\S*"
                + Pattern.quote(HOST)
                + ".parkPlatform\\(ParkedHost.java:\\d+\\)");
  }

  @Test
  void aDifferenceShowsNewThreads() throws IOException {
    try (ChildJvm growing = start(3, 0)) {
      int growingPort = growing.awaitDiagPort();
      HttpResponse<InputStream> answer =
          Http.begin(growingPort, "/debug/pprof/goroutine?seconds=3");
      growing.ask("4", "ready");
      PprofProfile delta = PprofProfile.decode(answer.body().readAllBytes());

      assertThat(answer.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"goroutine-delta\"");
      assertThat(delta.proto().getDurationNanos()).isEqualTo(3_000_000_000L);
      assertThat(delta.proto().getSampleList())
          .filteredOn(delta.under(HOST + ".parkPlatform"))
          .singleElement()
          .satisfies(sample -> assertThat(sample.getValue(0)).isEqualTo(4));
      assertThat(delta.proto().getSampleList()).noneMatch(sample -> sample.getValue(0) == 0);
    }
  }

  @Test
  void aDifferenceAsTextIsRefused() {
    HttpResponse<String> refusal = Http.get(port, "/debug/pprof/goroutine?seconds=1&debug=1");

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body()).isEqualTo("seconds and debug params are incompatible\n");
    assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
  }

  @Test
  void showsAllVirtualThreads() throws IOException {
    assumeTrue(ChildJvm.feature() >= 21, "virtual threads need Java 21");
    int count = 2000;
    try (ChildJvm parking = startVirtual(count)) {
      int parkingPort = parking.awaitDiagPort();
      PprofProfile profile =
          PprofProfile.decode(Http.getBytes(parkingPort, "/debug/pprof/goroutine").body());

      PprofRules.assertHold(profile);
      assertThat(profile.comments()).noneMatch(comment -> comment.startsWith("lost"));
      assertThat(profile.sum(0, profile.under(HOST + ".parkVirtual"))).isEqualTo(count);
      assertThat(
              Http.get(parkingPort, "/debug/pprof/goroutine?debug=2")
                  .body()
                  .split("ParkedHost.parkVirtual", -1))
          .hasSize(count + 1);
      PprofProfile platform =
          PprofProfile.decode(Http.getBytes(parkingPort, "/debug/pprof/threadcreate").body());
      assertThat(platform.sum(0, sample -> true))
          .as("platform threads only")
          .isCloseTo(20L, within(19L));
      try (var left = Files.list(home)) {
        assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("tbot-diag"));
      }
    }
  }

  private static ChildJvm startVirtual(int count) throws IOException {
    ChildJvm jvm =
        ChildJvm.java()
            .options("-Djava.io.tmpdir=" + home)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run(HOST, "0", String.valueOf(count));
    jvm.awaitStdout("ready");
    return jvm;
  }

  private static ChildJvm start(int platform, int virtual) throws IOException {
    ChildJvm jvm =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug")
            .run(HOST, String.valueOf(platform), String.valueOf(virtual));
    jvm.awaitStdout("ready");
    return jvm;
  }

  private static PprofProfile fetch(String name) {
    HttpResponse<byte[]> answer = Http.getBytes(port, "/debug/pprof/" + name);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"" + name + "\"");
    return PprofProfile.decode(answer.body());
  }
}
