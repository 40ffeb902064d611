package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as the short tour that ends by itself. */
@Timeout(180)
class DemoCommandIT {

  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void theTourShowsFiguresThatAgreeAndLeavesNothingBehind() throws Exception {
    ClientProgram.orSkip("ssh", "openssh-client");
    List<Integer> ports = freePorts();
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Artifacts.root().resolve("bin/demo").toString(),
                "--once",
                "--diag-port",
                ports.get(0).toString(),
                "--ssh-port",
                ports.get(1).toString(),
                "--target-port",
                ports.get(2).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(ChildJvm.VARIABLES);

    Process demo = builder.start();
    boolean ended = demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    // None, unless it hangs.
    List<ProcessHandle> left = demo.descendants().toList();
    left.forEach(ProcessHandle::destroyForcibly);
    demo.destroyForcibly();

    String printed = Files.readString(output);
    assertThat(ended).as(printed).isTrue();
    assertThat(demo.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains("6 connections were made, 6 counted; 1 of them in error, as it was");
    for (int port : ports) {
      assertThat(LocalPort.isListenedOn(port)).as(printed).isFalse();
    }
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket a = new ServerSocket(0);
        ServerSocket b = new ServerSocket(0);
        ServerSocket c = new ServerSocket(0)) {
      return List.of(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
    }
  }
}
