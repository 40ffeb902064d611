package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.machine.Proc;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.BurnHost;

/** Requests that overlap or are aborted, and what they leave behind. */
class ProfileWindowsIT {

  @TempDir Path temp;
  private BurnHost host;
  private int port;

  @BeforeEach
  void start() throws IOException {
    host = BurnHost.start("-Djava.io.tmpdir=" + temp, "-Xmx24m");
    port = host.port();
  }

  @AfterEach
  void end() {
    host.close();
  }

  @Test
  void overlappingRequestsGetTheirOwnWindows() throws Exception {
    profile(1); // loads the profiler
    int[] seconds = {1, 2, 4, 7};
    ExecutorService clients = Executors.newFixedThreadPool(seconds.length);
    List<Future<Timed>> answers = new ArrayList<>();
    for (int span : seconds) {
      answers.add(clients.submit(() -> profile(span)));
      // With pauses, so that windows open and close while others are open.
      TimeUnit.MILLISECONDS.sleep(300);
    }
    clients.shutdown();

    PprofProfile longest = answers.get(seconds.length - 1).get(5, TimeUnit.MINUTES).profile;
    for (int i = 0; i < seconds.length; i++) {
      Timed timed = answers.get(i).get(5, TimeUnit.MINUTES);
      PprofRules.assertHold(timed.profile);
      assertThat(timed.profile.proto().getDurationNanos())
          .isEqualTo(TimeUnit.SECONDS.toNanos(seconds[i]));
      assertThat(timed.elapsedNanos).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(seconds[i]));
      if (timed.profile != longest) {
        assertThat(timed.answeredNanos)
            .as("the window of %d s is answered before the longest one ends", seconds[i])
            .isLessThan(longest.proto().getTimeNanos() + longest.proto().getDurationNanos());
      }
      long[] burnt = host.cpuNanosDuring(timed.profile);
      // Ten percent, but at least one sampling period for each of the two threads.
      long deviation = Math.max((burnt[0] + burnt[1]) / 10, 2 * timed.profile.proto().getPeriod());
      assertThat(timed.burnt())
          .as("of the " + seconds[i] + " s")
          .isCloseTo(burnt[0] + burnt[1], Offset.offset(deviation));
    }
    assertNothingInTemp();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"profile?x=y", "wall?x=y", "block?x=y", "trace?x=y", "profile?format=jfr"})
  void aClientThatDisconnectsEndsItsWindow(String path) throws Exception {
    Socket client = startTenMinutes(path);
    assertThat(isRecording()).isTrue();

    client.close();

    host.jvm().await("the end of the recorder's thread", () -> !isRecording());
    assertThat(profile(1).burnt()).isPositive();
    assertNothingInTemp();
  }

  /** How a host ends during a profile, and with which exit code. */
  enum End {
    EXIT(0),
    SIGTERM(128 + 15),
    SIGKILL(128 + 9);

    private final int code;

    End(int code) {
      this.code = code;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostEndingMidProfileLeavesNothing(End end) throws Exception {
    try (Socket client = startTenMinutes("profile?x=y")) {
      assertThat(client.isConnected()).isTrue();
      switch (end) {
        case EXIT -> host.jvm().say("exit");
        case SIGTERM -> host.jvm().process().toHandle().destroy();
        case SIGKILL -> host.jvm().process().destroyForcibly();
      }
      assertThat(host.jvm().awaitExit()).isEqualTo(end.code);
    }
    assertNothingInTemp();
  }

  @Test
  void stoppingMidProfileEndsTheAnswer() throws Exception {
    try (Socket client = startTenMinutes("profile?x=y")) {
      Attach.agent(host.jvm(), "stop");

      byte[] rest = client.getInputStream().readAllBytes();
      assertThat(new String(rest, StandardCharsets.ISO_8859_1))
          .as("a chunked answer without its end, which clients report as incomplete")
          .doesNotEndWith("0\r\n\r\n");
    }
    // The system lists a thread for some microseconds after Java has seen its end.
    host.jvm().await("the end of the recorder's thread", () -> !isRecording());
    assertNothingInTemp();
    assertThat(host.jvm().process().isAlive()).isTrue();

    Attach.agent(host.jvm(), "diag_addr=127.0.0.1:0,debug");
    port = host.jvm().awaitDiagPort(2);
    assertThat(profile(1).burnt()).isPositive();
  }

  @Test
  void twoJvmsProfileAtOnce() throws Exception {
    try (BurnHost other = BurnHost.start("-Djava.io.tmpdir=" + temp)) {
      ExecutorService client = Executors.newSingleThreadExecutor();
      Future<PprofProfile> theirs =
          client.submit(() -> other.profile("/debug/pprof/profile?seconds=3"));
      Timed ours = profile(3);
      client.shutdown();

      long[] here = host.cpuNanosDuring(ours.profile);
      long[] there = other.cpuNanosDuring(theirs.get(5, TimeUnit.MINUTES));
      assertThat(ours.burnt()).isCloseTo(here[0] + here[1], Percentage.withPercentage(15));
      assertThat(new Timed(theirs.get(), 0).burnt())
          .isCloseTo(there[0] + there[1], Percentage.withPercentage(15));
    }
    assertNothingInTemp();
  }

  /** Requests a profile of ten minutes and waits until its answer begins. */
  private Socket startTenMinutes(String path) throws IOException {
    Socket client = Http.open(port, "/debug/pprof/" + path + "&seconds=600", "Host: localhost");
    assertThat(client.getInputStream().read()).isEqualTo('H');
    return client;
  }

  /** Whether the host has the recorder's thread, which exists only while it records. */
  private boolean isRecording() {
    return Proc.hasThread(host.jvm().pid(), "tbot-diag-recorder");
  }

  private void assertNothingInTemp() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(temp)) {
      assertThat(left)
          .filteredOn(path -> !path.getFileName().toString().startsWith("hsperfdata"))
          .isEmpty();
    }
  }

  private Timed profile(int seconds) {
    long start = System.nanoTime();
    byte[] body = Http.getBytes(port, "/debug/pprof/profile?seconds=" + seconds).body();
    return new Timed(PprofProfile.decode(body), System.nanoTime() - start);
  }

  private static final class Timed {
    private final PprofProfile profile;
    private final long elapsedNanos;

    /** When the answer was complete, in nanoseconds since 1970. */
    private final long answeredNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    Timed(PprofProfile profile, long elapsedNanos) {
      this.profile = profile;
      this.elapsedNanos = elapsedNanos;
    }

    long burnt() {
      return profile.sum(1, profile.ofThread("heavy")) + profile.sum(1, profile.ofThread("light"));
    }
  }
}
