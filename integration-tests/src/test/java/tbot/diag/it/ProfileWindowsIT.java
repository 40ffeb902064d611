package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that overlap, that are given up, and what is left of them. */
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
  void eachOfSeveralRequestsGetsItsOwnSpan() throws Exception {
    profile(1); // loads the profiler
    int[] seconds = {1, 2, 4, 7};
    ExecutorService clients = Executors.newFixedThreadPool(seconds.length);
    List<Future<Timed>> answers = new ArrayList<>();
    for (int span : seconds) {
      answers.add(clients.submit(() -> profile(span)));
      // Apart, so that windows open and end while others run.
      TimeUnit.MILLISECONDS.sleep(300);
    }
    clients.shutdown();

    for (int i = 0; i < seconds.length; i++) {
      Timed timed = answers.get(i).get(60, TimeUnit.SECONDS);
      PprofRules.assertHold(timed.profile);
      assertThat(timed.profile.proto().getDurationNanos())
          .isEqualTo(TimeUnit.SECONDS.toNanos(seconds[i]));
      assertThat(timed.elapsedNanos)
          .isBetween(
              TimeUnit.SECONDS.toNanos(seconds[i]), TimeUnit.SECONDS.toNanos(seconds[i] + 2));
      long[] burnt = host.cpuNanosDuring(timed.profile);
      assertThat(timed.burnt())
          .as("of the " + seconds[i] + " s")
          .isCloseTo(burnt[0] + burnt[1], Percentage.withPercentage(10));
    }
    assertNothingInTemp();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"profile?x=y", "wall?x=y", "block?x=y", "trace?x=y", "profile?format=jfr"})
  void aClientThatGoesAwayEndsItsWindow(String path) throws Exception {
    Socket client = startTenMinutes(path);
    assertThat(isRecording()).isTrue();

    client.close();

    host.jvm().await("the end of the recorder's thread", () -> !isRecording());
    assertThat(profile(1).burnt()).isPositive();
    assertNothingInTemp();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHostThatEndsMidProfileLeavesNothingBehind(boolean killed) throws Exception {
    try (Socket client = startTenMinutes("profile?x=y")) {
      assertThat(client.isConnected()).isTrue();
      if (killed) {
        host.jvm().process().destroyForcibly();
      } else {
        host.jvm().say("exit");
      }
      assertThat(host.jvm().awaitExit()).isEqualTo(killed ? 128 + 9 : 0);
    }
    assertNothingInTemp();
  }

  /** Asks for a profile and waits for the beginning of the answer, when the session runs. */
  private Socket startTenMinutes(String path) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client
        .getOutputStream()
        .write(
            ("GET /debug/pprof/" + path + "&seconds=600 HTTP/1.1\r\nHost: x\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(client.getInputStream().read()).isEqualTo('H');
    return client;
  }

  /** Whether the host has the thread that exists only while something records. */
  private boolean isRecording() {
    Path tasks = Path.of("/proc", Long.toString(host.jvm().pid()), "task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        // The kernel keeps the first 15 characters of a name.
        if (nameOf(thread).equals("tbot-diag-recor")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).trim();
    } catch (IOException e) {
      return "(ended meanwhile)";
    }
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

    Timed(PprofProfile profile, long elapsedNanos) {
      this.profile = profile;
      this.elapsedNanos = elapsedNanos;
    }

    long burnt() {
      return profile.sum(1, profile.ofThread("heavy")) + profile.sum(1, profile.ofThread("light"));
    }
  }
}
