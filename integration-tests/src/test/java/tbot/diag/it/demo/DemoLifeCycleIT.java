package tbot.diag.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command.Result;

/** How the demo bot starts, restarts and ends. */
class DemoLifeCycleIT {

  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir private Path directory;

  @BeforeEach
  void assumeJava() {
    DemoBot.assumeJava();
  }

  @Test
  void keepsItsHostKeyBetweenRuns() throws Exception {
    Path key = newKey();
    byte[] known;
    try (DemoBot bot = start()) {
      bot.authorize(key);
      new JumpClient(directory, key, bot).ssh("target", "true");
      known = Files.readAllBytes(directory.resolve("known_hosts"));
    }
    try (DemoBot bot = start()) {
      // A changed key would be an error here, as the client knows both hosts already.
      assertThat(new JumpClient(directory, key, bot).ssh("target", "whoami"))
          .isEqualTo(new Result(0, "bot"));
    }
    assertThat(directory.resolve("known_hosts")).hasBinaryContent(known);
  }

  @Test
  void closesSessionsOnSigterm() throws Exception {
    Path key = newKey();
    try (DemoBot bot = start()) {
      bot.authorize(key);
      Process session = new JumpClient(directory, key, bot).start("target", "sleep", "600");
      try {
        bot.jvm().awaitStdout("login: bot from");

        bot.terminate();

        assertThat(bot.jvm().awaitExit()).isEqualTo(SIGTERM_EXIT);
        assertThat(session.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(bot.jvm().stdout()).last().asString().endsWith("main - bye");
        assertThat(bot.jvm().stderr()).isEmpty();
      } finally {
        session.destroyForcibly();
      }
    }
  }

  @Test
  void aBadOptionEndsWithExitCode2() throws Exception {
    try (ChildJvm child = ChildJvm.java().runJar(Artifacts.demoJar(), "--listen=nowhere")) {
      assertThat(child.awaitExit()).isEqualTo(2);
      assertThat(child.stderr()).singleElement().asString().startsWith("demo-app: Invalid value");
      assertThat(child.stdout()).isEmpty();
    }
  }

  @Test
  void triesAFailedRenewalAgain() throws IOException {
    try (ChildJvm failing =
        ChildJvm.java()
            .runJar(
                Artifacts.demoJar(),
                "--listen=127.0.0.1:0",
                "--target-listen=127.0.0.1:0",
                "--state=" + directory.resolve("failing"),
                "--renew-every=100ms",
                "--fail-renewals=2")) {
      failing.awaitStdout("renewal failed: the authority did not answer");
      failing.await(
          "a renewal after the failure",
          () -> {
            int failed = indexOf(failing, "renewal failed");
            return failing.stdout().stream()
                .skip(failed)
                .anyMatch(line -> line.contains("renewed: certificate"));
          });
    }
  }

  private static int indexOf(ChildJvm child, String text) {
    int index = 0;
    for (String line : child.stdout()) {
      if (line.contains(text)) {
        return index;
      }
      index++;
    }
    throw new AssertionError("no line with '" + text + "'");
  }

  private DemoBot start() throws IOException {
    return DemoBot.start(directory.resolve("state"));
  }

  /** A new key. Skips the test on a machine without OpenSSH. */
  private Path newKey() throws IOException, InterruptedException {
    ClientProgram.orSkip("ssh", "openssh-client");
    return JumpClient.newKey(directory.resolve("key"));
  }
}
