package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;

/** The index counts the threads of a host with many of them, without stopping them. */
@OnEachJvm
@Timeout(600)
class IndexOfManyThreadsIT {

  private static final int PARKED = 5_000;
  private static final String INDEX = "/debug/pprof/";

  @TempDir Path temp;
  private Path log;

  @BeforeEach
  void nameTheLog() {
    log = temp.resolve("operations.log");
  }

  @Test
  void theIndexStopsNoThreads() throws Exception {
    assumeTrue(ChildJvm.feature() >= 11, "Java 8 does not log each operation");
    try (ChildJvm host = start("-Xlog:vmoperation=debug:file=" + log)) {
      int port = host.awaitDiagPort();
      for (int i = 0; i < 5; i++) {
        assertThat(Http.get(port, INDEX).statusCode()).isEqualTo(200);
      }
      assertThat(threadOperations()).isEmpty();

      Http.getBytes(port, "/debug/pprof/mutex");
      for (int i = 0; i < 5; i++) {
        assertThat(Http.get(port, INDEX).statusCode()).isEqualTo(200);
      }
      assertThat(threadOperations()).as("while waits are recorded").isEmpty();

      Http.getBytes(port, "/debug/pprof/threadcreate");
      host.await("a dump of the threads in the log", () -> !threadOperations().isEmpty());
    }
  }

  /** The logged operations that look at all threads or objects. */
  private List<String> threadOperations() {
    try {
      return Files.readAllLines(log).stream()
          .filter(
              line -> line.matches(".*(Dump|StackTrace|Inspection|FindDeadlocks|PrintThreads).*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void countsAgreeWithProfilesAndJvm() throws Exception {
    try (ChildJvm host = start("-Xss256k")) {
      int port = host.awaitDiagPort();
      for (String name : List.of("goroutine", "threadcreate")) {
        PprofProfile profile =
            PprofProfile.decode(Http.getBytes(port, "/debug/pprof/" + name).body());
        assertThat(count(port, name))
            .isGreaterThan(PARKED)
            .isCloseTo(profile.sum(0, all -> true), within(3L))
            .isCloseTo((long) Metrics.scrape(port).value("jvm_threads_current"), within(3L));
      }
      long before = count(port, "goroutine");
      host.ask("100", "ready");
      assertThat(count(port, "goroutine")).isCloseTo(before + 100, within(3L));
    }
  }

  private static long count(int port, String name) {
    Matcher count =
        Pattern.compile("number\">(\\d+)\\+?</td>(?:(?!</tr>).)*? href=\"" + name + "\"")
            .matcher(Http.get(port, INDEX).body());
    assertThat(count.find()).as(name).isTrue();
    return Long.parseLong(count.group(1));
  }

  private static ChildJvm start(String option) throws IOException {
    ChildJvm host =
        ChildJvm.java()
            .options("-Xss256k", option)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ParkedHost", Integer.toString(PARKED), "0");
    host.awaitStdout("ready");
    return host;
  }
}
