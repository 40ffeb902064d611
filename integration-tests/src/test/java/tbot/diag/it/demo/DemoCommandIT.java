package tbot.diag.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;

/** {@code bin/demo --once}, the short tour that ends by itself. */
@Timeout(600)
class DemoCommandIT {

  private static final long TIMEOUT_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void theTourCountsRightAndLeavesNothing() throws Exception {
    ClientProgram.orSkip("ssh", "openssh-client");
    assertTourAgrees(System.getenv("PATH"));
  }

  @Test
  void theTourNeedsNeitherSshNorCurl() throws Exception {
    String printed = assertTourAgrees(pathWithout(Set.of("ssh", "ssh-keygen", "curl", "wget")));

    assertThat(printed)
        .contains("ssh is not installed", "curl is not installed", "demo-app.jar get ")
        .doesNotContain("$ curl");
  }

  /** Runs the tour with this PATH; returns what it printed. */
  private String assertTourAgrees(String searchPath) throws Exception {
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
    builder.environment().put("PATH", searchPath);
    builder.environment().keySet().removeAll(ChildJvm.VARIABLES);

    Process demo = builder.start();
    boolean ended = demo.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    // None, unless the tour hangs.
    List<ProcessHandle> left = demo.descendants().toList();
    left.forEach(ProcessHandle::destroyForcibly);
    demo.destroyForcibly();

    String printed = Files.readString(output);
    assertThat(ended).as(printed).isTrue();
    assertThat(demo.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains("6 connections were made and 6 counted, 1 of them as an error")
        .contains("/livez\nOK\n", "\"status\": \"healthy\"", "goroutine profile: total ")
        .contains("\ntbot_ssh_multiplexer_requests_started_total 6.0\n")
        .contains("a renewal failed: the bot was not ready, and is ready again")
        .contains("\ntbot_task_iterations_failed{name=\"identity\",service=\"identity\"} ");
    for (int port : ports) {
      assertThat(LocalPort.isListenedOn(port)).as(printed).isFalse();
    }
    return printed;
  }

  /** A PATH with links to all commands of this machine except some. */
  private String pathWithout(Set<String> commands) throws IOException {
    Path links = Files.createDirectory(folder.resolve("bin"));
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (!Files.isDirectory(Path.of(directory))) {
        continue;
      }
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(directory))) {
        for (Path command : found) {
          Path link = links.resolve(command.getFileName());
          if (!commands.contains(command.getFileName().toString()) && Files.notExists(link)) {
            Files.createSymbolicLink(link, command.toAbsolutePath());
          }
        }
      }
    }
    return links.toString();
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket a = new ServerSocket(0);
        ServerSocket b = new ServerSocket(0);
        ServerSocket c = new ServerSocket(0)) {
      return List.of(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
    }
  }
}
