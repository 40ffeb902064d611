package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;
import tbot.diag.it.machine.Proc;

/** Many attaches and detaches leave no more behind than one. */
@Timeout(600)
class ReattachIT {

  private static final int TIMES = 20;
  private static final Pattern OURS =
      Pattern.compile(
          ": +(\\d+) +\\d+ +((?:tbot\\.diag|net\\.bytebuddy|io\\.prometheus|one\\.jfr)\\.\\S+)");
  private static final Pattern LIBRARY = Pattern.compile("/\\S*tbot-diag-\\S*\\.so");

  @Test
  void twentyAttachesLeaveWhatOneLeaves() throws Exception {
    try (ChildJvm host = ChildJvm.java().options("-Xmx64m").run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      attachProfileAndDetach(host, 1);
      attachProfileAndDetach(host, 2);
      int threads = Proc.threads(host.pid());
      int files = Proc.files(host.pid());

      for (int time = 3; time <= TIMES; time++) {
        attachProfileAndDetach(host, time);
      }

      assertThat(libraries(host)).as("copies of the profiler's library").hasSize(1);
      // Plus one, as the JVM starts and stops compiler threads.
      host.await("the end of our threads", () -> Proc.threads(host.pid()) <= threads + 1);
      host.await("the end of our files", () -> Proc.files(host.pid()) <= files + 1);
      awaitInstancesOf(host, "1 tbot.diag.IsolatedClassLoader");
      assertThat(host.stderr())
          .noneMatch(line -> line.contains("tbot-diag: warning"))
          .noneMatch(line -> line.contains("tbot-diag: error"));
      host.endInput();
      assertThat(host.awaitExit()).isZero();
    }
  }

  @Test
  void anAttachWithoutProfilesLeavesNoInstance() throws Exception {
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      Attach.agent(host, "diag_addr=127.0.0.1:0,debug");
      assertThat(Http.get(host.awaitDiagPort(), "/metrics").statusCode()).isEqualTo(200);
      Attach.agent(host, "stop");

      assertThat(libraries(host)).isEmpty();
      awaitInstancesOf(host);
    }
  }

  @Test
  void checksAndWaitingClientsLeaveNoInstance() throws Exception {
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      Attach.agent(
          host,
          "diag_addr=127.0.0.1:0,ready_check=a:tbot.diag.hosts.IdleHost#none;b:a.B#c;"
              + "c:tcp:127.0.0.1:1");
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/wait/a").statusCode()).isEqualTo(503);
      try (RawConnection waiting =
          RawConnection.open(port).send(RawConnection.head("GET", "/wait"))) {
        host.await(
            "a client that waits", () -> Metrics.scrape(port).value("tbot_diag_connections") >= 2);
        Attach.agent(host, "stop");
        assertThat(waiting.readToEnd()).isIn("", "(reset)");
      }
      host.await("the end of our threads", () -> !Proc.hasThread(host.pid(), "tbot-diag-check"));
      awaitInstancesOf(host);
    }
  }

  private static void attachProfileAndDetach(ChildJvm host, int time) throws Exception {
    Attach.agent(host, "diag_addr=127.0.0.1:0,debug");
    int port = host.awaitDiagPort(time);
    assertThat(Http.getBytes(port, "/debug/pprof/profile?seconds=1").statusCode()).isEqualTo(200);
    assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
    Attach.agent(host, "stop");
  }

  private static List<String> libraries(ChildJvm host) throws IOException {
    return LIBRARY
        .matcher(Files.readString(Proc.of(host.pid(), "maps"), StandardCharsets.ISO_8859_1))
        .results()
        .map(found -> found.group())
        .distinct()
        .collect(Collectors.toList());
  }

  /** Waits until exactly these instances of our classes are alive. */
  private static void awaitInstancesOf(ChildJvm host, String... classes) {
    // Thread pools and jar files have finalizers on Java 8, so that they need two collections.
    List<List<String>> last = new ArrayList<>();
    try {
      host.await(
          "the collection of our classes",
          () -> {
            last.add(0, classesOfOurs(host));
            return last.get(0).equals(List.of(classes));
          });
    } catch (AssertionError e) {
      throw new AssertionError("still there: " + last.get(0), e);
    }
  }

  /** The live instances of the agent's classes and of its libraries, as count and class. */
  private static List<String> classesOfOurs(ChildJvm host) {
    try {
      return classesIn(Jcmd.run(host, "GC.class_histogram"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static List<String> classesIn(String histogram) {
    assertThat(histogram).contains("java.lang.String");
    return OURS.matcher(histogram)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }
}
