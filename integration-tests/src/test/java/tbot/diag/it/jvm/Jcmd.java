package tbot.diag.it.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The {@code jcmd} of the JDK that runs the tests. */
public final class Jcmd {

  private static final Path COMMAND = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private Jcmd() {}

  /** Whether a host has a thread with this in its name. */
  public static boolean hasThread(ChildJvm host, String name) {
    try {
      return run(host, "Thread.print").contains(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Runs a diagnostic command in a host's JVM; returns what it printed. */
  public static String run(ChildJvm host, String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(COMMAND.toString(), Long.toString(host.pid()), command)
            .redirectErrorStream(true)
            .start();
    try {
      String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(jcmd.waitFor(5, TimeUnit.MINUTES)).as("jcmd ends").isTrue();
      assertThat(jcmd.exitValue()).as(printed).isZero();
      return printed;
    } finally {
      jcmd.destroyForcibly();
    }
  }
}
