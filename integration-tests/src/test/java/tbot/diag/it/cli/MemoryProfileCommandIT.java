package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** The types of {@code profile} that are about memory, on hosts that are known to take it. */
@OnEachJvm
@Timeout(600)
class MemoryProfileCommandIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "alloc,AllocationHost,AllocationHost.large",
    "heap,AllocationHost,AllocationHost.large",
    "nativemem,NativeHost,NativeHost.keep"
  })
  void memoryIsFoundWhereItIsTaken(String type, String main, String method) throws Exception {
    Path file = folder.resolve("a.collapsed");
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts." + main)) {
      host.awaitStdout("ready");

      ChildJvm command =
          AgentCommand.start(
              folder,
              Map.of(),
              "profile",
              Long.toString(host.pid()),
              "-t",
              type,
              "-d",
              "2",
              "-o",
              file.toString());
      int exit = command.awaitExit();

      if (ChildJvm.feature() == 8 && exit == 1) {
        // This build of Java 8 has no symbols by which allocations are sampled.
        assertThat(command.stderr()).singleElement().asString().contains("Java 8 ", "Java 11");
        assertThat(file).doesNotExist();
        return;
      }
      assertThat(exit).as(command.transcript()).isZero();
      assertThat(Files.readString(file)).contains(method);
      // The hottest may all be the JVM's and the C library's.
      assertThat(command.stdout().get(0)).contains("method, by ");
      assertThat(host.stderr()).noneMatch(line -> line.contains("tbot-diag:"));
    }
  }
}
