package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Proc;

/** The threads of a JVM, as {@code dump} shows them. */
@OnEachJvm
@Timeout(600)
class DumpCommandIT {

  private static final String PROGRAM =
      """
      package locked;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.locks.LockSupport;
      public class Locked {
        static final CountDownLatch BOTH = new CountDownLatch(2);
        static void lock(Object first, Object second) {
          synchronized (first) {
            BOTH.countDown();
            try {
              BOTH.await();
            } catch (InterruptedException e) {
              return;
            }
            synchronized (second) {
              System.out.println("never");
            }
          }
        }
        static void start(String name, Runnable work) {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          thread.start();
        }
        public static void main(String[] arguments) throws Exception {
          Object a = new Object();
          Object b = new Object();
          start("left", () -> lock(a, b));
          start("right", () -> lock(b, a));
          for (int i = 0; i < 20; i++) {
            start("idle-" + i, LockSupport::park);
          }
          BOTH.await();
          System.out.println("ready");
          while (System.in.read() >= 0) {}
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void deadlocksComeFirstAndEqualStacksOnce() throws Exception {
    Path source = Files.writeString(folder.resolve("Locked.java"), PROGRAM);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "--release",
                    "8",
                    "-Xlint:-options",
                    "-d",
                    folder.toString(),
                    source.toString()))
        .isZero();
    try (ChildJvm host = ChildJvm.java().classPath(List.of(folder)).run("locked.Locked")) {
      host.awaitStdout("ready");
      host.await("all threads", () -> Proc.threads(host.pid()) >= 24);

      List<String> dump = AgentCommand.run(0, "dump", Long.toString(host.pid())).stdout();

      assertThat(dump.get(0)).isEqualTo("DEADLOCK of 2 threads, each waits for the next:");
      assertThat(dump.get(1)).matches("\"(left|right)\" #\\d+ BLOCKED");
      assertThat(dump.subList(2, 12))
          .anyMatch(line -> line.startsWith("    at locked.Locked.lock("));
      assertThat(dump)
          .anyMatch(line -> line.matches("20 threads \"idle-\\d+\" #.*, and 15 more WAITING"))
          .noneMatch(line -> line.contains("\"tbot-diag"));
      host.await("the end of the agent", () -> !Proc.hasThread(host.pid(), "tbot-diag-session"));
      assertThat(host.stderr()).noneMatch(line -> line.contains("tbot-diag:"));
    }
  }
}
