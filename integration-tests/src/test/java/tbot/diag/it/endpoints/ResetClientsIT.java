package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** Clients that reset their connections leave no line in the host's log. */
@OnEachJvm
@Timeout(600)
class ResetClientsIT {

  private static final int TIMES = 40;
  private static final List<String> PATHS =
      List.of(
          "/livez",
          "/metrics",
          "/unknown",
          "/debug/pprof/",
          "/debug/pprof/goroutine?debug=2",
          "/debug/pprof/profile?seconds=1");

  /** Java 24 and newer warn when the profiler's library is loaded. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile(
          "|WARNING: (A restricted method|java.lang.System::load|Use --enable|Restricted methods).*");

  @TempDir Path folder;

  @Test
  void nothingIsLogged() throws Exception {
    Path everything =
        Files.writeString(
            folder.resolve("logging.properties"),
            """
            handlers=java.util.logging.ConsoleHandler
            .level=ALL
            java.util.logging.ConsoleHandler.level=ALL
            """);
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Djava.util.logging.config.file=" + everything)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      for (int i = 0; i < TIMES; i++) {
        for (String path : PATHS) {
          askAndReset(port, path, i);
        }
      }
      for (String path : PATHS) {
        assertThat(Http.get(port, path).statusCode()).isIn(200, 404);
      }
      host.endInput();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.stdout()).containsExactly("ready", "bye");
      assertThat(host.stderr())
          .as(host.transcript())
          .filteredOn(line -> !OF_THE_JVM.matcher(line).matches())
          .containsAll(host.agentLines())
          .hasSameSizeAs(host.agentLines())
          .noneMatch(line -> line.matches("tbot-diag: (warning|error): .*"));
    }
  }

  /** Resets at once, or some microseconds later, or when the answer has begun. */
  private static void askAndReset(int port, String path, int number) throws IOException {
    try (RawConnection client = RawConnection.open(port)) {
      client.send(RawConnection.head("GET", path));
      if (number % 4 == 3) {
        client.read(1);
      } else {
        long end = System.nanoTime() + number * 50_000L;
        while (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      }
      client.reset();
    }
  }
}
